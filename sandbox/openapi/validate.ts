/** Holds requests and replies to the slice of GitHub's description. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

import type { Route } from "./operations.ts";

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Record<string, unknown>;
}

interface Described {
  parameters: Parameter[];
  body?: Record<string, unknown>;
  bodyRequired?: boolean;
  /** By status; null: there is no body. */
  replies: Record<string, Record<string, unknown> | null>;
}

interface Slice {
  operations: Record<Route, Described>;
  schemas: Record<string, unknown>;
}

interface Checks {
  path: ValidateFunction;
  query: ValidateFunction;
  body: ValidateFunction | null;
  bodyRequired: boolean;
}

const slice = JSON.parse(readFileSync(join(import.meta.dirname, "slice.json"), "utf8")) as Slice;
const ajv = new Ajv2020({ strict: false, allErrors: false, coerceTypes: false });
formats.default(ajv);
ajv.addSchema({ $id: "slice", schemas: slice.schemas });
/** Parameters arrive as text. */
const coercing = new Ajv2020({ strict: false, coerceTypes: true });
formats.default(coercing);

const requests = new Map<Route, Checks>();
const replies = new Map<string, ValidateFunction | null>();

/** What is wrong with a request, in words; null: nothing. Unknown names are wrong as well, where GitHub would pass over them. */
export function wrongInRequest(
  route: Route,
  request: { params: Record<string, string>; query: Record<string, string>; body: unknown },
): string | null {
  const checks = checksOf(route);
  const params = words(checks.path, { ...request.params }) ?? words(checks.query, { ...request.query });
  if (params !== null) return params;
  if (request.body === undefined) return checks.bodyRequired ? "a body is missing" : null;
  return checks.body === null ? "there must be no body" : words(checks.body, request.body);
}

/** What is wrong with a reply; null: nothing. */
export function wrongInReply(route: Route, status: number, body: unknown): string | null {
  const key = `${status} ${route}`;
  let check = replies.get(key);
  if (check === undefined) {
    const described = slice.operations[route].replies;
    if (!(status in described)) return `${status} is not described`;
    const schema = described[status] ?? null;
    check = schema === null ? null : ajv.compile(inSlice(schema));
    replies.set(key, check);
  }
  if (check === null) return body === undefined ? null : "there must be no body";
  return words(check, body);
}

function checksOf(route: Route): Checks {
  const known = requests.get(route);
  if (known !== undefined) return known;
  const { parameters, body, bodyRequired } = slice.operations[route];
  const checks = {
    path: coercing.compile(objectOf(parameters.filter((parameter) => parameter.in === "path"))),
    query: coercing.compile(objectOf(parameters.filter((parameter) => parameter.in === "query"))),
    body: body === undefined ? null : ajv.compile(inSlice(closed(body) as Record<string, unknown>)),
    bodyRequired: bodyRequired === true,
  };
  requests.set(route, checks);
  return checks;
}

function objectOf(parameters: readonly Parameter[]): Record<string, unknown> {
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** The schema with no object in it that takes names which are not described. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  const open = "type" in inner && "properties" in inner && !("additionalProperties" in inner);
  return open ? { ...inner, additionalProperties: false } : inner;
}

/** References of the slice, as seen from a schema outside it. */
function inSlice(schema: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"slice#/')) as Record<
    string,
    unknown
  >;
}

function words(check: ValidateFunction, value: unknown): string | null {
  if (check(value)) return null;
  const [error] = check.errors ?? [];
  const detail = Object.values(error?.params ?? {}).join(", ");
  return `${error?.instancePath ?? ""} ${error?.message ?? ""} (${detail})`.trim();
}
