/** The pages of rules and note findings, which lie beside their code in the package as in the checkout. */

import { readFileSync, readdirSync } from "node:fs";

export interface Page {
  summary: string;
  markdown: string;
}

const folders = ["src/core/judge/rules/", "src/core/note/findings/"];

/** The names of all pages, sorted. `root`: the package's folder. */
export function pageNames(root: URL): string[] {
  const names = folders.flatMap((folder) => filesIn(new URL(folder, root)));
  const pages = names.flatMap((name) => (name.endsWith(".md") ? name.slice(0, -".md".length) : []));
  return pages.toSorted();
}

/** The page of a rule or finding, null when there is none. */
export function pageOf(root: URL, name: string): Page | null {
  if (!/^[a-z0-9-]+$/.test(name)) return null;
  for (const folder of folders) {
    const at = new URL(folder, root);
    if (!filesIn(at).includes(`${name}.md`)) continue;
    const markdown = readFileSync(new URL(`${name}.md`, at), "utf8");
    return { summary: summaryOf(markdown, name), markdown };
  }
  return null;
}

/** The first sentence below the title. */
function summaryOf(markdown: string, name: string): string {
  const paragraphs = markdown.split(/\r?\n\s*\r?\n/);
  const first = paragraphs.find((paragraph) => paragraph.trim() !== "" && !paragraph.startsWith("#"));
  const text = first?.trim().replace(/\s*\n\s*/g, " ") ?? name;
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

function filesIn(folder: URL): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
