/** What is wrong with a policy file, in words for people, each with its place. */

import type { z } from "zod";

import { meant } from "./policy-guesses.ts";
import { nearest } from "../nearest.ts";
import type { Finding } from "../problem.ts";
import { placeAt } from "../yaml/settings.ts";
import type { SettingPlaces } from "../yaml/settings.ts";

interface Source {
  path: string;
  value: unknown;
  places: SettingPlaces;
  schema: z.ZodType;
}

/** One finding per thing. The places are those of the key for unknown keys, else of the value. */
export function findingsOf(error: z.ZodError, source: Source): Finding[] {
  const findings = error.issues.map(flatten).flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") {
      const place = placeAt(source.places, issue.path).place;
      return [finding(source, place, pathText(issue.path), wrongValue(issue, source))];
    }
    return issue.keys.map((key) => {
      const at = placeAt(source.places, [...issue.path, key]);
      const path = pathText([...issue.path, key]);
      return finding(source, at.key ?? at.place, path, unknownKey(key, issue, source));
    });
  });
  const [first, ...others] = findings;
  if (first === undefined) return [];
  const message = `${first.message} Until this is mended, the policy counts as \`mode: enforce\`.`;
  return [{ ...first, message }, ...others];
}

function finding({ path }: Source, place: Finding["place"], subject: string, message: string): Finding {
  return {
    rule: "policy-is-sound",
    severity: "error",
    subject: `${path} ${subject} ${message}`,
    message,
    place,
  };
}

type Issue = z.core.$ZodIssue;

/** Where one text or a list of texts may stand, the issue is that of the form that was meant. */
function flatten(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.flat().map((one) => flatten({ ...one, path: [...issue.path, ...one.path] }));
  const either = inner.every((one) => one.code === "invalid_type" && one.path.length === issue.path.length);
  const [first] = inner;
  if (either && inner.length > 1 && first?.code === "invalid_type" && first.expected === "string") {
    return { ...first, expected: "texts" as typeof first.expected };
  }
  const [best] = inner.toSorted((a, b) => b.path.length - a.path.length || weight(a) - weight(b));
  return best ?? issue;
}

/** A wrong word says more than a wrong type. */
function weight(issue: Issue): number {
  return issue.code === "invalid_type" ? 1 : 0;
}

function unknownKey(key: string, issue: Issue, { schema }: Source): string {
  const at = issue.path.length === 0 ? "" : ` under \`${pathText(issue.path)}\``;
  const known = keysAt(schema, issue.path);
  const what = `no setting${at}`;
  const guess = nearest(key, known);
  const home = homes(schema, "").find((one) => one.key === key);
  if (home !== undefined) {
    const place = home.path === "" ? "at the top" : `under \`${home.path}\``;
    const or = guess === null ? "." : `, or did you mean \`${guess}\`?`;
    return `\`${key}\` is ${what}. It belongs ${place}${or}`;
  }
  if (guess !== null) return `\`${key}\` is ${what}. Did you mean \`${guess}\`?`;
  return `\`${key}\` is ${what}. Known: ${known.map((name) => `\`${name}\``).join(", ")}.`;
}

function wrongValue(issue: Issue, source: Source): string {
  const name = pathText(issue.path);
  const value = valueAt(source.value, issue.path);
  if (value === undefined) return `\`${name}\` is missing.`;
  if (issue.code === "custom") return `\`${name}\`: ${issue.message}`;
  if (issue.code === "invalid_value") {
    const known = issue.values.map(String);
    const guess = isScalar(value) ? meant(value, known) : null;
    if (guess !== null) return `\`${name}\` cannot be \`${String(value)}\`. Did you mean \`${guess}\`?`;
    if (known.length > 16) {
      return `\`${name}\` cannot be ${shown(value)}. It is one of ${known.length} names, such as \`${known[0]}\`: docs/policy.schema.json has all.`;
    }
    return `\`${name}\` cannot be ${shown(value)}. It is one of ${known.map((one) => `\`${one}\``).join(", ")}.`;
  }
  if (issue.code === "invalid_type") {
    const wanted = nouns[issue.expected] ?? issue.expected;
    const must = `${name === "" ? "the policy" : `\`${name}\``} must be ${wanted}, not ${shown(value)}.`;
    return `${must}${howTo(issue, value, source.schema)}`;
  }
  return `\`${name}\` must not be empty.`;
}

/** What to write instead, where that can be told. */
function howTo(issue: Issue & { code: "invalid_type" }, value: unknown, schema: z.ZodType): string {
  if (issue.expected === "array" && typeof value === "object") return " Put `- ` before each entry.";
  if (issue.expected !== "object" || issue.path.length === 0) return "";
  if (Array.isArray(value)) return " Take the `- ` away.";
  const known = keysAt(schema, issue.path).map((key) => `\`${key}:\``);
  return known.length === 0 || known.length > 8 ? "" : ` Below it stand ${known.join(", ")}.`;
}

function isScalar(value: unknown): boolean {
  return value !== null && typeof value !== "object";
}

const nouns: Readonly<Record<string, string>> = {
  string: "text",
  texts: "text or a list of texts",
  array: "a list",
  object: "a mapping of settings",
  record: "a mapping of names",
  boolean: "`true` or `false`",
};

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a mapping";
  return `\`${String(value).slice(0, 60)}\``;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const step of path) at = typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined;
  return at;
}

/** `databases[0].engines`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at = schema;
  for (const step of path) at = inner(at, step) ?? at;
  return Object.keys(shapeOf(at) ?? {});
}

/** Every key of the schema with the path of the mapping that holds it. */
function homes(schema: z.ZodType, path: string): { key: string; path: string }[] {
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([key, value]) => {
    const item = unwrapped(value).def as { type: string; element?: z.ZodType };
    const below = path === "" ? key : `${path}.${key}`;
    const deeper =
      item.type === "array" && item.element !== undefined
        ? homes(item.element, `${below}[]`)
        : homes(value, below);
    return [{ key, path }, ...deeper];
  });
}

function inner(schema: z.ZodType, step: PropertyKey): z.ZodType | undefined {
  if (typeof step === "number") return (unwrapped(schema).def as { element?: z.ZodType }).element;
  return shapeOf(schema)?.[String(step)];
}

function shapeOf(schema: z.ZodType): Record<string, z.ZodType> | undefined {
  return (unwrapped(schema).def as { shape?: Record<string, z.ZodType> }).shape;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const { innerType } = schema.def as { innerType?: z.ZodType };
  return innerType === undefined ? schema : unwrapped(innerType);
}
