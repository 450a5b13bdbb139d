/** `Str::`, `Arr::` and the helpers that Laravel defines everywhere. */

import { entriesOf } from "../../reading/php/arrays.ts";
import { callBuiltin } from "../../reading/php/builtins.ts";
import { callValue } from "../../reading/php/calls.ts";
import { isTrue } from "../../reading/php/spell.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { NONE, stringOf, text, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { collect } from "./collections.ts";
import { driverName } from "./connection.ts";
import { nameOf } from "./given.ts";
import { baseName, plural, snake, studly } from "./inflection.ts";
import type { Migration } from "./migration.ts";
import { configValue } from "./project.ts";
import { host } from "./values.ts";

const STRINGS: Record<string, (word: string) => string> = {
  snake,
  studly,
  plural,
  lower: (word) => word.toLowerCase(),
  upper: (word) => word.toUpperCase(),
  ucfirst: (word) => word.charAt(0).toUpperCase() + word.slice(1),
  camel: (word) => studly(word).charAt(0).toLowerCase() + studly(word).slice(1),
  kebab: (word) => snake(word).replaceAll("_", "-"),
};

/** `Str::snake('x')`: what is random or not known here is not known. */
export function stringHelper(migration: Migration, name: string, args: Arguments, node: Syntax): Value {
  const known = nameOf(args.positional[0]);
  const change = Object.hasOwn(STRINGS, name) ? STRINGS[name] : undefined;
  if (change !== undefined && known !== null && args.positional.length === 1) return text(change(known));
  return unknown(textOf(migration.run.file, node));
}

/** Helpers whose answer is not known, or that only look. */
const HARMLESS =
  /^(?:now|today|app|resolve|config|env|trans|__|base_path|app_path|database_path|storage_path|public_path|resource_path|config_path|lang_path|class_basename|data_get|data_set|data_fill|optional|value|blank|filled|e|url|route|auth|request|session|cache|logger|info|report|abort|abort_if|abort_unless|throw_if|throw_unless|rescue|retry|dd|dump|ddd|fake|faker|factory|str|collect|tap|with|transform|head|last|array_get|array_only|array_except|array_has|str_random|str_slug|snake_case|studly_case|camel_case|str_plural|str_singular|starts_with|ends_with|encrypt|decrypt|bcrypt|old|view|response|redirect|validator|csrf_token|literal|once|when|laravel_cloud|fopen|defer)$/u;

/** A helper by its name; null: it is none. */
export function helper(migration: Migration, name: string, args: Arguments, node: Syntax): Value | null {
  const { run, project } = migration;
  const [first, second] = args.positional;
  const source = (): Value => unknown(textOf(run.file, node));
  switch (name) {
    case "config": {
      const key = nameOf(first);
      if (key === null) return source();
      if (key === "database.default" || /^database\.connections\.[^.]*\.driver$/u.test(key))
        return driverName(migration);
      const value = configValue(project, run.file.path, key);
      return value ?? (second === undefined || key.includes("table") === false ? source() : second);
    }
    case "env":
      return nameOf(first) === "DB_CONNECTION" ? driverName(migration) : source();
    case "collect":
      return collect(first);
    case "tap":
    case "with":
      if (first !== undefined && second !== undefined) callback(migration, second, first, node);
      return first ?? NONE;
    case "value":
    case "optional":
      return first ?? NONE;
    case "class_basename":
      return text(baseName(nameOf(first) ?? ""));
    case "app":
    case "resolve":
      return appOf(nameOf(first)) ?? source();
    case "retry":
    case "rescue":
    case "once":
    case "when": {
      const fn = args.positional.find((value) => value.kind === "function");
      return fn === undefined ? source() : callback(migration, fn, NONE, node);
    }
    case "throw_if":
    case "abort_if":
      return source();
    case "array_get":
    case "data_get":
    case "head":
    case "last":
      return source();
    default:
      return HARMLESS.test(name) ? source() : null;
  }
}

/** `app('db')`, `app('config')`. */
function appOf(name: string | null): Value | null {
  if (name === "db" || name === "db.connection") return host({ host: "connection", connection: null });
  if (name === "cache" || name === "config" || name === "log" || name === "files" || name === "events")
    return host({ host: "harmless" });
  if (name === "db.schema") return host({ host: "schema", connection: null });
  return null;
}

function callback({ run }: Migration, fn: Value, value: Value, node: Syntax): Value {
  return callValue(run, fn, { positional: [value], keywords: new Map(), open: false }, node, run.globals);
}

/** `Arr::name(...)`. */
export function arrayHelper(migration: Migration, name: string, args: Arguments, node: Syntax): Value {
  const { run } = migration;
  const [array, second, third] = args.positional;
  const known = array === undefined ? null : entriesOf(run, array);
  const source = unknown(textOf(run.file, node));
  if (name === "wrap") {
    if (array === undefined || array.kind === "none")
      return { kind: "list", type: "list", items: [], open: false };
    return known === null
      ? { kind: "list", type: "list", items: [array], open: array.kind === "unknown" }
      : array;
  }
  if (known === null) return source;
  if (name === "get" || name === "first" || name === "last") {
    const key = stringOf(second);
    const found = known.entries.find((entry) => stringOf(entry.key) === key && key !== null);
    return name === "get" ? (found?.value ?? (known.open ? source : (third ?? NONE))) : source;
  }
  if (name === "where" && second !== undefined) {
    const kept = known.entries.filter(
      ({ value }) => isTrue(callback(migration, second, value, node)) !== false,
    );
    return { kind: "list", type: "list", items: kept.map(({ value }) => value), open: true };
  }
  const builtin: Record<string, string> = {
    flatten: "array_values",
    map: "array_map",
    pluck: "array_column",
  };
  const own = builtin[name];
  return own === undefined ? source : (callBuiltin(run, own, args, node) ?? source);
}
