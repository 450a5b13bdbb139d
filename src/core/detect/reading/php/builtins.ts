/** The functions of PHP itself that shape the arguments of migrations. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Syntax } from "../source/syntax.ts";
import { hole, literal, moved, plain, type Piece } from "../source/text.ts";
import { bool, number, stringOf, type Arguments, type Value } from "../source/value.ts";
import { arrayFunctions } from "./array-functions.ts";
import type { Builtin } from "./builtin.ts";
import { callValue } from "./calls.ts";
import { keyOfName } from "./names.ts";
import { asText, isTrue, sourceOf } from "./spell.ts";
import { textFunctions } from "./text-functions.ts";

const kindTest =
  (...kinds: Value["kind"][]): Builtin =>
  (_run, { positional: [value] }) =>
    value === undefined || ["unknown", "choice", "symbol", "host"].includes(value.kind)
      ? undefined
      : bool(kinds.includes(value.kind));

const FUNCTIONS: Record<string, Builtin> = {
  ...arrayFunctions,
  ...textFunctions,
  sprintf: (_run, args) => formatted(args.positional),
  vsprintf: (run, { positional: [format, values] }) =>
    format === undefined || values === undefined
      ? undefined
      : formatted([format, ...run.iterate(values).items]),
  is_array: kindTest("list", "dict"),
  is_string: kindTest("text"),
  is_int: kindTest("number"),
  is_integer: kindTest("number"),
  is_bool: kindTest("bool"),
  is_null: kindTest("none"),
  is_callable: kindTest("function"),
  strval: (_run, { positional: [value] }) => {
    const pieces = value === undefined ? null : asText(value);
    return pieces === null ? undefined : { kind: "text", pieces, node: null };
  },
  intval: (_run, { positional: [value] }) => {
    if (value?.kind === "number") return number(Math.trunc(value.value));
    const digits = /^\s*-?\d+/u.exec(stringOf(value) ?? "")?.[0];
    return digits === undefined ? undefined : number(Number(digits));
  },
  boolval: (_run, { positional: [value] }) => {
    const truth = value === undefined ? null : isTrue(value);
    return truth === null ? undefined : bool(truth);
  },
  call_user_func: (run, { positional: [callee, ...positional], ...args }, node) =>
    callee === undefined ? undefined : callValue(run, callee, { ...args, positional }, node, run.globals),
  call_user_func_array: (run, { positional: [callee, values] }, node) => {
    if (callee === undefined) return undefined;
    const { items, open } = values === undefined ? { items: [], open: true } : run.iterate(values);
    const positional =
      values?.kind === "dict" ? [...values.entries.values()].map(({ value }) => value) : items;
    return callValue(run, callee, { positional, keywords: new Map(), open }, node, run.globals);
  },
  iterator_to_array: (_run, { positional: [value] }) => value,
  constant: (run, { positional: [name] }) => run.globals.own(keyOfName.constant(stringOf(name) ?? "")),
  defined: (run, { positional: [name] }) =>
    run.globals.own(keyOfName.constant(stringOf(name) ?? "")) === undefined ? undefined : bool(true),
  function_exists: () => undefined,
  gettype: () => undefined,
};

/** Functions of PHP that only look at values or at the machine: their results are not known, and nothing happens. */
const HARMLESS =
  /^(?:str|substr|array|is|preg|json|mb|ctype|date|time|number|math|hash|base64|url|html|ob|php|var|get|file|dir|iconv|bin2|dec|hex|microtime|gmdate|checkdate|mktime|strtotime|random|rand|mt|uniq|crc32|md5|sha1|bcrypt|password|serialize|unserialize|print|printf|echo|error|ini|set_time|memory|gc|usleep|sleep|flush|log|floor|ceil|round|abs|min|max|pow|sqrt|count|sizeof|in_array|end|reset|current|key|next|prev|each|range|compact|extract|implode|explode|join|trim|ltrim|rtrim|chr|ord|nl2br|ucfirst|ucwords|lcfirst|wordwrap|chunk|similar|levenshtein|metaphone|soundex|addslashes|stripslashes|strip|quote|sort|ksort|asort|usort|uasort|uksort|rsort|arsort|krsort|natsort|shuffle|func|class|method|property|interface|trait|enum|spl|iterator|usleep|version|sys|getenv|putenv|fopen|fclose|fgets|fgetcsv|fread|feof|fputs|fwrite|fputcsv|rewind|realpath|basename|pathinfo|glob|scandir|opendir|readdir|mkdir|touch|unlink|copy|rename|sprintf|vsprintf|parse|settype|gettype|intval|floatval|strval|boolval|define|defined|constant|debug|assert|trigger|restore|ignore|register|array_walk|inet|ip2long|long2ip|gethost|checkdnsrr|filter|utf8|unpack|pack|clearstatcache|stream|readline|simplexml|dom|xml|gz|zip|openssl|ctype|bc|gmp|intdiv|fmod|hrtime|set_error_handler|exit|die)(?:_|$|\d|(?<=^(?:str|is|date|time|json|file|get|php|var|url|html|hash|mt|md5|sha1|sort))\w)/u;

/** Calls a function of PHP: `undefined` when its result is not known, null when it is none. */
export function callBuiltin(
  run: Interpreter,
  path: string,
  args: Arguments,
  node: Syntax,
): Value | null | undefined {
  const name = path.toLowerCase();
  if (name.includes("\\") || name.includes(".")) return null;
  const builtin = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (builtin !== undefined) return builtin(run, args, node);
  return HARMLESS.test(name) ? undefined : null;
}

/** `sprintf`: `%s`, `%d`, `%05d`, `%1$s`. */
function formatted([format, ...values]: readonly Value[]): Value | undefined {
  if (format?.kind !== "text") return undefined;
  let next = 0;
  const pieces = format.pieces.flatMap((piece) => {
    const made: Piece[] = [];
    let at = 0;
    for (const match of piece.text.matchAll(/%(?:(\d+)\$)?(0\d{1,3})?([sdufF%])/gu)) {
      const source = piece.source === null ? null : piece.source + at;
      made.push(...literal(piece.text.slice(at, match.index), source));
      at = match.index + match[0].length;
      if (match[3] === "%") made.push(...literal("%"));
      else made.push(...filledIn(values[match[1] === undefined ? next++ : Number(match[1]) - 1], match));
    }
    if (piece.hole !== null) return [piece];
    return [...made, ...literal(piece.text.slice(at), piece.source === null ? null : piece.source + at)];
  });
  return { kind: "text", pieces, node: null };
}

function filledIn(value: Value | undefined, [all, , zeros]: RegExpExecArray): Piece[] {
  if (value === undefined) return hole(all);
  const pieces = asText(value);
  if (pieces === null) return hole(sourceOf(value, all));
  const whole = plain(pieces);
  return zeros === undefined || whole === null ? moved(pieces) : literal(whole.padStart(Number(zeros), "0"));
}
