/** Functions of other modules whose names say which operation they wrap: `migration.add_column_if_not_exists`. */

import type { TableName } from "../../../operation.ts";
import type { ForeignCall, Interpreter } from "../../reading/source/interpreter.ts";
import { childOf } from "../../reading/source/syntax.ts";
import { bool, NONE, stringOf, text, type Arguments, type Value } from "../../reading/source/value.ts";
import { eachChoice } from "../../reading/source/choices.ts";
import { isHandle } from "./connection.ts";
import { tableNameOf } from "./columns.ts";
import { executeValue } from "./execute.ts";
import { snake } from "../../reading/source/schema-words.ts";
import { isOperation, readOperation } from "./operations.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { enumOf } from "./types.ts";
import { hosted } from "./values.ts";

const BEFORE = /^_*(?:op|safe|safely|maybe|try|do|conditionally|idempotent|alembic|db|pg)_(?=[a-z])/u;
const BEHIND =
  /_(?:(?:if|when|unless)_\w+|safe|safely|idempotent|idempotently|concurrently|with_check|batch)$/u;

/** Other words for Alembic's own. */
const SYNONYMS: [RegExp, string][] = [
  [/^(?:add|create)_columns?$/u, "add_column"],
  [/^(?:drop|remove|delete)_columns?$/u, "drop_column"],
  [/^(?:drop|remove|delete)_tables?$/u, "drop_table"],
  [/^create_tables?$/u, "create_table"],
  [/^rename_tables?$/u, "rename_table"],
  [/^(?:add|create)_ind(?:ex|exes|ices)$/u, "create_index"],
  [/^(?:drop|remove|delete)_ind(?:ex|exes|ices)$/u, "drop_index"],
  [/^(?:add|create)_(?:fks?|foreign_keys?)(?:_constraints?)?$/u, "create_foreign_key"],
  [/^(?:drop|remove|delete)_(?:fks?|foreign_keys?)(?:_constraints?)?(?:_from_table)?$/u, "drop_foreign_key"],
  [/^(?:add|create)_unique(?:_constraints?)?$/u, "create_unique_constraint"],
  [/^(?:add|create)_check(?:_constraints?)?$/u, "create_check_constraint"],
  [/^(?:add|create)_(?:primary_key|pk)(?:_constraint)?$/u, "create_primary_key"],
  [/^(?:drop|remove|delete)_(?:unique_|check_|pk_|primary_key_)?constraints?$/u, "drop_constraint"],
  [/^(?:alter|modify|change)_columns?$/u, "alter_column"],
  [/^(?:alter|modify|change|update|extend)_enums?(?:_\w+)?$/u, "alter_enum"],
  [/^rename_columns?$/u, "rename_column"],
  [/^(?:execute|run|exec)_(?:sql|ddl|query|statement)s?$/u, "execute"],
];

/** The operation that a name wraps, null when it is none. */
export function wrappedOperation(name: string): string | null {
  let plain = snake(name);
  for (let before = ""; before !== plain;) {
    before = plain;
    plain = plain.replace(BEFORE, "").replace(BEHIND, "").replace(/^_+/u, "");
  }
  return (
    SYNONYMS.find(([pattern]) => pattern.test(plain))?.[1] ??
    (isOperation(plain) && plain !== "execute" ? plain : null)
  );
}

/** Reads a wrapper; false when it is none. */
export function readWrapper(reader: Reader, run: Interpreter, call: ForeignCall): Value | null {
  const wrapped = wrappedOperation(call.name);
  if (wrapped === null) return null;
  const batch = [...call.args.positional, ...call.args.keywords.values()]
    .map(hosted)
    .find((known) => known?.host === "batch");
  const args: Arguments = {
    positional: call.args.positional.filter((value) => !isHandle(value)),
    keywords: new Map([...call.args.keywords].filter(([, value]) => !isHandle(value))),
    open: call.args.open,
  };
  const guarded = /if_?(?:not_?)?exist|safe|idempotent/u.test(snake(call.name));
  if (guarded) {
    args.keywords.set(wrapped.startsWith("drop") ? "if_exists" : "if_not_exists", bool(true));
    if (!HAS_GUARD.has(wrapped)) run.conditional += 1;
  }
  const result = eachChoice(run, args, (chosen) =>
    read(reader, run, wrapped, chosen, call, batch?.host === "batch" ? batch : null),
  );
  if (guarded && !HAS_GUARD.has(wrapped)) run.conditional -= 1;
  if (
    run.statement.type === "with_statement" &&
    run.statement.start <= call.node.start &&
    isHead(run, call)
  ) {
    reader.vague(
      run,
      call.node,
      `${call.name} is defined in another module: what it does behind the block is not known`,
    );
  }
  return result;
}

/** Is the call in the head of the `with` that runs? */
function isHead(run: Interpreter, call: ForeignCall): boolean {
  const clause = childOf(run.statement, "with_clause");
  return clause !== null && call.node.end <= clause.end;
}

const HAS_GUARD = new Set([
  "add_column",
  "drop_column",
  "create_table",
  "drop_table",
  "create_index",
  "drop_index",
  "drop_constraint",
  "drop_foreign_key",
]);

