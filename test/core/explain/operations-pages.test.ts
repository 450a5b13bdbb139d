/** docs/operations is what the tables say: `node scripts/operations-pages.ts` writes it anew. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { operationsPages } from "../../../scripts/operations-pages.ts";
import { kinds } from "../../../src/core/kinds.ts";

const folder = join(import.meta.dirname, "../../../docs/operations");
let pages: Map<string, string>;
before(async () => {
  pages = await operationsPages();
});

test("every page is what the tables say (node scripts/operations-pages.ts writes them)", () => {
  assert.deepEqual(readdirSync(folder).toSorted(), [...pages.keys()].toSorted());
  for (const [name, text] of pages) assert.equal(readFileSync(join(folder, name), "utf8"), text, name);
});

test("a page is no longer than people read", () => {
  for (const kind of kinds) {
    const text = pages.get(`${kind}.md`) ?? "";
    const shown = text.replaceAll(/<details>[\s\S]*?<\/details>/gu, "").split("\n").length;
    assert.ok(shown <= 200, `${kind}: ${shown} lines`);
    assert.ok(text.startsWith(`# \`${kind}\`\n`), kind);
    assert.doesNotMatch(text, /undefined|NaN|\[object/u, kind);
    assert.doesNotMatch(text, /^- (?:reads and writes|writes) of .* wait/mu, `${kind}: said twice`);
  }
});

test("each link of the index leads to a file", () => {
  const index = pages.get("README.md") ?? "";
  const links = [...index.matchAll(/\]\(([^)]+)\)/gu)].map((match) => match[1] ?? "");
  assert.ok(links.length > kinds.length);
  for (const link of links.filter((one) => !one.startsWith("../"))) assert.ok(pages.has(link), link);
});
