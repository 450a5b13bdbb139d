/** Reads Python in tests: one value of a file, or one Alembic migration. */

import type { FileReading, Tree } from "../../src/core/detect/detector.ts";
import { alembic } from "../../src/core/detect/detectors/alembic.ts";
import { showValue } from "../../src/core/detect/reading/python/format.ts";
import { pythonGrammar } from "../../src/core/detect/reading/python/grammar.ts";
import { python } from "../../src/core/detect/reading/python/python.ts";
import { interpreter } from "../../src/core/detect/reading/source/interpret.ts";
import type { Host } from "../../src/core/detect/reading/source/interpreter.ts";
import { parseSource } from "../../src/core/detect/reading/source/syntax.ts";
import { unknown } from "../../src/core/detect/reading/source/value.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

export const parsers = await loadParsers(["python", "postgresql"]);

const EMPTY: Tree = { paths: [], text: () => null };

/** What the migration says; `expired` after so many polls, never when it is not given. */
export function readMigration(
  text: string,
  path = "versions/a.py",
  expired: () => boolean = () => false,
): FileReading {
  return alembic.read(path, text, { tree: EMPTY, parsers, transaction: null, expired });
}

/** The lines of `upgrade` behind usual imports. */
export function readUpgrade(...lines: string[]): FileReading {
  const head = ["from alembic import op", "import sqlalchemy as sa", "revision = 'a'", "def upgrade():"];
  return readMigration([...head, ...lines.map((line) => `    ${line}`), ""].join("\n"));
}

const host: Host = {
  symbol: () => null,
  attribute: () => unknown("?"),
  item: () => unknown("?"),
  iterate: () => null,
  call: () => null,
  method: () => unknown("?"),
  classAttribute: () => null,
  setAttribute: () => {},
  enter: (value) => ({ value, leave: () => {} }),
  operate: () => null,
  foreign: () => unknown("?"),
};

/** What the variable `result` is at the end of a file, as people read it; null when it is not known. */
export function resultOf(source: string): string | null {
  if (parsers.python === null) throw new Error("no parser");
  const file = parseSource("a.py", source, parsers.python, pythonGrammar, () => false);
  if ("refused" in file) throw new Error(file.refused);
  const run = interpreter(python, file, () => host, { expired: () => false, unread: () => {} });
  run.execute(file.root, run.globals);
  const value = run.globals.get("result");
  if (value === undefined) return null;
  if (value.kind === "choice") return value.options.map((option) => showValue(option) ?? "?").join(" | ");
  return showValue(value);
}
