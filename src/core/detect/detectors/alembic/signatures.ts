/** The parameters of Alembic's operations, with the names that older releases gave them. */

import type { Arguments, Value } from "../../reading/source/value.ts";

const ALIASES: Record<string, string[]> = {
  constraint_name: ["name"],
  index_name: ["name"],
  table_name: ["tablename", "source", "old_table_name"],
  source_table: ["source", "table_name"],
  referent_table: ["referent"],
  new_column_name: ["name"],
  type_: ["type"],
  sqltext: ["sql"],
};

/** In the order of their positions; the table comes first or second, and a batch has it already. */
export const SIGNATURES: Record<string, string[]> = {
  add_column: ["table_name", "column"],
  alter_column: ["table_name", "column_name"],
  bulk_insert: ["table", "rows"],
  create_check_constraint: ["constraint_name", "table_name", "condition"],
  create_exclude_constraint: ["constraint_name", "table_name"],
  create_foreign_key: ["constraint_name", "source_table", "referent_table", "local_cols", "remote_cols"],
  create_index: ["index_name", "table_name", "columns"],
  create_primary_key: ["constraint_name", "table_name", "columns"],
  create_table: ["table_name"],
  create_table_comment: ["table_name", "comment", "existing_comment"],
  create_unique_constraint: ["constraint_name", "table_name", "columns"],
  drop_column: ["table_name", "column_name"],
  drop_constraint: ["constraint_name", "table_name", "type_"],
  drop_index: ["index_name", "table_name"],
  drop_table: ["table_name"],
  drop_table_comment: ["table_name"],
  execute: ["sqltext"],
  rename_table: ["old_table_name", "new_table_name"],
};

/** What each parameter was given. */
export class Given {
  readonly args: Arguments;
  readonly #names: readonly string[];

  constructor(args: Arguments, names: readonly string[]) {
    this.args = args;
    this.#names = names;
  }

  get(name: string): Value | undefined {
    const at = this.#names.indexOf(name);
    const positional = at === -1 ? undefined : this.args.positional[at];
    if (positional !== undefined) return positional;
    for (const key of [name, ...(ALIASES[name] ?? [])]) {
      const value = this.args.keywords.get(key);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** Is the keyword given and true? */
  flag(name: string): boolean {
    const value = this.args.keywords.get(name);
    return value?.kind === "bool" && value.value;
  }
}
