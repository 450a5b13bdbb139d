/** Columns in a sentence: with their table each, or once for all where there are several. */

import { listed } from "./listed.ts";

/** As they stand in the sentence: marked up. */
export interface ColumnName {
  /** The table alone; empty when it is not known. */
  table: string;
  column: string;
  /** `table.column`. */
  whole: string;
}

/** From so many columns of one table on, the table is said once. */
const fewest = 3;

/** ``a.x`` and ``b.y``; ``x``, ``y`` and ``z`` of ``a``. */
export function columnWords(columns: readonly ColumnName[]): string {
  const tables = new Map<string, ColumnName[]>();
  for (const one of columns) {
    const those = tables.get(one.table);
    if (those === undefined) tables.set(one.table, [one]);
    else those.push(one);
  }
  const items = [...tables].flatMap(([table, those]) =>
    table === "" || those.length < fewest
      ? those.map(({ whole }) => whole)
      : [`${listed(those.map(({ column }) => column))} of ${table}`],
  );
  return items.length < columns.length && items.length > 1 ? items.join("; ") : listed(items);
}
