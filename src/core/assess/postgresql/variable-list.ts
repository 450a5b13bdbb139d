/** Gathers the variables of one operation: each thing once, each table with the query that measures it. */

import type { Variable } from "../../impact.ts";
import type { TableName } from "../../operation.ts";
import { qualified } from "../../operation.ts";
import { generalQuery, tableQuery } from "./queries.ts";
import type { GeneralMeasure, TableMeasure } from "./queries.ts";
import { regclass } from "./quote.ts";

const withheld = " (no query: the name has characters that cannot be seen)";

/** More than this nobody reads. */
export const mostVariables = 8;

export class VariableList {
  readonly #found: Variable[] = [];
  readonly #relations = new Map<string, string | null>();

  /** Something about a table, or about one column of it. Those that tell most come first. */
  about(
    measure: TableMeasure,
    table: TableName,
    why: string,
    { column = null, name = measure }: { column?: string | null; name?: string } = {},
  ): void {
    const own = qualified(table.schema, table.table);
    if (this.#has(name, own)) return;
    let relation = this.#relations.get(own);
    if (relation === undefined) {
      relation = regclass(table);
      this.#relations.set(own, relation);
    }
    const query = tableQuery(measure, relation, column);
    this.#found.push({ name, table: own, why: query === null ? why + withheld : why, query });
  }

  /** Something about the whole server. */
  general(measure: GeneralMeasure, why: string): void {
    if (!this.#has(measure, null)) {
      this.#found.push({ name: measure, table: null, why, query: generalQuery(measure) });
    }
  }

  /** Something that no query measures. */
  unmeasured(name: string, table: string | null, why: string): void {
    if (!this.#has(name, table)) this.#found.push({ name, table, why, query: null });
  }

  /** Where there are too many, each thing about one table first, then about the next one. */
  list(): Variable[] {
    if (this.#found.length <= mostVariables) return this.#found;
    const counts = new Map<string, number>();
    const turns = this.#found.map((variable) => {
      const turn = counts.get(variable.name) ?? 0;
      counts.set(variable.name, turn + 1);
      return { variable, turn };
    });
    const sorted = turns.toSorted((a, b) => a.turn - b.turn);
    return sorted.slice(0, mostVariables).map(({ variable }) => variable);
  }

  #has(name: string, table: string | null): boolean {
    return this.#found.some((known) => known.name === name && known.table === table);
  }
}
