/** The commands of ALTER TABLE that add or change a constraint. */

import { type AlterCommand, constraintDef, emit } from "./alter-command.ts";
import { constraintColumns, constraintExpression, deleteAction, notNullOf, referencesOf } from "./columns.ts";

export function addConstraint(command: AlterCommand): void {
  const node = constraintDef(command);
  const name = node.conname;
  const columns = constraintColumns(node);
  const notValid = node.skip_validation === true;
  switch (node.contype) {
    case "CONSTR_PRIMARY":
      emit(command, "add_primary_key", { name, columns, details: { usingIndex: node.indexname ?? null } });
      break;
    case "CONSTR_UNIQUE":
      emit(command, "add_unique", { name, columns, details: { usingIndex: node.indexname ?? null } });
      break;
    case "CONSTR_FOREIGN":
      emit(command, "add_foreign_key", {
        name,
        columns,
        details: { references: referencesOf(node), notValid, onDelete: deleteAction(node) },
      });
      break;
    case "CONSTR_CHECK":
      emit(command, "add_check", {
        name,
        columns: notNullOf(node) === null ? [] : [notNullOf(node) as string],
        details: {
          expression: constraintExpression(command.statement, node),
          notValid,
          notNullOf: notNullOf(node),
        },
      });
      break;
    case "CONSTR_NOTNULL":
      emit(command, "add_check", {
        name,
        columns,
        details: { expression: null, notValid, notNullOf: notNullOf(node) },
      });
      break;
    case "CONSTR_EXCLUSION":
      emit(command, "add_exclusion", {
        name,
        columns,
        details: { expression: constraintExpression(command.statement, node) },
      });
      break;
    default:
      command.statement.unknown(
        `adds a constraint of a kind that is not known (${node.contype ?? "?"})`,
        command.span,
      );
  }
}

/** DEFERRABLE and the like change no row; ENFORCED checks all rows and has no kind of its own. */
export function alterConstraint(command: AlterCommand): void {
  const { def } = command.cmd;
  const node = def !== undefined && "ATAlterConstraint" in def ? def.ATAlterConstraint : {};
  if (node.alterEnforceability === true && node.is_enforced === true) {
    emit(command, "validate_constraint", { name: node.conname, details: { type: null } });
    return;
  }
  emit(command, "set_table_option", {
    name: node.conname,
    details: { option: `constraint ${node.conname ?? ""}`, value: constraintWords(node) },
  });
}

function constraintWords(node: {
  alterEnforceability?: boolean;
  deferrable?: boolean;
  initdeferred?: boolean;
  alterInheritability?: boolean;
  noinherit?: boolean;
}): string {
  if (node.alterEnforceability === true) return "not enforced";
  if (node.alterInheritability === true) return node.noinherit === true ? "no inherit" : "inherit";
  if (node.deferrable !== true) return "not deferrable";
  return node.initdeferred === true ? "deferrable initially deferred" : "deferrable";
}
