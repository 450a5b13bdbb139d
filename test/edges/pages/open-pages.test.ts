import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

import { kinds } from "../../../src/core/kinds.ts";
import { renderAnswers } from "../../../src/core/render/pull-request/answers.ts";
import { Reader } from "../../../src/edges/isolation/reader.ts";
import { openPages } from "../../../src/edges/pages/open-pages.ts";
import { assertHarmless } from "../../support/app-texts.ts";
import { matchesFile } from "../../support/snapshot.ts";

const root = pathToFileURL(join(import.meta.dirname, "..", "..", "..", "/"));
const reader = new Reader({ here: "none" });
after(() => reader.close());
const pages = openPages(root, reader);

const github = "https://github.com";

function reply(name: string, page: string): string {
  return renderAnswers([
    {
      id: "comment-1-0123456789abcdef",
      text: `/lockstep explain ${name}`,
      by: "ada",
      link: `${github}/owner/identity/pull/7#issuecomment-1`,
      say: { about: "explain", name, page },
    },
  ]);
}

test("every name has a page, and all of it stands in the reply", async () => {
  const names = pages.names();
  for (const kind of kinds) assert.ok(names.includes(kind));
  for (const name of ["exception-is-there", "note-is-yaml"]) assert.ok(names.includes(name));
  for (const name of names) {
    const page = await pages.of(name);
    assert.ok(page !== null, name);
    const body = reply(name, page);
    assertHarmless(`markdown\n${body}`, github);
    assert.doesNotMatch(body, /did not fit here/u, name);
    const title = name.replaceAll("_", String.raw`\\?_`);
    assert.match(body, new RegExp(`^#### \`?${title}\`?$`, "mu"));
  }
});

test("what has no page", async () => {
  assert.equal(await pages.of("nothing"), null);
  assert.equal(await pages.of("../../package"), null);
});

test("the page of a kind, to be read", async () => {
  const page = await pages.of("set_not_null");
  matchesFile(`${page}\n`, join(import.meta.dirname, "fixtures", "set-not-null.md"));
});
