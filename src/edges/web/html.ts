/** Pages of HTML: whatever is put into a template is escaped. */

import { createHash } from "node:crypto";

import type { Answer } from "./answer.ts";

/** Markup that is safe as it stands. */
export interface Html {
  readonly markup: string;
}

type Part = string | number | Html | readonly Html[];

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.map((text, index) => text + (index < parts.length ? put(parts[index] ?? "") : ""));
  return { markup: markup.join("") };
}

function put(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escape(String(part));
  return "markup" in part ? part.markup : part.map((each) => each.markup).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => entities[character] ?? "");
}

const style = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
label { display: block; margin: 1rem 0 0.25rem; font-weight: 600; }
input { font: inherit; width: 100%; padding: 0.4rem; box-sizing: border-box; }
input[type=checkbox] { width: auto; }
button { font: inherit; margin: 1.5rem 0; padding: 0.5rem 1rem; cursor: pointer; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0; border-bottom: 1px solid #8884; }
.wrong { border-left: 4px solid #c33; padding-left: 0.8rem; }
.note { color: #777; }
`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** A whole page. `formTo`: the other origins that its forms may send to. */
export function page(status: number, title: string, content: Html, formTo: readonly string[] = []): Answer {
  const document = html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title}</title>
      ${{ markup: `<style>${style}</style>` }}
      <body>
        <h1>${title}</h1>
        ${content}
      </body>
    </html> `;
  const allowed = ["'self'", ...formTo].join(" ");
  return {
    status,
    type: "text/html; charset=utf-8",
    body: document.markup,
    headers: {
      "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${allowed}; frame-ancestors 'none'; base-uri 'none'`,
    },
  };
}
