/** The pages of rules and note findings, which lie beside their code in the package as in the checkout. */

import { readFileSync, readdirSync } from "node:fs";

export interface Page {
  summary: string;
  markdown: string;
}

// From `src` and from `dist` alike, the package's root is four folders up.
const folders = ["src/core/judge/rules/", "src/core/note/findings/"].map(
  (folder) => new URL(`../../../${folder}`, import.meta.url),
);

/** The names of all pages, sorted. */
export function pageNames(): string[] {
  const names = folders.flatMap((folder) => filesIn(folder).filter((name) => name.endsWith(".md")));
  return names.map((name) => name.slice(0, -".md".length)).toSorted();
}

/** The page of a rule or finding, null when there is none. */
export function pageOf(name: string): Page | null {
  if (!/^[a-z0-9-]+$/.test(name)) return null;
  for (const folder of folders) {
    if (!filesIn(folder).includes(`${name}.md`)) continue;
    const markdown = readFileSync(new URL(`${name}.md`, folder), "utf8");
    return { summary: summaryOf(markdown, name), markdown };
  }
  return null;
}

/** The first paragraph below the title. */
function summaryOf(markdown: string, name: string): string {
  const paragraphs = markdown.split(/\r?\n\s*\r?\n/);
  const first = paragraphs.find((paragraph) => paragraph.trim() !== "" && !paragraph.startsWith("#"));
  return first?.trim().replace(/\s*\n\s*/g, " ") ?? name;
}

function filesIn(folder: URL): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
