/** Every command as people write it, and the exact answer to what is wrong. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { lineOf } from "../../../src/core/command/line-of.ts";
import { readLine } from "../../../src/core/command/read-line.ts";

/** What is written, and the line in its one form. */
const right: [string, string][] = [
  ["/lockstep", "/lockstep help"],
  ["/lockstep help", "/lockstep help"],
  ["/lockstep help exempt", "/lockstep help"],
  ["/lockstep check", "/lockstep check"],
  ["  /LOCKSTEP\tCheck  ", "/lockstep check"],
  ["/lockstep\u00A0check", "/lockstep check"],
  ["/lockstep check\\", "/lockstep check"],
  ["/lockstep draft", "/lockstep draft"],
  ["/lockstep Draft  Commit", "/lockstep draft commit"],
  ["/lockstep preview", "/lockstep preview"],
  ["/lockstep explain note-is-there", "/lockstep explain note-is-there"],
  ["/lockstep explain Note is there", "/lockstep explain note-is-there"],
  ["/lockstep explain `drop_column`", "/lockstep explain drop_column"],
  ["/lockstep explain Drop Column", "/lockstep explain drop_column"],
  ["/lockstep explain create table as", "/lockstep explain create_table_as"],
  ["/lockstep explain policy-is-sound", "/lockstep explain policy-is-sound"],
  ["/lockstep wrong note-is-there because it is here", "/lockstep wrong note-is-there because it is here"],
  ["/lockstep wrong 3FA9C01B7E because it is here", "/lockstep wrong 3fa9c01b7e because it is here"],
  [
    "/lockstep wrong drop column user.x because it stays",
    "/lockstep wrong drop_column user.x because it stays",
  ],
  ["/lockstep wrong because it stays", "/lockstep wrong because it stays"],
  [
    "/Lockstep  EXEMPT Drop Column user.legacy_id  BECAUSE: nothing reads it ",
    "/lockstep exempt drop_column user.legacy_id because nothing reads it",
  ],
  [
    "/lockstep exempt drop_column user.legacy_id until 2027-3-1 because nothing reads it",
    "/lockstep exempt drop_column user.legacy_id until 2027-03-01 because nothing reads it",
  ],
  [
    "/lockstep exempt `drop_column` `user.legacy_id` because nothing reads it",
    "/lockstep exempt drop_column user.legacy_id because nothing reads it",
  ],
  [
    "/lockstep exempt `drop_column user.legacy_id` because nothing reads it",
    "/lockstep exempt drop_column user.legacy_id because nothing reads it",
  ],
  [
    "/lockstep `exempt drop_index user:ix_name because nothing reads it`",
    "/lockstep exempt drop_index user:ix_name because nothing reads it",
  ],
  [
    "/lockstep exempt drop_index ``user:ix_name`` because nothing reads it",
    "/lockstep exempt drop_index user:ix_name because nothing reads it",
  ],
  [
    '/lockstep exempt drop_column "My User"."Legacy  Id" because nothing reads it',
    '/lockstep exempt drop_column "My User"."Legacy  Id" because nothing reads it',
  ],
  [
    "/lockstep exempt drop_column `user`.`legacy_id` because nothing reads it",
    "/lockstep exempt drop_column `user`.`legacy_id` because nothing reads it",
  ],
  ["/lockstep exempt 3fa9c01b7e because it is idle", "/lockstep exempt 3fa9c01b7e because it is idle"],
  ["/lockstep exempt ALL because the site is down", "/lockstep exempt all because the site is down"],
  [
    "/lockstep exempt all until 2027-03-01 because the site is down",
    "/lockstep exempt all until 2027-03-01 because the site is down",
  ],
  ["/lockstep exempt because nothing reads it", "/lockstep exempt because nothing reads it"],
  [
    "/lockstep exempt until 2027-03-01 because nothing reads it",
    "/lockstep exempt until 2027-03-01 because nothing reads it",
  ],
  [
    "/lockstep exempt drop_table all because it is idle",
    "/lockstep exempt drop_table all because it is idle",
  ],
  [
    "/lockstep exempt drop_table a because 👩‍💻 says so and می‌خواهم",
    "/lockstep exempt drop_table a because 👩‍💻 says so and می‌خواهم",
  ],
  ["/lockstep revoke drop_column user.x", "/lockstep revoke drop_column user.x"],
  [
    "/lockstep revoke drop_column user.x because we still need it",
    "/lockstep revoke drop_column user.x because we still need it",
  ],
  ["/lockstep revoke all", "/lockstep revoke all"],
  ["/lockstep revoke", "/lockstep revoke"],
  ["/lockstep revoke because we still need it", "/lockstep revoke because we still need it"],
  ["/lockstep waive Note is there because 24.1 has it", "/lockstep waive note-is-there because 24.1 has it"],
  [
    "/lockstep waive `migration-is-unedited` until 2027-03-01 because only a comment changed",
    "/lockstep waive migration-is-unedited until 2027-03-01 because only a comment changed",
  ],
];

