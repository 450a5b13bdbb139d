/** Writes docs/operations from the tables of the engines: `node scripts/operations-pages.ts`. */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { kindExamples, sampleFiles } from "../src/core/explain/kind-examples.ts";
import { kindMarkdown } from "../src/core/explain/kind-markdown.ts";
import { operationsIndex } from "../src/core/explain/operations-index.ts";
import { kinds } from "../src/core/kinds.ts";
import { Reader } from "../src/edges/isolation/reader.ts";

const folder = new URL("../docs/operations/", import.meta.url);

/** The text of every page by its name: of each kind, and the index. */
export async function operationsPages(): Promise<Map<string, string>> {
  const reader = new Reader();
  try {
    const pages = new Map<string, string>();
    const all = new Map<(typeof kinds)[number], ReturnType<typeof kindExamples>>();
    for (const kind of kinds) {
      const examples = kindExamples(kind, await reader.read(sampleFiles(kind)));
      all.set(kind, examples);
      pages.set(`${kind}.md`, page(kindMarkdown(kind, examples, { folded: true })));
    }
    pages.set("README.md", operationsIndex(all));
    return pages;
  } finally {
    await reader.close();
  }
}

/** Its title is the first of a page, as nothing stands around it. */
function page(markdown: string): string {
  return `${markdown.replaceAll(/^#(?=#{1,2} )/gmu, "")}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const pages = await operationsPages();
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(new URL(name, folder));
  for (const [name, text] of pages) writeFileSync(new URL(name, folder), text);
}
