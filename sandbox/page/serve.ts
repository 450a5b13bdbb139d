/** The pages on which a person sees what the sandbox holds: an address in, a page out. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Refused } from "../refused.ts";
import type { PageAnswer, Sandbox } from "../sandbox.ts";
import { click } from "./click.ts";
import { findPage } from "./find-page.ts";
import type { Page } from "./find-page.ts";
import { document } from "./layout.ts";
import { refusedPage } from "./refused-page.ts";

const style = readFileSync(join(import.meta.dirname, "style.css"), "utf8");
const sign =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#1f6f8b"/></svg>';

/** Nothing but our own style sheet and sign is loaded, and forms go nowhere else. */
const headers = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

/** `form`: what a click on a button posts. Null: this is not a page of ours. */
export async function servePage(
  sandbox: Sandbox,
  url: URL,
  form: URLSearchParams | null = null,
): Promise<PageAnswer | null> {
  if (form !== null) return answerClick(sandbox, url, form);
  if (url.pathname === "/sandbox.css") return { status: 200, type: "text/css; charset=utf-8", body: style };
  if (url.pathname === "/sandbox.svg") return { status: 200, type: "image/svg+xml", body: sign };
  return orRefusal(url, async () => {
    const page = await findPage(sandbox, url);
    return page === null ? null : answer(200, page, url);
  });
}

/** Does what was clicked, and leads to the page that shows it. */
function answerClick(sandbox: Sandbox, url: URL, form: URLSearchParams): Promise<PageAnswer | null> {
  return orRefusal(url, async () => {
    const next = await click(sandbox, url, form);
    if (next === null) return null;
    return { status: 303, type: "text/plain", body: "", headers: { ...headers, location: next } };
  });
}

/** What is refused is told on a page of its own. */
async function orRefusal(url: URL, answerIt: () => Promise<PageAnswer | null>): Promise<PageAnswer | null> {
  try {
    return await answerIt();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const page = { title: error.message, repository: null, viewer: null, body: refusedPage(error) };
    return answer(error.status, page, url);
  }
}

function answer(status: number, page: Page, url: URL): PageAnswer {
  return { status, type: "text/html; charset=utf-8", body: document({ ...page, url }), headers };
}
