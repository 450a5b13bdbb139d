/** Code that runs where it is called: prepared statements, procedures of the same text, blocks. */

import type { TableName } from "../../../operation.ts";
import { Cursor, Unreadable } from "./cursor.ts";
import { tablesIn } from "./queries.ts";
import { Statement } from "./statement.ts";
import { readArguments } from "./grammar/grammar.ts";
import { readBody } from "./bodies.ts";
import type { ReadTokens } from "./bodies.ts";
import { isTransaction } from "./transactions.ts";
import type { Program } from "./statement.ts";
import type { Token } from "./split.ts";

/** `CALL p(...)`: the body of a procedure that this text made is read here, statement by statement. */
export function call(statement: Statement, cursor: Cursor, read: ReadTokens): void {
  cursor.expect("CALL");
  const { schema, table } = cursor.tableName();
  const from = cursor.at;
  if (cursor.word() === "(") readArguments(cursor);
  const args = cursor.source(from);
  const { session } = statement;
  const program = session.programs.get(table.toLowerCase());
  const called = schema === null ? table : `${schema}.${table}`;
  if (program === undefined) {
    statement.emit("run_code", { details: { source: statement.source, called, tables: [] } });
    return;
  }
  if (session.open.has(program) || isRead(statement, `${table.toLowerCase()} ${args}`)) return;
  if (session.read.size > MOST_CALLS)
    throw new Unreadable("the file calls its procedures too often to follow");
  session.open.add(program);
  if (!runBody(statement, program, read)) {
    const tables = tablesIn(program.tokens, program.from, program.to, cursor);
    statement.emit("run_code", { details: { source: statement.source, called, tables } });
  }
  session.open.delete(program);
}

/** So many different calls of one text are followed. */
const MOST_CALLS = 1000;

/** A second call with the same arguments does what the first did, unless that one ran only perhaps. */
function isRead({ session, standing }: Statement, key: string): boolean {
  const before = session.read.get(key);
  if (before === "surely" || (before === "perhaps" && standing.conditional)) return true;
  session.read.set(key, standing.conditional ? "perhaps" : "surely");
  return false;
}

/** A block outside of a program runs at once. */
export function block(statement: Statement, read: ReadTokens): void {
  const program = { tokens: statement.tokens, from: statement.from, to: statement.to };
  const cursor = statement.cursor();
  readBody(statement, cursor, read);
  if (!cursor.done) cursor.fail("the end of the statement");
  if (runBody(statement, program, read)) return;
  const tables: TableName[] = tablesIn(statement.tokens, statement.from, statement.to, cursor);
  statement.emit("run_code", { details: { source: statement.source, called: null, tables } });
}

/** Words that steer, with what follows them up to one of the words behind; what stands there runs only perhaps. */
const CONDITIONAL: Record<string, string> = {
  IF: "THEN",
  ELSEIF: "THEN",
  WHEN: "THEN",
  WHILE: "DO",
  FOR: "DO",
  UNTIL: "END",
};

/** Reads the statements of a body where they stand. False when one of them cannot be told: then nothing is noted. */
function runBody(caller: Statement, { tokens, from, to }: Program, read: ReadTokens): boolean {
  const { session } = caller;
  const before = session.operations.length;
  const depth = { open: 0 };
  let at = from;
  while (at < to) {
    const next = steer(tokens, at, to, depth);
    if (next === null) {
      session.operations.length = before;
      return false;
    }
    if (next > at) {
      at = next;
      continue;
    }
    let end = at;
    while (end < to && tokens[end]?.word !== ";") end += 1;
    const isConditional = caller.standing.conditional || depth.open > 0;
    const first = tokens[at]?.word ?? "";
    if (!SILENT.has(first) && !isTransaction(first, tokens[at + 1]?.word ?? "")) {
      const standing = { ...caller.standing, conditional: isConditional };
      read(new Statement(session, tokens, standing, at, end));
    }
    at = end + 1;
  }
  return true;
}

/** Statements of a program that touch no table of their own. */
const SILENT = new Set("DECLARE LEAVE ITERATE OPEN CLOSE FETCH RETURN SIGNAL RESIGNAL GET".split(" "));

