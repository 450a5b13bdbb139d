/** Whether a column that is declared anew may be NULL, and what the rows get that are. */

import type { Change } from "./change.ts";
import { databaseDefault } from "./column-sql.ts";
import { isMysql, literalOf, quoted, typeIn } from "./editor.ts";

/** Sends the actions with what NULL needs; true when a default is to be dropped at the end. */
export function becomesMandatory({ before, after, table, to }: Change, actions: string[]): boolean {
  const { editor, model, field } = after;
  const old = before.field;
  const name = quoted(editor, to);
  const { sink } = editor;
  const send = (action: string): void => sink.send(`ALTER TABLE ${quoted(editor, table)} ${action}`);
  const sendAll = (): void => {
    if (isMysql(editor)) for (const action of actions) send(action);
    else if (actions.length > 0) send(actions.join(", "));
  };
  const mandatory = old.null === true && field.null === false;
  const { default: value } = field;
  const setsDefault =
    mandatory &&
    field.dbDefault === null &&
    value.kind === "set" &&
    !(old.default.kind === "set" && value.constant && old.default.spelling === value.spelling);
  if (setsDefault) actions.push(`ALTER COLUMN ${name} SET DEFAULT ${literalOf(editor, value.value)}`);
  const change = old.null === field.null || old.null === null || field.null === null ? null : nullAction();
  const fills = mandatory && (field.dbDefault !== null || (value.kind === "set" && value.given));
  if (!fills) {
    if (change !== null) actions.push(change);
    sendAll();
    return setsDefault;
  }
  sendAll();
  const filled =
    value.kind === "set" && field.dbDefault === null
      ? literalOf(editor, value.value)
      : databaseDefault(editor, field);
  sink.send(`UPDATE ${quoted(editor, table)} SET ${name} = ${filled} WHERE ${name} IS NULL`);
  if (change !== null) send(change);
  return setsDefault;

  function nullAction(): string {
    if (isMysql(editor))
      return `MODIFY ${name} ${typeIn(editor, model, field)} ${field.null === true ? "NULL" : "NOT NULL"}`;
    return `ALTER COLUMN ${name} ${field.null === true ? "DROP" : "SET"} NOT NULL`;
  }
}