function read(
  reader: Reader,
  run: Interpreter,
  wrapped: string,
  args: Arguments,
  call: ForeignCall,
  batch: { table: TableName | null } | null,
): Value {
  const { node } = call;
  if (wrapped === "execute") {
    const [statement] = args.positional;
    if (statement === undefined) reader.code(run, node, call.path, []);
    else executeValue(reader, run, statement, args.positional[1], "text", node);
    return NONE;
  }
  if (wrapped === "rename_column") return renameColumn(reader, run, args, call, batch);
  if (wrapped === "alter_enum") {
    // (table, column, Enum(...)) is ALTER COLUMN TYPE; any other shape says too little.
    const [table, column, type, ...rest] = args.positional;
    if (table?.kind !== "text" || column?.kind !== "text" || type === undefined || enumOf(type) === null) {
      return elsewhere(reader, run, call);
    }
    const keywords = new Map(args.keywords).set("type_", type);
    if (rest[0] !== undefined) keywords.set("existing_nullable", rest[0]);
    return (
      readOperation(
        reader,
        run,
        "alter_column",
        { positional: [table, column], keywords, open: args.open },
        node,
        batch,
      ) ?? NONE
    );
  }
  if (wrapped === "drop_foreign_key") {
    const table = batch?.table ?? tableNameOf(foreignKeyTable(args), args.keywords.get("schema"));
    if (table === null) return elsewhere(reader, run, call);
    reader.emit(run, "drop_constraint", node, {
      ...table,
      name: stringOf(args.keywords.get("constraint_name")) ?? foreignKeyName(args),
      details: { ifExists: true, cascade: false, type: "foreign_key" },
    });
    return NONE;
  }
  if (wrapped === "add_column" || wrapped === "drop_column") {
    const several = manyColumns(run, args);
    if (several !== null) {
      for (const one of several) readOperation(reader, run, wrapped, one, node, batch);
      return NONE;
    }
  }
  if (!fits(wrapped, args, batch !== null)) return elsewhere(reader, run, call);
  return readOperation(reader, run, wrapped, args, node, batch) ?? NONE;
}

function elsewhere(reader: Reader, run: Interpreter, call: ForeignCall): Value {
  reader.vague(
    run,
    call.node,
    `${call.name} is defined in another module, and its arguments do not say what it changes`,
  );
  return NONE;
}

/** `(name, table)` as Alembic has it, or `(table, ...)`. */
function foreignKeyTable(args: Arguments): Value | undefined {
  const [first, second] = args.positional;
  const written = args.keywords.get("table_name") ?? args.keywords.get("table");
  if (written !== undefined) return written;
  return second?.kind === "text" && looksLikeConstraint(stringOf(first)) ? second : first;
}

function foreignKeyName(args: Arguments): string | null {
  const [first, second] = args.positional.map(stringOf);
  if (looksLikeConstraint(first ?? null)) return first ?? null;
  return second ?? null;
}

function looksLikeConstraint(name: string | null): boolean {
  return name !== null && /^fk_|_fk(?:ey)?$|_fkey|_ibfk_|constraint/iu.test(name);
}

/** `add_columns("t", [a, b])`, `add_columns("t", a, b)`, `drop_columns("t", ["a", "b"])`. */
function manyColumns(run: Interpreter, args: Arguments): Arguments[] | null {
  const [table, ...rest] = args.positional;
  const [first] = rest;
  const items = first?.kind === "list" ? run.iterate(first).items : rest;
  if (table === undefined || (rest.length < 2 && first?.kind !== "list") || items.length === 0) return null;
  const columns = items.filter((item) => item.kind === "text" || hosted(item)?.host === "column");
  if (columns.length !== items.length) return null;
  return columns.map((column) => ({ ...args, positional: [table, column] }));
}

/** Are the first arguments what Alembic's own operation takes? */
function fits(wrapped: string, args: Arguments, batch: boolean): boolean {
  const [first, second] = args.positional;
  const keywords = args.keywords.size > 0;
  if (wrapped === "add_column")
    return (
      batch || hosted(second)?.host === "column" || hosted(args.keywords.get("column"))?.host === "column"
    );
  if (
    wrapped === "create_index" ||
    wrapped === "create_unique_constraint" ||
    wrapped === "create_primary_key"
  ) {
    return args.positional[batch ? 1 : 2]?.kind === "list" || args.keywords.has("columns");
  }
  if (wrapped === "create_foreign_key") return args.positional.length + args.keywords.size >= 5;
  if (wrapped === "create_table")
    return (
      first?.kind === "text" &&
      args.positional.slice(1).some((item) => item.kind === "host" || item.kind === "list")
    );
  if (wrapped === "alter_column")
    return batch || (first?.kind === "text" && second?.kind === "text") || keywords;
  return first === undefined
    ? keywords
    : first.kind === "text" || first.kind === "host" || first.kind === "class";
}

function renameColumn(
  reader: Reader,
  run: Interpreter,
  args: Arguments,
  call: ForeignCall,
  batch: { table: TableName | null } | null,
): Value {
  const names = [
    ...args.positional,
    ...[...args.keywords.entries()].filter(([key]) => key !== "if_not_exists").map(([, value]) => value),
  ].map(stringOf);
  const [table, from, to] = batch === null ? names : [batch.table?.table, ...names];
  if (typeof table !== "string" || typeof from !== "string" || typeof to !== "string")
    return elsewhere(reader, run, call);
  reader.emit(run, "rename_column", call.node, {
    schema: batch?.table?.schema ?? null,
    table,
    columns: [from],
    details: { newName: to },
  });
  return text(to);
}
