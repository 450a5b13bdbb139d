/** What the evaluator asks of Alembic and SQLAlchemy: imported names, attributes, methods, operators. */

import type { Host, Interpreter } from "../../reading/source/interpreter.ts";
import { derives, memberOf } from "../../reading/source/classes.ts";
import { normalised } from "../../reading/source/spelling.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { bool, unknown, type HostValue, type Value } from "../../reading/source/value.ts";
import { attributeOf, columnOf, itemOf } from "./attributes.ts";
import { construct, tablesOf } from "./construct.ts";
import { modelTable } from "./construct-table.ts";
import { foreign } from "./foreign.ts";
import { method } from "./methods.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { distinct, host, hosted, type Alembic } from "./values.ts";

const OPERATIONS =
  /^(?:alembic\.op|alembic\.operations\.op)$|(?:^|\.)\w*(?:alembic|migrat)\w*\.(?:\w+\.)*op$/u;

/** The session and the engine that an application keeps (`from app import db`). */
const SESSION = /\.(?:db_?session|session)$/iu;
const ENGINE = /\.db\.engine$/u;

export function makeHost(reader: Reader, run: Interpreter): Host {
  const source = (node: Syntax): string => textOf(run.file, node);
  return {
    symbol(path) {
      if (OPERATIONS.test(path)) return host({ host: "op" });
      if (path.startsWith("alembic.op.")) {
        return { kind: "bound", receiver: host({ host: "op" }), name: path.slice("alembic.op.".length) };
      }
      if (path === "alembic.context") return host({ host: "context" });
      if (SESSION.test(path)) return host({ host: "session" });
      return ENGINE.test(path) ? host({ host: "connection", autocommit: false }) : null;
    },
    attribute: (value, name, node) => attributeOf(reader, run, asAlembic(value), name, node),
    item: (value, key, node) => itemOf(run, asAlembic(value), key, node),
    iterate(value) {
      const known = asAlembic(value);
      if (known.host === "query") {
        return { items: [host({ host: "row", tables: known.tables, vague: true })], open: true };
      }
      if (known.host === "columns") return { items: known.table.columns.map(host), open: true };
      return null;
    },
    call: (path, args, node) => construct(run, path, args, node),
    method: (value, name, args, node) => method(reader, run, asAlembic(value), name, args, node),
    classAttribute(value, name) {
      if (name === "metadata" && derivesFromBase(value)) {
        return host({ host: "metadata", tables: [], schema: null, models: true });
      }
      const table = modelTable(value);
      if (table === null) return null;
      if (name === "__table__") return host(table);
      const member = hosted(memberOf(value, name));
      return member?.host === "column" ? columnOf(table, name) : null;
    },
    setAttribute(target, _name, _value, node) {
      const known = hosted(target);
      if (known?.host === "row" && known.tables.length > 0)
        reader.code(run, statementNode(run, node), null, known.tables);
    },
    enter(value, node) {
      const known = hosted(value);
      if (known?.host === "autocommit") {
        const before = reader.transaction;
        reader.transaction = null;
        return { value, leave: () => reader.leave(before) };
      }
      if (value.kind !== "instance") return { value, leave: () => {} };
      const none = { positional: [], keywords: new Map<string, Value>(), open: false };
      const entered =
        memberOf(value.class, "__enter__") === undefined
          ? value
          : run.callMethod(value, "__enter__", none, node);
      const leaves = memberOf(value.class, "__exit__") !== undefined;
      return {
        value: entered,
        leave: () => {
          if (leaves) run.callMethod(value, "__exit__", none, node);
        },
      };
    },
    operate(operator, left, right, node) {
      const sides = [left, right].filter((side) => side !== null);
      const expression = sides.some((side) => isExpression(hosted(side)));
      if (!expression) return identity(operator, left, right);
      const functions = sides.flatMap((side) => {
        const known = hosted(side);
        return known?.host === "expression" ? known.functions : [];
      });
      return host({
        host: "expression",
        sql: null,
        source: normalised(run.file, node),
        functions,
        tables: distinct(sides.flatMap(tablesOf)),
        text: false,
      });
    },
    foreign: (call) => foreign(reader, run, call) ?? unknown(source(call.node)),
  };
}

function asAlembic(value: HostValue): Alembic {
  return value as Alembic;
}

function isExpression(value: Alembic | null): boolean {
  return value !== null && ["column", "expression", "select", "columns"].includes(value.host);
}

/** `bind is None` of something that is there. */
function identity(operator: string, left: Value, right: Value | null): Value | null {
  if (right?.kind !== "none" && left.kind !== "none") return null;
  const known = hosted(left) ?? hosted(right);
  if (known === null || known.host === "row") return null;
  if (operator === "is" || operator === "==") return bool(false);
  return operator === "is not" || operator === "!=" ? bool(true) : null;
}

function derivesFromBase(value: Value, depth = 0): boolean {
  if (value.kind !== "class" || depth > 10) return false;
  if (derives(value, /(?:DeclarativeBase|SQLModel|\.Base|\.Model)$/u)) return true;
  return value.bases.some((base) => hosted(base)?.host === "base" || derivesFromBase(base, depth + 1));
}

/** The statement around a target of an assignment. */
function statementNode(run: Interpreter, node: Syntax): Syntax {
  const { statement } = run;
  return statement.start <= node.start &&
    node.end <= statement.end &&
    statement.type === "expression_statement"
    ? statement
    : node;
}
