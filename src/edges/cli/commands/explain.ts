/** `lockstep explain`: a rule, a finding about notes, or a kind of operation. */

import { UserError } from "../../../core/errors.ts";
import type { Engine } from "../../../core/impact.ts";
import { parseEngine } from "../../../core/judge/engine-text.ts";
import { isKind, kinds } from "../../../core/kinds.ts";
import { didYouMean } from "../../../core/nearest.ts";
import type { Kind } from "../../../core/operation.ts";
import { visible } from "../../../core/render/visible.ts";
import type { Command, World } from "../command.ts";
import { pageNames, pageOf } from "../../pages/rule-pages.ts";

export const explain: Command = {
  usage: "[--engine ENGINE]... [RULE | KIND]",
  options: {
    engine: {
      type: "string",
      value: "ENGINE",
      multiple: true,
      help: "of a kind: mariadb@10.11 or 'postgresql >= 14', as often as needed (default: every engine)",
    },
  },
  positionals: { least: 0, most: 1 },
  description: "Without a name it lists the names that there are.",
  examples: [
    {
      line: "lockstep explain drop_column",
      says: "what it means on each engine and version, and the safer way",
    },
    { line: "lockstep explain add_column --engine mariadb@10.11", says: "what it means there" },
    { line: "lockstep explain note-is-there", says: "what a rule asks, with examples" },
  ],
  async run(given, world) {
    const [name] = given.positionals;
    if (name === undefined) {
      world.out(await list());
      return 0;
    }
    if (isKind(name)) {
      world.out(await kindText(name, given.texts("engine"), world));
      return 0;
    }
    const page = pageOf(world.root, name);
    if (page === null) {
      const hint = didYouMean(name, [...pageNames(world.root), ...kinds]);
      throw new UserError(
        `No rule and no kind of operation is called ${visible(name)}.${hint} See lockstep explain.`,
      );
    }
    world.out(`${page.markdown.trimEnd()}\n`);
    return 0;
  },
};

async function kindText(kind: Kind, engines: readonly string[], world: World): Promise<string> {
  const { everyEngine, kindExamples, sampleFiles } = await import("../../../core/explain/kind-examples.ts");
  const { kindPage } = await import("../../../core/explain/kind-page.ts");
  const asked = engines.length === 0 ? everyEngine : engines.map(engineOf);
  const reader = await world.tools.reader();
  try {
    return kindPage(
      kind,
      kindExamples(kind, await reader.read(sampleFiles(kind, asked)), asked),
      world.paint,
    );
  } finally {
    await reader.close();
  }
}

function engineOf(text: string): Engine {
  const read = parseEngine(text);
  if ("error" in read) throw new UserError(`--engine ${visible(text)}: ${visible(read.error)}`);
  return read.engine;
}

/** Everything that there is to explain: rules a line each, kinds side by side. */
async function list(): Promise<string> {
  const { readerRules } = await import("../../../core/judge/reader-rules.ts");
  const { registry } = await import("../../../core/judge/registry.ts");
  const blocks = [
    ["Rules, which look at the whole change:", ...registry.map(ruleLine)],
    ["What is wrong with a note or a setting by itself:", ...readerRules.map(ruleLine)],
    ["Kinds of operations:", ...sideBySide(kinds.toSorted())],
    ["lockstep explain NAME says more: what to do, what to copy, how to leave it out, and examples."],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const listWidth = 110;
const nameWidth = 27;

function ruleLine({ name, summary }: { name: string; summary: string }): string {
  const room = listWidth - nameWidth - 4;
  const cut = summary.slice(0, room - 4);
  const shown = summary.length <= room ? summary : `${cut.slice(0, cut.lastIndexOf(" "))} ...`;
  return `  ${name.padEnd(nameWidth)}  ${shown}`;
}

/** In columns, to be read downwards. */
function sideBySide(names: readonly string[]): string[] {
  const height = Math.ceil(names.length / 4);
  return Array.from({ length: height }, (_, row) =>
    `  ${names
      .filter((_name, at) => at % height === row)
      .map((name) => name.padEnd(nameWidth))
      .join("")}`.trimEnd(),
  );
}
