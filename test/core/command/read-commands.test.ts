/** The commands of whole comments: keys, limits, hostile texts, and what holds for any text. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { commandKey } from "../../../src/core/command/command-key.ts";
import { mentionsLockstep } from "../../../src/core/command/mentions.ts";
import { readCommands } from "../../../src/core/command/read-commands.ts";
import { readLine } from "../../../src/core/command/read-line.ts";
import { needsThread, withoutThread } from "../../../src/core/command/thread.ts";

const exempt = "/lockstep exempt drop_column user.legacy_id because nothing reads it";

test("several commands of one comment, in their order", () => {
  const { commands, more } = readCommands(`Thanks!\n\n${exempt}\n/lockstep   chekc\n\n/Lockstep Preview\n`);
  assert.equal(more, 0);
  assert.deepEqual(
    commands.map(({ text, request, mistake }) => [text, request?.verb ?? null, mistake?.paste ?? null]),
    [
      [exempt, "exempt", null],
      ["/lockstep chekc", null, "/lockstep check"],
      ["/Lockstep Preview", "preview", null],
    ],
  );
  for (const { key } of commands) assert.match(key, /^[0-9a-f]{16}$/u);
});

test("a text without the word is not read", () => {
  assert.deepEqual(readCommands("# So\n\nlockstep check"), { commands: [], more: 0 });
  assert.ok(mentionsLockstep("so /LOCKSTEP"));
  assert.ok(!mentionsLockstep("lockstep check"));
  assert.ok(!mentionsLockstep("/loc\u212Astep check"));
});

const equal: [string, string][] = [
  [exempt, "  /LOCKSTEP  Exempt\tDROP_COLUMN  user.Legacy_ID because   nothing reads it  "],
  ["/lockstep check", "/lockstep\u00A0check"],
  ["/lockstep exempt all because: so", "/lockstep exempt all BECAUSE so"],
];
for (const [one, other] of equal) {
  test(`one command: ${JSON.stringify(other)}`, () => {
    assert.equal(commandKey(one), commandKey(other));
    const { commands } = readCommands(`${one}\n${other}`);
    assert.deepEqual(
      commands.map(({ key }) => key),
      [commandKey(one)],
    );
  });
}

const different: [string, string][] = [
  [exempt, exempt.replace("nothing", "Nothing")],
  [exempt, exempt.replace("legacy_id", "legacy_ids")],
  [exempt, exempt.replace(" because", " until 2030-01-01 because")],
  ['/lockstep exempt drop_table "User" because so', '/lockstep exempt drop_table "user" because so'],
  ['/lockstep exempt drop_table "a b" because so', '/lockstep exempt drop_table "a  b" because so'],
  ["/lockstep exempt drop_table [A] because so", "/lockstep exempt drop_table [a] because so"],
  ["/lockstep exempt drop_table `A` because so", "/lockstep exempt drop_table `a` because so"],
  ["/lockstep revoke all", "/lockstep revoke all because so"],
  ["/lockstep check", "/lockstep chec\u212A"],
];
for (const [one, other] of different) {
  test(`two commands: ${JSON.stringify(other)}`, () => {
    assert.notEqual(commandKey(one), commandKey(other));
  });
}

test("of 200 commands 20 are read", () => {
  const lines = Array.from({ length: 200 }, (_, at) => `/lockstep exempt drop_table t${at} because so be it`);
  for (const end of ["\n", "\n\n", "\r\n"]) {
    const { commands, more } = readCommands(lines.join(end));
    assert.equal(commands.length, 20);
    assert.equal(more, 180);
    assert.equal(commands[19]?.text, lines[19]);
  }
});

test("a long command is shown cut, and told from others by all of it", () => {
  const long = `${exempt} ${"😀".repeat(20_000)}`;
  const [command] = readCommands(long).commands;
  assert.equal([...(command?.text ?? "")].length, 300);
  assert.ok(command?.text.isWellFormed());
  assert.equal(command?.request?.verb, "exempt");
  assert.notEqual(commandKey(long), commandKey(`${long}!`));
});

test("a command that names nothing needs a thread", () => {
  const request = (line: string) => readCommands(line).commands[0]?.request ?? null;
  for (const [line, form] of [
    ["/lockstep exempt because nothing reads it", "exempt KIND TABLE.COLUMN because REASON"],
    ["/lockstep revoke", "revoke KIND TABLE.COLUMN"],
    ["/lockstep wrong because it is not so", "wrong RULE because REASON"],
  ] as const) {
    const read = request(line);
    assert.ok(read !== null && needsThread(read), line);
    assert.deepEqual(withoutThread(read), {
      message: `\`${read.verb}\` does not say what. Write \`/lockstep ${form}\`, or say it in reply to a comment of Lockstep's at a line.`,
      paste: null,
    });
  }
  for (const line of [
    exempt,
    "/lockstep revoke all",
    "/lockstep check",
    "/lockstep wrong note-is-there because no",
  ]) {
    const read = request(line);
    assert.ok(read !== null && !needsThread(read), line);
  }
});

/** GitHub's limit of a comment. */
const longest = 65_536;
/** Milliseconds of the processor: other work on the machine does not count. */
const enough = 500;

