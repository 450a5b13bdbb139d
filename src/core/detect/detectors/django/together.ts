/** `unique_together` and `index_together`: what they say now against what they said before. */

import { columnsIn, isMysql, quoted, tableIn } from "./editor.ts";
import { dropIndex } from "./alter-field.ts";
import { addUnique, createIndex } from "./index-sql.ts";
import { indexName, tableName } from "./names.ts";
import type { Doing } from "./operation.ts";
import type { ModelState } from "./state.ts";

export function alterTogether(
  doing: Doing,
  found: { old: ModelState; model: ModelState } | null,
  what: "uniqueTogether" | "indexTogether",
): void {
  if (found === null) return;
  const { editor } = doing;
  const { old, model } = found;
  const [was, is] = [old.options[what], model.options[what]];
  const word = what === "uniqueTogether" ? "unique_together" : "index_together";
  if (is === null || was === null) {
    const side = is === null ? "is not known before it runs" : "was before is not known here";
    editor.sink.vague(
      `what ${word} of ${model.name} ${side}, so which constraints are made or dropped is not`,
    );
    if (is === null) return;
  }
  const key = (names: readonly string[]): string => names.join("\n");
  const [before, behind] = [new Set((was ?? []).map(key)), new Set(is.map(key))];
  const table = tableIn(editor, model);
  const gone = (was ?? []).filter((names) => !behind.has(key(names)));
  const added = is.filter((names) => !before.has(key(names)));
  for (const names of gone) {
    const columns = columnsIn(old, names);
    if (what === "indexTogether") dropIndex(editor, table, indexName(table, columns, "_idx", editor.engine));
    else dropUnique(doing, table, columns);
  }
  for (const names of added) {
    const columns = columnsIn(model, names);
    if (what === "uniqueTogether")
      editor.sink.send(addUnique(editor, table, columns, indexName(table, columns, "_uniq", editor.engine)));
    else {
      const parts = columns.map((column) => quoted(editor, column));
      editor.sink.send(
        createIndex(editor, { table, name: indexName(table, columns, "_idx", editor.engine), parts }),
      );
    }
  }
}

function dropUnique({ editor }: Doing, table: string, columns: string[]): void {
  const name = indexName(table, columns, "_uniq", editor.engine);
  if (isMysql(editor))
    editor.sink.send(`ALTER TABLE ${quoted(editor, table)} DROP INDEX ${quoted(editor, name)}`);
  else if (editor.engine === "sqlite") dropIndex(editor, table, name);
  else
    editor.sink.emit("drop_constraint", {
      ...tableName(table),
      columns,
      name,
      details: { ifExists: false, cascade: false, type: "unique" },
    });
}
