/** What the evaluator asks of Rails: constants, the values that stand for tables and models, and calls that it does not know. */

import type { Host, Interpreter } from "../../reading/source/interpreter.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import {
  bool,
  NONE,
  stringOf,
  text,
  unknown,
  type Arguments,
  type HostValue,
  type Value,
} from "../../reading/source/value.ts";
import { ASKS } from "./changed-table.ts";
import { readDirection } from "./control.ts";
import { callOf, connectionMethod, constantMethod, foreignCall } from "./foreign.ts";
import type { Given } from "./given.ts";
import type { Call, Migration } from "./migration.ts";
import { modelMethod, recordMethod } from "./models.ts";
import { changedCommand } from "./record.ts";
import { host, type RailsValue } from "./values.ts";

/** `migrationOf`: the migration of the interpreter, which is made behind it. */
export function makeHost(run: Interpreter, migrationOf: () => Migration): Host {
  const vague = (node: Syntax): Value => unknown(textOf(run.file, node));
  return {
    symbol: () => null,
    attribute: (value, name, node) => methodOf(callOf(migrationOf(), name, NOTHING, node), asRails(value)),
    item: (value, key, node) => {
      const known = asRails(value);
      if (known.host === "connection" && stringOf(key) === "adapter")
        return methodOf(callOf(migrationOf(), "adapter", NOTHING, node), known);
      return known.host === "record" || known.host === "connection" ? host(known) : vague(node);
    },
    iterate: (value) => {
      const known = asRails(value);
      if (known.host !== "model") return null;
      return {
        items: [host({ host: "record", name: known.name, table: known.table, vague: true })],
        open: true,
      };
    },
    call: (path, args, node) => {
      const dot = path.lastIndexOf(".");
      if (dot === -1) return null;
      return constantMethod(callOf(migrationOf(), path.slice(dot + 1), args, node), path.slice(0, dot));
    },
    method: (value, name, args, node) => methodOf(callOf(migrationOf(), name, args, node), asRails(value)),
    classAttribute: () => null,
    // What is set on a row is written only when it is saved.
    setAttribute() {},
    enter: (value) => ({ value, leave: () => {} }),
    operate: () => null,
    foreign: (call) => foreignCall(migrationOf(), call),
  };
}

const NOTHING: Arguments = { positional: [], keywords: new Map(), open: false };

function asRails(value: HostValue): RailsValue {
  return value as RailsValue;
}

/** A method of one of Rails' own values. */
function methodOf(call: Call, value: RailsValue): Value {
  const { migration, name, given, node } = call;
  const { reader, run } = migration;
  const vague = unknown(textOf(run.file, node));
  if (name === "respond_to?" && value.host !== "model" && value.host !== "record")
    return knows(migration, given);
  switch (value.host) {
    case "table":
      if (ASKS.test(name)) return name === "name" ? text(value.table.table) : vague;
      if (!value.call(name, given, node) && !DEVISE.test(name)) value.vague(node);
      return host(value);
    case "changed":
      if (ASKS.test(name)) return name === "name" ? text(value.name) : vague;
      if (!changedCommand(value, call))
        reader.vague(run, node, `what ${name} changes in ${value.name} is not known`);
      return host(value);
    case "direction":
      return readDirection(call, value.back);
    case "connection":
      return connectionMethod(call, value.direct);
    case "model":
      return modelMethod(call, value);
    case "record":
      return recordMethod(call, value);
    default:
      return NONE;
  }
}

/** Only PostgreSQL has methods for its own types. */
function knows({ reader }: Migration, given: Given): Value {
  const type = given.text(0) ?? "";
  if (!/^(?:jsonb|hstore|citext|uuid|inet|tsvector|enable_extension|extension_enabled\?)$/u.test(type))
    return unknown("respond_to?");
  return bool(reader.dialect === "postgresql");
}

/** Columns that old versions of devise put into a new table by one word each. */
const DEVISE =
  /^(?:database_authenticatable|token_authenticatable|recoverable|rememberable|trackable|confirmable|lockable|encryptable|invitable|omniauthable|validatable|timeoutable|registerable)$/u;
