/** The value that Django gives to the rows that are there when it adds a column or makes one mandatory. */

import { plain } from "../../reading/source/text.ts";
import type { Value } from "../../reading/source/value.ts";
import type { FieldDefault, FieldState } from "./field-state.ts";
import { spell } from "./spell.ts";
import { lastName, made, type Given } from "./values.ts";

/** Fields whose empty value is a text: only for them does `blank` give one. */
const TEXTS = new Set([
  "CharField",
  "TextField",
  "SlugField",
  "FileField",
  "FilePathField",
  "BinaryField",
  "CITextField",
  "StreamField",
]);
/** A class of another module that may be left blank is taken for a text: else no row that is there could get a value. */
function isText({ internal }: FieldState): boolean {
  return internal === null || TEXTS.has(internal);
}

const TIMES = new Set(["DateField", "DateTimeField", "TimeField"]);

export function defaultOf(field: FieldState, given: Given, blank: boolean): FieldDefault {
  if (field.dbDefault !== null || field.generated !== null) return { kind: "none" };
  const value = given.get("default");
  if (value !== undefined && !spell(value).endsWith("NOT_PROVIDED")) {
    if (value.kind === "none") return { kind: "none" };
    return {
      kind: "set",
      value: constantOf(value),
      given: true,
      spelling: spell(value),
      constant: isConstant(value),
    };
  }
  if (field.null === false && blank && isText(field))
    return { kind: "set", value: "", given: false, spelling: '""', constant: true };
  const auto = ["auto_now", "auto_now_add"].some((name) => {
    const flag = given.get(name);
    return flag?.kind === "bool" && flag.value;
  });
  if (auto && field.internal !== null && TIMES.has(field.internal))
    return { kind: "set", value: NOW[field.internal] ?? "", given: false, spelling: "now", constant: false };
  return { kind: "none" };
}

/** Functions that give the same each time; what another one gives is not known. */
const EMPTY = /(?:^|\.)(?:list|dict|set|tuple|str|int|bool|float)$/u;

function isConstant(value: Value): boolean {
  if (value.kind === "symbol") return EMPTY.test(value.path);
  return value.kind !== "function" && value.kind !== "unknown" && value.kind !== "partial";
}

/** What a clock says when the migration runs is not known, but that it is a constant is. */
const NOW: Readonly<Record<string, string>> = {
  DateField: "2000-01-01",
  DateTimeField: "2000-01-01 00:00:00+00",
  TimeField: "00:00:00",
};

/** The value as a constant: what a function returns is computed once, before the statement is sent. */
function constantOf(value: Value): string | number | boolean {
  switch (value.kind) {
    case "number":
    case "bool":
      return value.value;
    case "text":
      return plain(value.pieces) ?? spell(value);
    case "host": {
      const known = made(value);
      const [first] = known?.args.positional ?? [];
      if (known !== null && lastName(known.path) === "Decimal" && first !== undefined)
        return constantOf(first);
      return spell(value);
    }
    default:
      return spell(value);
  }
}