/** The token behind the steering words that begin at `at`, `at` itself when a statement begins there; null when they cannot be followed. */
function steer(tokens: readonly Token[], at: number, to: number, depth: { open: number }): number | null {
  const word = tokens[at]?.word ?? "";
  switch (word) {
    case ";":
    case "BEGIN":
      return at + (tokens[at + 1]?.word === "NOT" && tokens[at + 2]?.word === "ATOMIC" ? 3 : 1);
    case "LOOP":
    case "REPEAT":
      depth.open += 1;
      return at + 1;
    case "ELSE":
      return at + 1;
    case "IF":
    case "WHILE":
    case "FOR":
    case "CASE":
      depth.open += 1;
      return behindCondition(tokens, at, to, word === "CASE" ? "WHEN" : (CONDITIONAL[word] as string));
    case "ELSEIF":
    case "WHEN":
    case "UNTIL":
      return behindCondition(tokens, at, to, CONDITIONAL[word] as string);
    case "END": {
      const ended = tokens[at + 1]?.word ?? "";
      const isSteering = ["IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR"].includes(ended);
      if (isSteering) depth.open -= 1;
      let end = at + 1;
      while (end < to && tokens[end]?.word !== ";") end += 1;
      return end;
    }
    case "DECLARE": {
      // A handler is a statement that runs when something fails; what it declares ends with a semicolon of its own.
      const isHandler = tokens[at + 2]?.word === "HANDLER";
      return isHandler ? null : at;
    }
    default:
      return tokens[at + 1]?.word === ":" ? at + 2 : at;
  }
}

/** Behind `word`, outside of parentheses; in front of it for WHEN and END, which steer themselves. */
function behindCondition(tokens: readonly Token[], at: number, to: number, word: string): number | null {
  let depth = 0;
  for (let index = at + 1; index < to; index += 1) {
    const each = tokens[index]?.word ?? "";
    if (each === "(") depth += 1;
    else if (each === ")") depth -= 1;
    else if (each === ";") return null;
    else if (depth === 0 && each === word) return word === "WHEN" || word === "END" ? index : index + 1;
  }
  return null;
}

/** `PREPARE s FROM 'text'` counts where it stands; what a variable holds is not always known. */
export function prepare(statement: Statement, cursor: Cursor, read: ReadTokens): void {
  cursor.expect("PREPARE");
  statement.session.prepared.add(cursor.name().toLowerCase());
  cursor.expect("FROM");
  runText(statement, cursor, read);
}

/** Reads the statement in the string, or in the variable, that stands here. */
export function runText(statement: Statement, cursor: Cursor, read: ReadTokens): void {
  const value = valueOf(statement, cursor);
  cursor.at = cursor.limit;
  const texts = value === null ? null : statementsIn(value);
  if (texts === null || texts.length === 0) {
    const source =
      value === null
        ? statement.source
        : new Cursor(cursor.text, value.tokens, false).source(value.from, value.to);
    statement.emit("run_code", { details: { source, called: null, tables: [] } });
    return;
  }
  const { session, standing } = statement;
  for (const token of texts) {
    const tokens = innerTokens(session.source.text, token, statement);
    if (tokens === null) {
      statement.emit("run_code", { details: { source: statement.source, called: null, tables: [] } });
      return;
    }
    const conditional = standing.conditional || texts.length > 1;
    read(new Statement(session, tokens, { ...standing, conditional, host: standing.host }));
  }
}

/** The value behind FROM: here, or of the variable that stands here. */
function valueOf({ session }: Statement, cursor: Cursor): Program | null {
  if (!cursor.take("@")) return { tokens: cursor.tokens, from: cursor.at, to: cursor.limit };
  const name = cursor.token()?.kind === "string" ? cursor.stringValue() : cursor.name();
  return session.variables.get(name.toLowerCase()) ?? null;
}

/** The strings that the value can be: itself, or the two of an IF; null when it is put together in another way. */
function statementsIn({ tokens, from, to }: Program): Token[] | null {
  let first = from;
  let last = to;
  while (tokens[first]?.word === "(" && tokens[last - 1]?.word === ")") {
    first += 1;
    last -= 1;
  }
  if (tokens[first]?.word === "SELECT") first += 1;
  const token = tokens[first];
  if (token?.kind === "string" && last === first + 1) return [token];
  if (token?.word !== "IF" || tokens[first + 1]?.word !== "(") return null;
  const found: Token[] = [];
  let depth = 0;
  for (let at = first + 1; at < last; at += 1) {
    const { word } = tokens[at] as Token;
    if (word === "(") depth += 1;
    else if (word === ")") depth -= 1;
    if (depth === 0 && at < last - 1) return null;
    const isValue = word === "," && depth === 1;
    if (!isValue) continue;
    const value = tokens[at + 1];
    const behind = tokens[at + 2]?.word ?? "";
    if (value?.kind !== "string" || (behind !== "," && behind !== ")")) return null;
    found.push(value);
  }
  return found.length === 2 ? found : null;
}

/** The tokens of the statement that a string holds, at their places in the text; null when escapes hide where they are. */
function innerTokens(text: string, token: Token, statement: Statement): Token[] | null {
  const inner = text.slice(token.start + 1, token.end - 1);
  if (/\\|''|""/.test(inner)) return null;
  return statement.session.cut(token.start + 1, token.end - 1);
}
