/** Turns a column that MODIFY or CHANGE says anew into what differs from the column before, where that is known. */

import type { Column, ColumnTraits, ReadOperation } from "../operation.ts";
import { keyOf } from "./known-schema.ts";

/** A column as it was last said; `traits` is null where not all that was said of it is known. */
interface Said {
  column: Column;
  traits: ColumnTraits | null;
}

/** Whether any operation says a whole column anew. */
export function restatesAny(operations: readonly ReadOperation[]): boolean {
  return operations.some(({ clause }) => clause?.restated != null);
}

/** The columns of all tables as the operations so far left them, as far as they say it whole. */
export class SaidColumns {
  readonly #tables = new Map<string, Map<string, Said>>();
  #last: ReadOperation | null = null;

  /** Takes the next operation, and gives what stands in its place. */
  take(operation: ReadOperation): ReadOperation[] {
    const { onlyOn = "mysql", clause } = operation;
    if (clause?.dialect === "sqlite" || (onlyOn !== "mysql" && onlyOn !== "mariadb")) return [operation];
    const differing = this.#differing(operation);
    this.#fold(operation);
    return differing;
  }

  #columns(operation: Pick<ReadOperation, "schema" | "table">): Map<string, Said> | undefined {
    const { schema, table } = operation;
    return table === null ? undefined : this.#tables.get(keyOf({ schema, table }));
  }

  #differing(operation: ReadOperation): ReadOperation[] {
    const { clause, kind, columns } = operation;
    const restated = clause?.restated ?? null;
    if (restated === null || clause === undefined || operation.conditional) return [operation];
    const before = this.#columns(operation)?.get((columns[0] ?? "").toLowerCase());
    if (before === undefined) return [operation];
    // NOT NULL comes behind the type: the column as it stands is still the one before.
    if (kind === "set_not_null") return isNullable(before.column) ? [operation] : [];
    if (kind !== "alter_column_type") return [operation];
    const { column } = before;
    const found: ReadOperation[] = [];
    const as = (part: Pick<ReadOperation, "kind" | "details">): void => {
      found.push({ ...operation, ...part } as ReadOperation);
    };
    const isSame =
      column.type !== null &&
      column.type === restated.type &&
      clause.position === null &&
      hasSameTraits(before, operation);
    if (!isSame)
      as({
        kind: "alter_column_type",
        details: { ...operation.details, oldType: operation.details.oldType ?? column.type },
      });
    if (!isNullable(column) && isNullable(restated) && !isImplied(column, restated))
      as({ kind: "drop_not_null", details: {} });
    if (defaultOf(column) !== defaultOf(restated)) {
      if (restated.default === null || defaultOf(restated) === null)
        as({ kind: "drop_default", details: {} });
      else as({ kind: "set_default", details: { default: restated.default } });
    }
    const mandatory = restated.nullable === false && isNullable(column);
    if (found.length === 0 && !mandatory && !this.#isRenamed(clause.together))
      as({ kind: "set_comment", details: { object: "column" } });
    return found;
  }

  /** CHANGE that only renames. */
  #isRenamed(together: string): boolean {
    return this.#last?.kind === "rename_column" && this.#last.clause?.together === together;
  }

  #fold(operation: ReadOperation): void {
    const { kind, schema, table, conditional } = operation;
    this.#last = operation;
    if (table === null) return;
    const key = keyOf({ schema, table });
    const columns = this.#tables.get(key);
    if (kind === "create_table") {
      // What may be another table already is not known.
      const isSure = !conditional && !operation.details.ifNotExists && operation.details.like === null;
      if (columns !== undefined && !isSure) return;
      if (operation.details.like !== null) this.#tables.delete(key);
      else if (operation.clause !== undefined) this.#tables.set(key, saidIn(operation));
      return;
    }
    if (columns === undefined) return;
    switch (kind) {
      case "drop_table":
      case "rewrite_table":
        this.#tables.delete(key);
        return;
      case "set_table_option":
        // Columns keep the character set that they have; one that is said anew takes the new one.
        if (/char|collat/u.test(operation.details.option)) this.#tables.delete(key);
        return;
      case "rename_table":
        this.#tables.delete(key);
        this.#tables.set(keyOf({ schema, table: operation.details.newName }), columns);
        return;
      default:
        foldColumns(columns, operation);
    }
  }
}

