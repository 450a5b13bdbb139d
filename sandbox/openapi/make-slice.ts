/** Cuts the operations that the sandbox has out of GitHub's description of its API (`api.github.com.json` of `@octokit/openapi`):
 * `node sandbox/openapi/make-slice.ts PATH`. What is left is JSON Schema without a word for people. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { operations } from "./operations.ts";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type JsonObject = { [name: string]: Json };

const forPeople = new Set([
  "description",
  "summary",
  "example",
  "examples",
  "title",
  "tags",
  "externalDocs",
  "deprecated",
]);

/** Replies that are described by a schema of their own where a named one says it right: an account is a user or an enterprise, never both. */
const replyOf: { [operation: string]: Json } = {
  "GET /app/installations": { type: "array", items: { $ref: "#/components/schemas/installation" } },
};

/** Where the description is narrower than what GitHub answers. */
const amendments: [schema: string, amend: (schema: JsonObject) => void][] = [
  // The head's repository and its owner are null when the fork was deleted.
  ["pull-request", forkMayBeGone],
  ["pull-request-simple", forkMayBeGone],
];

function forkMayBeGone(schema: JsonObject): void {
  const side = at(schema, "properties", "head", "properties");
  for (const name of ["repo", "user"]) side[name] = { anyOf: [side[name] as Json, { type: "null" }] };
}

function main(path: string): void {
  const whole = JSON.parse(readFileSync(path, "utf8")) as JsonObject;
  const schemas: JsonObject = {};
  const slice: JsonObject = {};
  const resolve = (value: Json): JsonObject => {
    const reference = (value as JsonObject)["$ref"];
    if (typeof reference !== "string") return value as JsonObject;
    return at(whole, ...reference.slice(2).split("/"));
  };
  const take = (value: Json): Json =>
    convert(value, (reference) => {
      const name = reference.slice("#/components/schemas/".length);
      if (schemas[name] !== undefined) return;
      schemas[name] = {};
      const taken = take(at(whole, "components", "schemas", name)) as JsonObject;
      for (const [schema, amend] of amendments) if (schema === name) amend(taken);
      schemas[name] = taken;
    });
  for (const operation of operations) {
    const [method = "", route = ""] = operation.split(" ");
    const found = at(whole, "paths", route, method.toLowerCase());
    const parameters = ((found["parameters"] ?? []) as Json[]).map(resolve);
    const body = resolve(found["requestBody"] ?? {});
    slice[operation] = {
      parameters: parameters.map((parameter) => ({
        name: parameter["name"] ?? "",
        in: parameter["in"] ?? "",
        required: parameter["required"] ?? false,
        schema: take(parameter["schema"] ?? {}),
      })),
      ...(found["requestBody"] === undefined
        ? {}
        : { body: take(jsonSchema(body)), bodyRequired: body["required"] ?? false }),
      replies: Object.fromEntries(
        Object.entries(found["responses"] as JsonObject)
          .filter(([status]) => status.startsWith("2"))
          .map(([status, reply]): [string, Json] => [
            status,
            take(replyOf[operation] ?? jsonSchema(resolve(reply))),
          ]),
      ),
    };
  }
  const version = at(whole, "info")["version"] ?? "";
  const target = join(import.meta.dirname, "slice.json");
  writeFileSync(target, `${JSON.stringify({ version, operations: slice, schemas })}\n`);
}

/** The schema of a JSON body; null: there is no body. */
function jsonSchema(described: JsonObject): Json {
  const content = described["content"];
  if (content === undefined) return null;
  return at(content as JsonObject, "application/json")["schema"] ?? null;
}

/** OpenAPI 3.0 to JSON Schema: what is nullable may be null. */
function convert(value: Json, refer: (reference: string) => void, isNames = false): Json {
  if (Array.isArray(value)) return value.map((item) => convert(item, refer));
  if (value === null || typeof value !== "object") return value;
  const converted: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    if (!isNames && (forPeople.has(name) || name === "nullable" || name.startsWith("x-"))) continue;
    if (name === "$ref" && typeof inner === "string") {
      refer(inner);
      converted["$ref"] = inner.replace("#/components/schemas/", "#/schemas/");
      continue;
    }
    converted[name] = convert(inner, refer, !isNames && name === "properties");
  }
  if (isNames || value["nullable"] !== true) return converted;
  if (typeof converted["type"] !== "string") return { anyOf: [converted, { type: "null" }] };
  const values = converted["enum"];
  return {
    ...converted,
    type: [converted["type"], "null"],
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  };
}

function at(value: JsonObject, ...names: string[]): JsonObject {
  let found: Json = value;
  for (const name of names) found = (found as JsonObject)[name] ?? null;
  if (found === null || typeof found !== "object" || Array.isArray(found)) {
    throw new Error(`The description has no ${names.join(" ")}.`);
  }
  return found;
}

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("Name the file of the description.");
main(path);