const units = [
  [">", "> ", "- ", "1) ", ">- ", "* ", "# ", "*", "*a ", "*a**b", "_a_b", "~~a", "`", "` ``", "`a``b"],
  ["[", "[]", "![", "[a](", "[a][b]", '[a](b "', "](", "*[", "*a* `b` [c](d) *a* `b` [c](d)\n\n"],
  ["<!--", "x <!--", "x <?", "x <a ", "x <![CDATA[", "<a b='", "<div>\n\n", '<a b="\n', "</a>"],
  [
    "a\n",
    "a\n\n",
    "\n",
    "a  \n",
    "a\\\n",
    "  \n",
    "- a\n",
    "- a\n\n",
    "- - a\n",
    "- - a\nb\n",
    "-\n\n",
    "-\tx\n",
  ],
  [
    "> a\n",
    "> a\nb\n",
    "> a\n\n",
    "- > a\n",
    "1. a\n",
    "a\n-\n",
    "a\n=\n",
    "# a\n",
    "---\n",
    "```\n",
    "   ```\n",
  ],
  [
    "[a]: b\n",
    '[a]: b "\n',
    "[a]:\n",
    "[^a]: b\n",
    "a | b\n- | -\n",
    "| a\n",
    "    a\n",
    "\t",
    " ",
    "\0",
    "&amp;",
  ],
  ["/lockstep\n", "/lockstep\n\n", "`a`\n/lockstep\n\n", "/lockstep exempt ", "/lockstep `", "because "],
].flat();
const grown: [string, (length: number) => string][] = [
  ...units.map((unit): [string, (length: number) => string] => [
    JSON.stringify(unit),
    (length) => unit.repeat(length / unit.length),
  ]),
  ["deeper and deeper lists", (length) => deeper("  ", "- x", length)],
  ["deeper and deeper tabs", (length) => deeper("\t", "-\tx", length)],
  ["longer and longer backticks", (length) => deeper("`", " ", length).replaceAll("\n", "")],
  ["lines below a deep list", (length) => `${"- ".repeat(45)}a\n${"b\n".repeat(length / 2)}`],
];

function deeper(indent: string, text: string, length: number): string {
  let all = "";
  for (let depth = 0; all.length < length; depth++) all += `${indent.repeat(depth)}${text}\n`;
  return all.slice(0, length);
}

for (const [name, grow] of grown) {
  test(`a comment full of ${name} is read in a moment`, () => {
    // The shorter ones are those that a parser still gets.
    for (const length of [2000, 5000, 20_000, longest - 100]) {
      const text = `/lockstep preview\n\n${grow(length)}\n\n/lockstep check`;
      const before = process.cpuUsage();
      readCommands(text);
      const { user, system } = process.cpuUsage(before);
      assert.ok((user + system) / 1000 < enough, `${length}: ${(user + system) / 1000} ms`);
    }
  });
}

test("a command above a hostile text still counts", () => {
  for (const unit of ["> ", "*a**b", "- - a\n", "[[[["]) {
    const { commands } = readCommands(`/lockstep check\n\n${unit.repeat(60_000 / unit.length)}`);
    assert.deepEqual(
      commands.map(({ text }) => text),
      ["/lockstep check"],
    );
  }
});

