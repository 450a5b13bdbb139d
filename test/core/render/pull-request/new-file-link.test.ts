import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { editFileLink, newFileLink } from "../../../../src/core/render/pull-request/new-file-link.ts";

function head(ref: string, url: string | null = "https://github.com/fork/shop") {
  return { head: { oid: "0".repeat(40), ref, url, exists: true } };
}

test("the link opens the fork's own branch, with name and text filled in", () => {
  const link = newFileLink(
    head("feature/drop #1 100%"),
    "releasenotes/notes/a b.yaml",
    "---\nupgrade: |\n  ü & `x`\n",
  );
  assert.deepEqual(link, {
    url:
      "https://github.com/fork/shop/new/feature/drop%20%231%20100%25" +
      "?filename=releasenotes%2Fnotes%2Fa%20b.yaml&value=---%0Aupgrade%3A%20%7C%0A%20%20%C3%BC%20%26%20%60x%60%0A",
    filled: true,
  });
  assert.equal(
    editFileLink(head("a/b"), "notes/ü?.yaml"),
    "https://github.com/fork/shop/edit/a/b/notes/%C3%BC%3F.yaml",
  );
});

test("a text that is too long for a URL is left out of it", () => {
  const link = newFileLink(head("b"), "n.yaml", "ü".repeat(1400));
  assert.deepEqual(link, { url: "https://github.com/fork/shop/new/b?filename=n.yaml", filled: false });
});

test("without a branch to write to there is no link", () => {
  assert.equal(newFileLink(head("b", null), "n.yaml", ""), null);
  const gone = { head: { ...head("b").head, exists: false } };
  assert.equal(newFileLink(gone, "n.yaml", ""), null);
  assert.equal(editFileLink(gone, "n.yaml"), null);
});

test("whatever the names are made of, the page gets them as they are", () => {
  const any = fc.string({ unit: "binary", maxLength: 40 });
  fc.assert(
    fc.property(any, any, any, (ref, path, text) => {
      const link = newFileLink(head(ref), path, text);
      assert.ok(link !== null);
      assert.match(link.url, /^https:\/\/github\.com\/fork\/shop\/new\/[\w%.~/-]*\?[\w%.~&=-]*$/u);
      const url = new URL(link.url);
      assert.equal(url.searchParams.get("filename"), path.toWellFormed());
      assert.equal(url.searchParams.get("value"), text.toWellFormed());
      // A URL resolves dots; no branch of git has such a part.
      if (!/(?:^|\/)\.{0,2}(?:\/|$)/u.test(ref)) {
        assert.equal(decodeURIComponent(url.pathname), `/fork/shop/new/${ref.toWellFormed()}`);
      }
    }),
    { seed: 2, numRuns: 500 },
  );
});
