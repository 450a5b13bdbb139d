/** Writes docs/json.md from the contract's zod schemas: `node scripts/json-page.ts`. */

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { z } from "zod";

import * as contract from "../src/contract.ts";
import type { Kind } from "../src/core/operation.ts";

interface Schema {
  type?: string | string[];
  description?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
}

const named = [
  "Operation",
  "Impact",
  "Variable",
  "Usage",
  "Place",
  "Unread",
  "Problem",
  "Note",
  "Exception",
  "ChangeRecord",
  "RecordedException",
  "RecordedWaiver",
  "AuditTrouble",
  "TreeException",
] as const;
const page = new URL("../docs/json.md", import.meta.url);

/** The text of the page. */
export function jsonPage(): string {
  const parts = [
    "# The machine-readable contract",
    "",
    'Made from the schemas that the package exports (`import { CheckReport } from "lockstep"`) by `node scripts/json-page.ts`.',
    "Field names do not change within a version. Kinds may be added: read one that you do not know as `unknown_statement`.",
    "",
    ...section("`lockstep operations --format json`", contract.OperationsReport),
    ...section("`lockstep check --format json`", contract.CheckReport),
    ...section("`lockstep exceptions --format json`", contract.ExceptionsReport),
    ...section("`lockstep audit --format json`", contract.AuditReport),
  ];
  for (const name of named) parts.push(...section(name, contract[name]));
  parts.push("## Operation.details, by kind", "", "| kind | details |", "|---|---|");
  for (const kind of Object.keys(contract.detailsByKind) as Kind[]) {
    const fields = Object.entries(schemaOf(contract.detailsByKind[kind]).properties ?? {});
    const words = fields.map(([name, field]) => `\`${name}\`: ${typeText(field)}`).join("; ");
    parts.push(`| \`${kind}\` | ${words || "nothing"} |`);
  }
  return `${parts.join("\n")}\n`;
}

function section(title: string, schema: z.ZodType): string[] {
  const { properties = {}, description } = schemaOf(schema);
  const rows = Object.entries(properties).map(
    ([name, field]) =>
      `| \`${name}\` | ${typeText(field)} | ${nameOf(field) === null ? (field.description ?? "").replaceAll("|", "\\|") : ""} |`,
  );
  const intro = description === undefined ? [] : [`${capital(description)}.`, ""];
  return [`## ${title}`, "", ...intro, "| field | type | |", "|---|---|---|", ...rows, ""];
}

function schemaOf(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
}

const texts = new Map(named.map((name) => [JSON.stringify(bare(schemaOf(contract[name]))), name]));

/** A schema without what only its root has. */
function bare(schema: Schema): unknown {
  return Object.entries(schema)
    .filter(([key]) => key !== "$schema" && key !== "description")
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function nameOf(schema: Schema): string | null {
  return texts.get(JSON.stringify(bare(schema))) ?? null;
}

function typeText(schema: Schema): string {
  const name = nameOf(schema);
  if (name !== null) return `[${name}](#${name.toLowerCase()})`;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(" or ");
  if (schema.type === "array") return `list of ${typeText(schema.items ?? {})}`;
  if (schema.properties !== undefined) {
    const fields = Object.entries(schema.properties).map(([key, field]) => `\`${key}\`: ${typeText(field)}`);
    return fields.length === 0 ? "empty" : `{ ${fields.join("; ")} }`;
  }
  return [schema.type ?? "anything"].flat().join(" or ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const text = jsonPage();
  if (text !== readFileSync(page, { encoding: "utf8", flag: "a+" })) writeFileSync(page, text);
}