test("a command below a long text that a person wrote counts", () => {
  const words =
    "Thanks for this! I looked at `user.legacy_id` in **all** services (see [the list](https://example.com/a_b)).\n\n- one `a`\n- two *b*\n\n";
  const { commands } = readCommands(`${words.repeat(80)}So \`x\` is fine:\n/lockstep check`);
  assert.equal(commands.length, 1);
});

test("a command below a long log in a fence counts", () => {
  const log = "2026-01-01 [error] *a* `b` <c> &d; _e_\n".repeat(1500);
  const { commands } = readCommands(`See the [log](x):\n\`\`\`\n${log}\`\`\`\nso \`this\`:\n/lockstep check`);
  assert.equal(commands.length, 1);
});

const word = fc.constantFrom(
  ..."exempt,exmept,revoke,waive,wrong,explain,check,draft,commit,all,because,becuase,until,untill,since".split(
    ",",
  ),
  ...'drop_column,drop,colum,drop_colum,create_index,run_code,user.x,user:ix,"a b".c,`a`.`b`,[a],3fa9c01b7e'.split(
    ",",
  ),
  ..."note-is-there,note-is-ther,everything-is-read,2030-01-01,2030-02-31,tomorrow,reusable,todo,...,`,``,x,é".split(
    ",",
  ),
  ..."\u200B,\u202E,:,.,<why is this safe?>,\\,\",'".split(","),
);
const line = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: word },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
    ),
  )
  .map((words) => `/lockstep ${words.join(" ")}`.replaceAll(/[\n\r]/gu, " "));

test("no text crashes it", () => {
  fc.assert(
    fc.property(fc.oneof(line, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (text) => {
      readCommands(text);
      readCommands(`/lockstep ${text}`);
      readLine(text);
    }),
    { numRuns: 500 },
  );
});

test("the line to paste is read, once its gaps are filled", () => {
  let pasted = 0;
  fc.assert(
    fc.property(line, (text) => {
      const reading = readLine(text);
      if ("request" in reading || reading.mistake.paste === null) return;
      pasted += 1;
      const filled = reading.mistake.paste
        .replaceAll(/<(?:why is this safe|what is not so)\?>/gu, "it is idle")
        .replace("YYYY-MM-DD", "2030-01-31");
      const { commands } = readCommands(filled);
      assert.deepEqual(
        commands.map(({ mistake }) => mistake),
        [null],
        filled,
      );
    }),
    { numRuns: 1000 },
  );
  assert.ok(pasted > 50, `${pasted} lines to paste`);
});

test("a command stays what it is when the comment is edited elsewhere", () => {
  const paragraph = fc.constantFrom(
    "So.",
    "> so",
    "- so",
    "```\n/lockstep draft\n```",
    "# So",
    "<!-- so -->",
    "`x`",
    "1. so\n   so",
  );
  const around = fc.array(paragraph, { maxLength: 4 }).map((parts) => parts.join("\n\n"));
  fc.assert(
    fc.property(line, around, around, (text, above, below) => {
      const alone = readCommands(text).commands;
      assert.deepEqual(readCommands(`${above}\n\n${text}\n\n${below}`).commands, alone);
    }),
    { numRuns: 200 },
  );
});

test("nothing runs that is wrapped in something else", () => {
  const wrappers: ((text: string) => string)[] = [
    (text) => `\`\`\`\`\`\`\n${text}\n\`\`\`\`\`\``,
    (text) => `> ${text}`,
    (text) => `> so\n${text}`,
    (text) => `    ${text}`,
    (text) => `- ${text}`,
    (text) => `# ${text}`,
    (text) => `so ${text}`,
    (text) => `\\${text}`,
    (text) => `<div>\n${text}\n</div>`,
    (text) => `<blockquote>\n\n${text}\n\n</blockquote>`,
    (text) => `<!--\n${text.replaceAll(/[->]/gu, "")}\n-->`,
    (text) => `[so\n${text.replaceAll(/[[\]`<>\\]/gu, "")}\n](https://example.com)`,
    (text) => `\`so\n${text.replaceAll("`", "")}\``,
    (text) => `a | b\n--- | ---\n${text}`,
    (text) => `[^1]: ${text}`,
    (text) => `${text}\n===`,
  ];
  fc.assert(
    fc.property(line, fc.constantFrom(...wrappers), (text, wrap) => {
      assert.deepEqual(readCommands(wrap(text)), { commands: [], more: 0 });
    }),
    { numRuns: 500 },
  );
});
