/** Calls of what neither the migration nor Laravel's schema defines: harmless, a model's, or code that runs. */

import { callValue } from "../../reading/php/calls.ts";
import { derives } from "../../reading/source/classes.ts";
import type { ForeignCall } from "../../reading/source/interpreter.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import type { TableName } from "../../../operation.ts";
import { text, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { doesSomething, isOutermost, isStatement } from "./doing.ts";
import { baseName } from "./inflection.ts";
import type { Migration } from "./migration.ts";
import { hosted } from "./values.ts";

/** Namespaces and classes that change nothing in the database. */
const HARMLESS_CLASS =
  /^(?:Carbon\\.*|Illuminate\\Support\\(?:Carbon|Str|Arr|Collection|Fluent|Facades\\(?:Artisan|Log|File|Storage|App|Config|Hash|Crypt|Lang|Cache|Date|Event|URL|Http|Auth|Route|View|Validator|Request|Session|Cookie|Queue|Bus|Mail|Notification|Password|RateLimiter|Redis))|Illuminate\\(?:Database\\(?:Migrations\\Migration|Query\\Expression|Schema\\\w+)|Filesystem\\.*|Console\\.*|Contracts\\.*|Foundation\\Application)|Symfony\\.*|Ramsey\\.*|Doctrine\\DBAL\\.*|Ds\\.*|Psr\\.*|DateTime\w*|DateInterval|Closure|Exception|\w*Exception|\w*Error|Throwable|stdClass|ArrayObject|ArrayIterator|SplFileObject|PDO|Artisan|Log|Carbon|Str|Arr|Hash|Storage|File|Cache|Config|Faker\\.*|Reflection\w*|\w*\\(?:Exceptions|Enums?)\\.*|.*\\Enums?\\.*|.*\\Exceptions?\\.*)$/u;

/** Methods that talk, look or forget what was looked up. */
const HARMLESS_METHOD =
  /^(?:get\w*|is[A-Z]\w*|has[A-Z]\w*|to[A-Z]\w*|info|warn|warning|line|error|alert|comment|question|output\w*|write|writeln|log|debug|notice|newLine|format\w*|advance|start|finish|progress\w*|forget\w*|flush\w*|clear\w*|register\w*|now|parse|(?:add|sub)(?:Day|Week|Month|Year|Hour|Minute|Second)s?|startOf\w*|endOf\w*|make|store|driver|disk|channel|fake)$/u;

/** Methods of collections and queries: what they do is what they are given. */
const GOES_THROUGH =
  /^(?:each\w*|map\w*|filter|reject|chunk\w*|tap|when|unless|transform|pipe|reduce|sort\w*|first|contains|every|some|where\w*)$/iu;

/** The value of such a call. What may change something is reported. */
export function foreignCall(migration: Migration, call: ForeignCall): Value {
  const { run, reader } = migration;
  const { receiver, name, args, node } = call;
  const handed = handsOver(args);
  if (handed !== null) {
    reader.vague(run, node, `${shown(call)} is given the table ${handed}, so what it changes is not known`);
    return unknown(shown(call));
  }
  const given = runFunctions(migration, args, node);
  const alone = isStatement(run.statement, node);
  if (name === "getTablePrefix") return text("");
  if (isHarmless(call, alone) || (given && receiver !== null && GOES_THROUGH.test(name)))
    return unknown(shown(call));
  // A class that is all in this file, and has no such method.
  const own = receiver?.kind === "class" || receiver?.kind === "instance";
  if (own && !inheritsElsewhere(receiver)) return unknown(shown(call));
  if (!alone && !doesSomething(name)) return unknown(shown(call));
  // Of a chain on what is not known the whole is said, not each link.
  const chained = receiver !== null && !own && !isOutermost(run.statement, node);
  if (chained && !doesSomething(name)) return unknown(shown(call));
  // What is asked of a value that is not known, such as `$row->convertedName()`, is an answer.
  if (!alone && receiver !== null && !own) return unknown(shown(call));
  reader.code(run, node, shown(call), tablesIn(args));
  return unknown(shown(call));
}

/** `SomeClass::method`, `helper`. */
function shown({ path, receiver, name }: ForeignCall): string {
  if (path === null) return receiver?.kind === "unknown" ? `${receiver.source}->${name}` : name;
  const dot = path.lastIndexOf(".");
  if (dot === -1) return path;
  const short = baseName(path.slice(0, dot));
  return name === "new" ? `new ${short}` : `${short}::${name}`;
}

function isHarmless({ path, receiver, name }: ForeignCall, alone: boolean): boolean {
  if (receiver !== null)
    return HARMLESS_METHOD.test(name) || (!alone && /^(?:find|new|add|sub|diff|trans)/u.test(name));
  if (path === null) return false;
  const dot = path.lastIndexOf(".");
  if (dot === -1) return false;
  return HARMLESS_CLASS.test(path.slice(0, dot)) || name === "new";
}

function inheritsElsewhere(receiver: Value): boolean {
  const of = receiver.kind === "instance" ? receiver.class : receiver;
  return derives(of, /^(?!.*\\Migration$|Migration$|Migration\\)/u);
}

/** The table of a blueprint among the arguments, null where there is none. */
function handsOver(args: Arguments): string | null {
  for (const value of [...args.positional, ...args.keywords.values()]) {
    const known = hosted(value);
    if (known?.host === "blueprint" || known?.host === "fluent") return known.blueprint.table;
  }
  return null;
}

/** Functions that are handed over can be called there. */
function runFunctions(migration: Migration, args: Arguments, node: Syntax): boolean {
  const { run } = migration;
  for (const value of args.positional) {
    if (value.kind !== "function") continue;
    run.conditional += 1;
    callValue(run, value, { positional: [], keywords: new Map(), open: true }, node, run.globals);
    run.conditional -= 1;
  }
  return args.positional.some(({ kind }) => kind === "function");
}

function tablesIn(args: Arguments): TableName[] {
  return args.positional.flatMap((value) => {
    const known = hosted(value);
    return known?.host === "query" || known?.host === "row"
      ? "query" in known
        ? (known.query.table ?? [])
        : (known.table ?? [])
      : [];
  });
}