function saidIn({ details, clause }: ReadOperation<"create_table">): Map<string, Said> {
  const keyed = new Set(
    details.constraints.flatMap((one) =>
      one.type === "primary_key" ? one.columns.map((name) => name.toLowerCase()) : [],
    ),
  );
  return new Map(
    details.columns.map((column, index) => {
      const name = column.name.toLowerCase();
      const primaryKey = column.primaryKey || keyed.has(name);
      return [name, { column: { ...column, primaryKey }, traits: clause?.columns?.[index] ?? null }];
    }),
  );
}

function foldColumns(columns: Map<string, Said>, operation: ReadOperation): void {
  const name = (operation.columns[0] ?? "").toLowerCase();
  const known = columns.get(name);
  const { clause, conditional, kind } = operation;
  if (conditional) {
    for (const column of operation.columns) columns.delete(column.toLowerCase());
    return;
  }
  const put = (column: Partial<Column>): void => {
    if (known !== undefined) columns.set(name, { ...known, column: { ...known.column, ...column } });
  };
  switch (kind) {
    case "add_column":
      if (operation.details.ifNotExists) columns.delete(name);
      else columns.set(name, { column: operation.details.column, traits: clause?.traits ?? null });
      return;
    case "alter_column_type":
      if (clause?.restated == null) columns.delete(name);
      else {
        const primaryKey = clause.restated.primaryKey || known?.column.primaryKey === true;
        // Its NOT NULL is an operation of its own, which comes next.
        const nullable =
          clause.restated.nullable === false && isNullable(known?.column) ? true : clause.restated.nullable;
        columns.set(name, { column: { ...clause.restated, primaryKey, nullable }, traits: clause.traits });
      }
      return;
    case "drop_column":
      for (const column of operation.columns) columns.delete(column.toLowerCase());
      return;
    case "rename_column":
      columns.delete(name);
      if (known !== undefined) columns.set(operation.details.newName.toLowerCase(), known);
      return;
    case "set_not_null":
      return put({ nullable: false });
    case "drop_not_null":
      return put({ nullable: true });
    case "set_default":
      return put({ default: operation.details.default });
    case "drop_default":
      return put({ default: null });
    case "add_primary_key":
      for (const one of operation.columns) {
        const said = columns.get(one.toLowerCase());
        if (said !== undefined) said.column = { ...said.column, primaryKey: true, nullable: false };
      }
      return;
    case "drop_constraint":
      if (operation.details.type === "primary_key")
        for (const said of columns.values()) said.column = { ...said.column, primaryKey: false };
      return;
    default:
  }
}

/** `DEFAULT NULL` is what a column has that says nothing. */
function defaultOf({ default: value }: Column): string | null {
  return value === null || /^null$/iu.test(value.text) ? null : value.text;
}

function isNullable(column: Column | undefined): boolean {
  return column === undefined || (column.nullable !== false && !column.primaryKey);
}

/** A key stays one, and so does its NOT NULL. A time stamp without NULL may be mandatory all the same. */
function isImplied(before: Column, restated: Column): boolean {
  return before.primaryKey || restated.type?.startsWith("timestamp") === true;
}

function hasSameTraits({ column, traits }: Said, { clause }: ReadOperation): boolean {
  const restated = clause?.restated;
  if (traits === null || restated == null) return false;
  const of = (one: Column, own: ColumnTraits | null): string =>
    JSON.stringify([own, one.collation, one.generated, one.identity, one.check]).toLowerCase();
  return of(column, traits) === of(restated, clause?.traits ?? null);
}
