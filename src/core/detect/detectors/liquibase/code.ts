/** Changes that run SQL of the author's, another file, or code. */

import { literal } from "../../reading/source/text.ts";
import type { Change, ReadChange, Splitting } from "./change.ts";
import { childOf } from "./node.ts";

export const sql: ReadChange = (change) => {
  const inner = childOf(change.node, "sql");
  const pieces = inner?.value ?? change.node.value;
  // Liquibase refuses a change without SQL, and a property may be all of it.
  if (pieces === null) return;
  change.text([...pieces], splittingOf(change));
};

function splittingOf(change: Change): Splitting | null {
  return change.flag("splitStatements") === false ? null : { delimiter: change.raw("endDelimiter") };
}

export const sqlFile: ReadChange = (change) => readFile(change, "path", splittingOf(change));

/** SQL that stands in another file. One that is claimed as a migration is read by itself. */
export function readFile(change: Change, attribute: string, splits: Splitting | null): void {
  const path = change.get(attribute);
  if (path === null) return change.lacks(attribute);
  const found = change.site.file(path, change.flag("relativeToChangelogFile") === true);
  if (found === null) change.unread(`it runs ${path}, which is not in the repository under that name`);
  else if (found.text !== null) change.text(literal(found.text, 0), splits, found.path);
}

export const customChange: ReadChange = (change) => change.code(change.get("class"));
export const executeCommand: ReadChange = (change) => change.code(change.get("executable"));

/** What speaks to Liquibase or to people, and does nothing to the database. */
export const nothing: ReadChange = () => {};
