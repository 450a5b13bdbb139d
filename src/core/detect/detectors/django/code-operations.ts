/** RunSQL and RunPython. */

import type { TableName } from "../../../operation.ts";
import type { Piece } from "../../reading/source/text.ts";
import { field, textOf, walk, type Syntax } from "../../reading/source/syntax.ts";
import type { Value } from "../../reading/source/value.ts";
import { tableIn } from "./editor.ts";
import { foreignTable, tableName } from "./names.ts";
import { nothing, type Doing, type Handler } from "./operation.ts";
import type { Given } from "./values.ts";

/** One statement of RunSQL. */
interface Statement {
  pieces: Piece[];
  parameters: boolean;
}

/** A text, a list of texts, or of texts with their parameters; null: not known. */
function statementsOf(value: Value | undefined): Statement[] | null {
  if (value?.kind === "text") return [{ pieces: value.pieces, parameters: false }];
  if (value?.kind === "symbol" && value.path.endsWith(".noop")) return [];
  if (value?.kind !== "list" || value.open) return null;
  const found = value.items.map((item): Statement | null => {
    if (item.kind === "text") return { pieces: item.pieces, parameters: false };
    const [sql, given] = item.kind === "list" ? item.items : [];
    if (sql?.kind !== "text") return null;
    return { pieces: sql.pieces, parameters: given !== undefined && given.kind !== "none" };
  });
  return found.every((statement) => statement !== null) ? found : null;
}

function runSql({ editor, given, node }: Doing, which: "sql" | "reverse_sql"): void {
  const statements = statementsOf(given.get(which));
  if (statements === null) editor.sink.vague("the SQL that it runs is not known before it runs");
  for (const { pieces, parameters } of statements ?? []) editor.sink.own(pieces, parameters, node);
}

function isNoop(value: Value | undefined): boolean {
  return value?.kind === "symbol" && /(?:^|\.)noop$/u.test(value.path);
}

function nameOf(value: Value | undefined): string | null {
  if (value?.kind === "function") return value.name;
  return value?.kind === "symbol" ? value.path : null;
}

function runPython(doing: Doing, which: "code" | "reverse_code"): void {
  const { editor, given } = doing;
  const code = given.get(which);
  if (!isNoop(code)) editor.sink.code(nameOf(code), tablesNamed(doing, code));
}

const MOST_FUNCTIONS = 50;

/** The tables of the models that the function, and those of the file that it names, take by `apps.get_model`. */
function tablesNamed(doing: Doing, code: Value | undefined): TableName[] {
  const { file } = doing.editor.sink.reader;
  const functions = file.grammar.functions(file);
  const start = code?.kind === "function" ? code.node : doing.node;
  const waiting: Syntax[] = [start];
  const seen = new Set(waiting);
  const found = new Map<string, TableName>();
  for (let next = waiting.pop(); next !== undefined && seen.size < MOST_FUNCTIONS; next = waiting.pop()) {
    for (const node of walk(next)) {
      const helper = file.grammar.isName(node) ? functions.get(textOf(file, node)) : undefined;
      if (helper !== undefined && !seen.has(helper)) {
        seen.add(helper);
        waiting.push(helper);
      }
      const table = node.type === "call" ? modelNamed(doing, node) : null;
      if (table !== null) found.set(JSON.stringify(table), table);
    }
  }
  return [...found.values()];
}

/** `apps.get_model("app", "Model")`, `get_model("app.Model")`. */
function modelNamed({ editor }: Doing, call: Syntax): TableName | null {
  const { sink, project, engine } = editor;
  const { file } = sink.reader;
  const callee = field(call, "function");
  if (callee === null || !/(?:^|\.)get_model$/u.test(textOf(file, callee))) return null;
  const given = field(call, "arguments");
  const texts = (given?.children ?? [])
    .map((child) => (child.type === "keyword_argument" ? field(child, "value") : child))
    .filter((child) => child?.type === "string")
    .map((child) => textOf(file, child as Syntax).replaceAll(/^[a-zA-Z]*["']+|["']+$/gu, ""));
  const [app = "", model] = texts.length === 1 ? (texts[0] ?? "").split(".") : texts;
  if (model === undefined) return null;
  const own = app.toLowerCase() === project.label?.toLowerCase() ? project.model(model) : null;
  return tableName(
    own === null ? foreignTable(app.toLowerCase(), model.toLowerCase(), engine) : tableIn(editor, own),
  );
}

export const codeOperations: Readonly<Record<string, Handler>> = {
  RunSQL: {
    parameters: ["sql", "reverse_sql", "state_operations", "hints", "elidable"],
    state: () => nothing,
    database: (doing) => runSql(doing, "sql"),
    backward: (doing) => runSql(doing, "reverse_sql"),
    wayBack: "reverse_sql",
  },
  RunPython: {
    parameters: ["code", "reverse_code", "atomic", "hints", "elidable"],
    state: () => nothing,
    database: (doing) => runPython(doing, "code"),
    backward: (doing) => runPython(doing, "reverse_code"),
    wayBack: "reverse_code",
  },
};

/** The operations that only the models see. */
export function stateOperations(given: Given): Value | undefined {
  return given.get("state_operations");
}
