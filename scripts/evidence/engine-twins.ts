/** The same change written for several engines: what it does on each, compared by kind, table and column. */

import { foldRewrites } from "../../src/core/assess/rewrites.ts";
import { SaidColumns } from "../../src/core/assess/restated.ts";
import { emptySchema, columnOf } from "../../src/core/assess/known-schema.ts";
import { fold } from "../../src/core/assess/fold/fold.ts";
import { engineWords } from "../../src/core/detect/file-dialect.ts";
import type { EngineName } from "../../src/core/impact.ts";
import type { ReadOperation } from "../../src/core/operation.ts";
import type { ReadFile } from "./engine-repository.ts";

const dialect =
  /[._-](?:mysql|mariadb|sqlite3?|postgres(?:ql)?|pg)(?=[._-])|\/(?:mysql|mariadb|sqlite3?|postgres(?:ql)?)(?=\/)/giu;
/** Steps of one change that differ by engine: `20200812124254000002_x` is step 2 of `20200812124254`. */
const step = /(\/\d{14})\d{6}(?=_)/u;

type Deeds = ReadonlySet<string>;

/** Lines for the page; empty where no change is written for several engines. */
export function twinsOf(files: readonly ReadFile[]): string[] {
  const engines = ["postgresql", "mysql", "sqlite"] as const;
  const changes = new Map<string, Map<EngineName, Deeds>>();
  const folders = new Set(files.map(({ path }) => historyOf(path)));
  for (const folder of folders) {
    for (const engine of engines) {
      const own = files.filter(({ path, engine: of }) => of === engine && historyOf(path) === folder);
      for (const [name, deeds] of deedsByChange(own))
        changes.set(name, (changes.get(name) ?? new Map<EngineName, Deeds>()).set(engine, deeds));
    }
  }
  return compared(changes);
}

/** The folder of all migrations, without the name of an engine. */
function historyOf(path: string): string {
  const folder = path
    .replace(/(?:\/(?:up|down|migration))?\.sql$/u, "")
    .split("/")
    .slice(0, -1)
    .join("/");
  return `${folder}/`.replaceAll(dialect, "");
}

function deedsByChange(files: readonly ReadFile[]): Map<string, Deeds> {
  const found = new Map<string, Deeds>();
  const steps = new Map<string, ReadOperation[]>();
  const marked = new Set<string>();
  for (const { path, reading } of files) {
    if (/[._-]down\.|\/down\./u.test(path)) continue;
    const name = path.replaceAll(dialect, "").replace(step, "$1");
    const up = reading.operations.filter(({ direction }) => direction === "up");
    steps.set(name, [
      ...(steps.get(name) ?? []),
      ...up.map((one) => ({ ...one, place: { ...one.place, path: name } })),
    ]);
    if (reading.dialect !== undefined) marked.add(name);
  }
  const done: ReadOperation[] = [];
  const said = new SaidColumns();
  for (const [name, operations] of steps) {
    const folded = foldRewrites(operations, () => done).flatMap((operation) => said.take(operation));
    if (marked.has(name)) found.set(name, deedsOf(folded, done));
    done.push(...folded);
  }
  return found;
}

/** What differs afterwards: what is made and taken away again, or said as it was, is none. */
function deedsOf(operations: readonly ReadOperation[], before: readonly ReadOperation[]): Deeds {
  const schema = emptySchema();
  for (const operation of before) fold(schema, operation, "base");
  const deeds = new Set<string>();
  const dropped = new Set(operations.flatMap(({ kind, name }) => (kind === "drop_index" ? [name] : [])));
  const made = new Set(operations.flatMap(({ kind, name }) => (kind === "create_index" ? [name] : [])));
  for (const operation of operations) {
    const { kind, table, name, columns } = operation;
    const column = columns[0] ?? "";
    const known = table === null ? null : columnOf(schema, { schema: operation.schema, table }, column);
    const isSame =
      kind === "set_comment" ||
      kind === "rewrite_table" ||
      (kind === "alter_column_type" && known?.type != null && known.type === operation.details.type) ||
      (kind === "set_not_null" && known?.nullable === false) ||
      (kind === "drop_not_null" && known?.nullable === true) ||
      ((kind === "drop_index" || kind === "create_index") && dropped.has(name) && made.has(name));
    fold(schema, operation, "change");
    if (isSame) continue;
    // Which table an index is of, PostgreSQL and SQLite do not say when it is dropped.
    deeds.add(kind === "drop_index" ? kind : `${kind} ${table ?? ""}`.trim());
  }
  return deeds;
}

function compared(changes: ReadonlyMap<string, ReadonlyMap<EngineName, Deeds>>): string[] {
  const lines: string[] = [];
  let same = 0;
  let pairs = 0;
  for (const [name, engines] of [...changes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [first, ...others] = engines;
    if (first === undefined) continue;
    for (const other of others) {
      pairs += 1;
      const [less, more] = [alone(first[1], other[1]), alone(other[1], first[1])];
      if (less === "" && more === "") same += 1;
      else
        lines.push(
          `- \`${name}\`: ${engineWords[first[0]]}: ${less || "-"}; ${engineWords[other[0]]}: ${more || "-"}`,
        );
    }
  }
  const head = `Changes written for several engines, in pairs: ${pairs}. The same kinds on the same tables: ${same}.\n`;
  return pairs === 0 ? [] : [head, ...lines];
}

function alone(a: Deeds, b: Deeds): string {
  return [...a].filter((one) => !b.has(one)).join(", ");
}
