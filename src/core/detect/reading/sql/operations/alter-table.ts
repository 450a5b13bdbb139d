/** ALTER TABLE and its relatives: one operation for each command, each at its own place. */

import type { AlterTableStmt, RangeVar } from "libpg-query";

import { elements } from "../expression.ts";
import type { Span, Statement } from "../statement.ts";
import { alterCommands } from "./alter-commands.ts";
import { alterTypeCommand, alterViewCommand } from "./alter-others.ts";
import type { AlterCommand } from "./alter-command.ts";
import { tableOf } from "../nodes.ts";

export function alterTable(node: AlterTableStmt, statement: Statement): void {
  const commands = node.cmds ?? [];
  const spans = commandSpans(statement, node.relation, commands.length);
  for (const [at, wrapped] of commands.entries()) {
    const cmd = "AlterTableCmd" in wrapped ? wrapped.AlterTableCmd : {};
    const command: AlterCommand = {
      cmd,
      relation: tableOf(node.relation),
      object: node.objtype ?? "OBJECT_TABLE",
      span: spans[at] ?? statement.whole,
      statement,
    };
    if (command.object === "OBJECT_TYPE") alterTypeCommand(command);
    else if (command.object === "OBJECT_VIEW" && alterViewCommand(command)) continue;
    else alterCommands[cmd.subtype ?? "AT_AddColumn"](command);
  }
}

/** One command is the whole statement; of several each is its own text behind the table's name. */
function commandSpans(statement: Statement, relation: RangeVar | undefined, count: number): Span[] {
  if (count < 2 || relation === undefined) return [];
  const spans = elements(statement, behindName(statement, statement.byte(relation.location)));
  return spans.length === count ? spans : [];
}

/** The offset behind the dotted name that starts here, and behind the `*` that may follow it. */
function behindName(statement: Statement, from: number): number {
  const lexer = statement.lexer(from);
  let end = from;
  let expectsPart = true;
  for (let kind = lexer.nextMeaning(); kind !== "end"; kind = lexer.nextMeaning()) {
    if (lexer.isSymbol(".")) expectsPart = true;
    else if (lexer.isSymbol("*") || lexer.isSymbol(")")) expectsPart = false;
    else if (expectsPart && (kind === "word" || kind === "identifier")) expectsPart = false;
    else return end;
    end = lexer.end;
  }
  return end;
}