for (const [line, form] of right) {
  test(`reads ${line}`, () => {
    const reading = readLine(line);
    assert.ok("request" in reading, JSON.stringify(reading));
    assert.equal(lineOf(reading.request), form);
  });
}

test("a request is plain data", () => {
  assert.deepEqual(readLine("/lockstep exempt drop_table user until 2027-03-01 because it is idle"), {
    request: {
      verb: "exempt",
      aim: {
        of: "target",
        exemption: {
          kind: "drop_table",
          target: { parts: [{ text: "user", quoted: false }], name: null, text: "user" },
          id: null,
          text: "drop_table user",
          reason: "it is idle",
          until: "2027-03-01",
          reusable: false,
        },
      },
      rule: null,
      reason: "it is idle",
      until: "2027-03-01",
    },
  });
  assert.deepEqual(readLine("/lockstep waive note-is-there because it is idle"), {
    request: { verb: "waive", aim: null, rule: "note-is-there", reason: "it is idle", until: null },
  });
  assert.deepEqual(readLine("/lockstep wrong because it is idle"), {
    request: { verb: "wrong", name: null, reason: "it is idle" },
  });
});

/** What is written, the answer, and the line to paste. */
const wrong: [string, string, string | null][] = [
  ["/lockstep chekc", "`chekc` is no command.", "/lockstep check"],
  ["/lockstep rerun", "`rerun` is no command.", "/lockstep check"],
  ["/lockstep che\u0441k", "`che\u0441k` is no command.", "/lockstep check"],
  ["/lockstep chec\u212A", "`chec\u212A` is no command.", "/lockstep check"],
  ["/lockstep draft-commit", "`draft-commit` is no command.", "/lockstep draft commit"],
  ["/lockstep draft comit", "`draft comit` is no command.", "/lockstep draft commit"],
  ["/lockstep merge", "`merge` is no command. `/lockstep help` lists what there is.", null],
  ["/lockstep check please", "`check` takes nothing behind it: `please`.", "/lockstep check"],
  ["/lockstep preview drop_column", "`preview` takes nothing behind it: `drop_column`.", "/lockstep preview"],
  [
    "/lockstep drop_column user.x because it is idle",
    "`drop_column` is no command.",
    "/lockstep exempt drop_column user.x because it is idle",
  ],
  [
    "/lockstep note-is-there because it is idle",
    "`note-is-there` is no command.",
    "/lockstep waive note-is-there because it is idle",
  ],
  ["/lockstep note-is-there", "`note-is-there` is no command.", "/lockstep explain note-is-there"],
  ["/lockstep drop_column", "`drop_column` is no command.", "/lockstep explain drop_column"],
  [
    "/lockstep explain",
    "`explain` does not say what. Write the name of a rule or of a kind of operation behind it, such as `/lockstep explain drop_column`.",
    null,
  ],
  [
    "/lockstep explain drop colum",
    "`explain` knows no rule and no kind of operation by this name: `drop colum`.",
    "/lockstep explain drop_column",
  ],
  ["/lockstep explain life", "`explain` knows no rule and no kind of operation by this name: `life`.", null],
  [
    "/lockstep explain drop_column user.x",
    "`explain drop_column` takes nothing behind it: `user.x`.",
    "/lockstep explain drop_column",
  ],
  [
    "/lockstep exempt",
    "`exempt` does not say what, and gives no reason. Write `/lockstep exempt KIND TABLE.COLUMN because REASON`; in reply to a comment of Lockstep's at a line, `/lockstep exempt because REASON` will do.",
    null,
  ],
  [
    "/lockstep exempt because",
    "`exempt` gives no reason. Say why it is safe, or why it cannot be avoided.",
    "/lockstep exempt because <why is this safe?>",
  ],
  [
    "/lockstep exempt drop_column user.x",
    "`exempt drop_column user.x` gives no reason. Say why it is safe, or why it cannot be avoided.",
    "/lockstep exempt drop_column user.x because <why is this safe?>",
  ],
  [
    "/lockstep exempt drop_column user.x until 2027-03-01",
    "`exempt drop_column user.x` gives no reason. Say why it is safe, or why it cannot be avoided.",
    "/lockstep exempt drop_column user.x until 2027-03-01 because <why is this safe?>",
  ],
  [
    "/lockstep exempt drop_column user.x because <why is this safe?>",
    "`exempt drop_column user.x` has a placeholder for a reason: `<why is this safe?>`. Say why it is safe, or why it cannot be avoided.",
    "/lockstep exempt drop_column user.x because <why is this safe?>",
  ],
  [
    "/lockstep exempt drop_column user.x because ...",
    "`exempt drop_column user.x` has a placeholder for a reason: `...`. Say why it is safe, or why it cannot be avoided.",
    "/lockstep exempt drop_column user.x because <why is this safe?>",
  ],
  [
    "/lockstep exempt drop_column user.x because \u200B",
    "`exempt drop_column user.x` has a placeholder for a reason: `\u200B`. Say why it is safe, or why it cannot be avoided.",
    "/lockstep exempt drop_column user.x because <why is this safe?>",
  ],
  [
    "/lockstep exempt all",
    "`exempt all` gives no reason. Say why it is safe, or why it cannot be avoided.",
    "/lockstep exempt all because <why is this safe?>",
  ],
  [
    "/lockstep exempt drop_colum user.x because it is idle",
    "`exempt` names no operation that is known: `drop_colum`.",
    "/lockstep exempt drop_column user.x because it is idle",
  ],
  [
    "/lockstep exmept drop_colum user.x because it is idle",
    "`exmept` is no command. `exempt` names no operation that is known: `drop_colum`.",
    "/lockstep exempt drop_column user.x because it is idle",
  ],
  [
    "/lockstep exmept drop colum user.x",
    "`exmept` is no command. `exempt` names no operation that is known: `drop colum`. `exempt drop_column user.x` gives no reason. Say why it is safe, or why it cannot be avoided.",
    "/lockstep exempt drop_column user.x because <why is this safe?>",
  ],
  [
    "/lockstep exempt user.legacy_id because it is idle",
    "`exempt` must start with the kind of the operation, such as `drop_column`, or with its id; `user.legacy_id` is neither.",
    null,
  ],
  [
    "/lockstep exempt 3fa9c01 because it is idle",
    "`exempt` must start with the kind of the operation, such as `drop_column`, or with its id; `3fa9c01` is neither.",
    null,
  ],
  [
    "/lockstep exempt drop_column because it is idle",
    "`exempt` does not say which `drop_column`. Write `/lockstep exempt drop_column TABLE.COLUMN because REASON`.",
    null,
  ],
  [
    "/lockstep exempt drop_column user.x until tomorrow because it is idle",
    "`exempt drop_column user.x` has no date after `until`: `tomorrow`. Write it as `YYYY-MM-DD`.",
    "/lockstep exempt drop_column user.x until YYYY-MM-DD because it is idle",
  ],
  [
    "/lockstep exempt drop_column user.x until 2027-02-30 because it is idle",
    "`exempt drop_column user.x` has no date after `until`: `2027-02-30`. Write it as `YYYY-MM-DD`.",
    "/lockstep exempt drop_column user.x until YYYY-MM-DD because it is idle",
  ],
  [
    "/lockstep exempt drop_column user.x 2027-03-01 because it is idle",
    "`exempt drop_column user.x` goes on with `2027-03-01`. After the target comes `until YYYY-MM-DD` or `because REASON`.",
    "/lockstep exempt drop_column user.x until 2027-03-01 because it is idle",
  ],
  [
    "/lockstep exempt drop_column user.x untill 2027-03-01 becuase it is idle",
    "`exempt drop_column user.x` goes on with `untill`. After the target comes `until YYYY-MM-DD` or `because REASON`.",
    "/lockstep exempt drop_column user.x until 2027-03-01 because it is idle",
  ],
  [
    "/lockstep exempt drop_column user.x since it is idle",
    "`exempt drop_column user.x` goes on with `since`. After the target comes `until YYYY-MM-DD` or `because REASON`.",
    "/lockstep exempt drop_column user.x because it is idle",
  ],
  [
    "/lockstep exempt drop_column user.x nothing reads it",
    "`exempt drop_column user.x` goes on with `nothing`. After the target comes `until YYYY-MM-DD` or `because REASON`.",
    "/lockstep exempt drop_column user.x because nothing reads it",
  ],
  [
    "/lockstep exempt drop_column user.x reusable until 2027-03-01 because it is idle",
    "`exempt drop_column user.x` cannot be `reusable`: a comment speaks of its own pull request. What may be used again stands in the exceptions file, with `reusable: true` and `until`.",
    "/lockstep exempt drop_column user.x until 2027-03-01 because it is idle",
  ],
  [
    "/lockstep exempt drop_\u200Bcolumn user.x because it is idle",
    "There is a character in it that cannot be seen. Write it again by hand, or paste this line.",
    "/lockstep exempt drop_column user.x because it is idle",
  ],
  [
    "/lockstep exempt drop_column user.\u202Ex bec\u2060ause it is idle",
    "There is a character in it that cannot be seen. Write it again by hand, or paste this line.",
    "/lockstep exempt drop_column user.x because it is idle",
  ],
  [
    "/lockstep exempt note-is-there because it is idle",
    "Rules are waived, operations are exempted.",
    "/lockstep waive note-is-there because it is idle",
  ],
  [
    "/lockstep exempt note-is-ther because it is idle",
    "Rules are waived, operations are exempted. `waive` names no rule that is known: `note-is-ther`.",
    "/lockstep waive note-is-there because it is idle",
  ],
  [
    "/lockstep revoke drop_colum user.x",
    "`revoke` names no operation that is known: `drop_colum`.",
    "/lockstep revoke drop_column user.x",
  ],
  [
    "/lockstep revoke drop_column",
    "`revoke` does not say which `drop_column`. Write `/lockstep revoke drop_column TABLE.COLUMN`.",
    null,
  ],
  [
    "/lockstep revoke all until 2027-03-01",
    "`revoke all` takes no day: it holds as long as the comment says so.",
    "/lockstep revoke all",
  ],
  [
    "/lockstep revoke drop_column user.x please",
    "`revoke drop_column user.x` goes on with `please`. Behind the target comes nothing, or `because REASON`.",
    "/lockstep revoke drop_column user.x because please",
  ],
  [
    "/lockstep revoke note-is-there",
    "`revoke` takes back what allowed an operation. A waiver ends when its line is taken out of its comment.",
    null,
  ],
  [
    "/lockstep waive",
    "`waive` does not say which rule. Write `/lockstep waive RULE because REASON`, with the rule's name from the check, such as `note-is-there`.",
    null,
  ],
  [
    "/lockstep waive note-is-there",
    "`waive note-is-there` gives no reason. Say why it may pass this time.",
    "/lockstep waive note-is-there because <why is this safe?>",
  ],
  [
    "/lockstep waive note is ther until soon because it is idle",
    "`waive` names no rule that is known: `note is ther`. `waive note-is-there` has no date after `until`: `soon`. Write it as `YYYY-MM-DD`.",
    "/lockstep waive note-is-there until YYYY-MM-DD because it is idle",
  ],
  [
    "/lockstep waive everything because it is idle",
    "`waive` must start with the name of a rule, such as `note-is-there`; `everything` is none.",
    null,
  ],
  [
    "/lockstep waive drop_column user.x because it is idle",
    "Operations are exempted, rules are waived.",
    "/lockstep exempt drop_column user.x because it is idle",
  ],
  [
    "/lockstep waive everything-is-read because it is idle",
    "`everything-is-read` cannot be waived: what could not be read needs somebody other than the author who looks at it, and says so with an approving review.",
    null,
  ],
  [
    "/lockstep waive expand-is-additive because it is idle",
    "`expand-is-additive` cannot be waived: it is about one operation: `/lockstep exempt KIND TARGET because REASON` allows that.",
    null,
  ],
  [
    "/lockstep wrong",
    "`wrong` does not say what, and gives no reason. Write `/lockstep wrong RULE because REASON`; in reply to a comment of Lockstep's at a line, `/lockstep wrong because REASON` will do.",
    null,
  ],
  [
    "/lockstep wrong note-is-there",
    "`wrong note-is-there` gives no reason. Say what is not so.",
    "/lockstep wrong note-is-there because <what is not so?>",
  ],
  [
    "/lockstep wrong note-is-there until 2027-03-01 because it is here",
    "`wrong note-is-there` takes no day.",
    "/lockstep wrong note-is-there because it is here",
  ],
  [
    "/lockstep wrong note-is-ther because it is here",
    "`wrong` names no rule, no operation and no id: `note-is-ther`.",
    "/lockstep wrong note-is-there because it is here",
  ],
  [
    "/lockstep wrong everything because it is here",
    "`wrong` names no rule, no operation and no id: `everything`.",
    null,
  ],
];

for (const [line, message, paste] of wrong) {
  test(`answers ${JSON.stringify(line)}`, () => {
    assert.deepEqual(readLine(line), { mistake: { message, paste } });
  });
}

test("a reason is read as far as anybody would read it", () => {
  const reading = readLine(`/lockstep exempt all because so ${"😀".repeat(10_000)}`);
  assert.ok("request" in reading);
  assert.ok(reading.request.reason.length > 3900 && reading.request.reason.length <= 4000);
  assert.ok(reading.request.reason.isWellFormed());
});

test("what the author wrote is cut, and cannot end its quotes", () => {
  const reading = readLine(`/lockstep a\`b${"c".repeat(60_000)}`);
  assert.deepEqual(reading, {
    mistake: {
      message: `\`ab${"c".repeat(58)}...\` is no command. \`/lockstep help\` lists what there is.`,
      paste: null,
    },
  });
});
