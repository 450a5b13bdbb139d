/** Whatever is put into the log, no secret and no text of strangers comes out. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createLog } from "../../src/edges/log.ts";

function written(use: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  use(createLog("trace", { write: (line) => void lines.push(line) }));
  return lines.join("");
}

test("names of secrets hide what they hold, however deep", () => {
  const text = written((log) => {
    log.info({ token: "t-1", a: { webhookSecret: "t-2", headers: [{ authorization: "t-3" }] } }, "said");
    log.child({ privateKey: "t-4" }).info("said");
  });
  assert.ok(!/t-\d/u.test(text), text);
  assert.equal(text.split("[hidden]").length, 5);
});

test("tokens, keys and passwords are hidden inside other text", () => {
  const secrets = [
    "ghs_abcDEF0123456789abcDEF0123456789abcd",
    "github_pat_11ABC_xyz",
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2ln",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
  ];
  for (const secret of secrets) {
    const text = written((log) => {
      log.error({ url: `https://example.test/?x=${secret}` }, "said");
      log.error(new Error(`refused: ${secret}`));
      log.error(`refused: ${secret}`);
    });
    assert.ok(!text.includes(JSON.stringify(secret).slice(1, -1)), text);
    assert.equal(text.split("[hidden]").length, 4);
  }
  const text = written((log) => log.info({ at: "postgres://lockstep:pa55@db:5432/x" }, "said"));
  assert.ok(!text.includes("pa55") && text.includes("db:5432"));
});

test("of an error there is the kind, the place and the first line; not the request, and not the text that was read", () => {
  const error = Object.assign(new Error("422: a line is outside of the diff\n> a note of somebody"), {
    status: 422,
    request: { body: "a note of somebody" },
    cause: new Error("first", { cause: tried(() => JSON.parse("a note of somebody") as unknown) }),
  });
  const text = written((log) => log.error({ err: error }, "said"));
  assert.ok(!text.includes("a note of"), text);
  const { err } = JSON.parse(text) as { err: Record<string, unknown> };
  assert.equal(err["message"], "422: a line is outside of the diff");
  assert.equal(err["status"], 422);
  assert.match(String(err["stack"]), /log\.test\.ts/u);
  assert.match(text, /"type":"SyntaxError"/u);
});

function tried(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
