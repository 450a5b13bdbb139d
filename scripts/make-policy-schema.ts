/** Writes docs/policy.schema.json and docs/policy.md from the schema of the policy: `node scripts/make-policy-schema.ts`. */

import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { z } from "zod";

import { PolicyFile } from "../src/core/judge/policy-schema.ts";

interface Schema {
  description?: string;
  type?: string;
  enum?: string[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

/** The JSON Schema for editors. */
export function policySchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(PolicyFile, { io: "input" });
  const head = {
    $schema,
    title: "The policy of Lockstep",
    description: "`.github/lockstep.yml` of a repository, or of an organisation's `.github` repository.",
  };
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`;
}

/** The page that names every key. */
export function policyPage(): string {
  const schema = JSON.parse(policySchema()) as Schema;
  return `${[
    "# The policy",
    "",
    "`.github/lockstep.yml` on the base branch says what a repository asks for. It lies over the same file of the organisation's `.github` repository, and that over the defaults: what a file does not say, the layer below says. The pull request's own version never counts.",
    "",
    "```yaml",
    "mode: warn",
    "databases:",
    "  - name: main",
    '    engines: ["postgresql >= 14"]',
    "    small_tables: [region, settings]",
    "rules:",
    "  expand-is-additive: warning",
    "commands:",
    "  who:",
    "    - { kinds: [drop_table, drop_column], teams: [dba], users: [grace] }",
    "  emergency: [on-call]",
    "```",
    "",
    "Unknown keys and wrong values are refused with their place; until that is mended, the file counts as `mode: enforce`. Where a list is asked for, a single text will do. Editors complete the file with `# yaml-language-server: $schema=policy.schema.json` as its first line.",
    "",
    "Made from the schema by `node scripts/make-policy-schema.ts`.",
    "",
    "| key | value | what it does |",
    "|---|---|---|",
    ...rows(schema, ""),
  ].join("\n")}\n`;
}

function rows(schema: Schema, path: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const name = `${path}${key}`;
    const list = value.items?.properties === undefined ? null : value.items;
    const own = `| \`${name}\` | ${valueText(value)} | ${(value.description ?? "").replaceAll("|", "\\|")} |`;
    return [own, ...rows(list ?? value, list === null ? `${name}.` : `${name}[].`)];
  });
}

function valueText(schema: Schema): string {
  if (schema.enum !== undefined) {
    return schema.enum.length > 20
      ? "a kind of operation"
      : schema.enum.map((one) => `\`${one}\``).join(", ");
  }
  // One of a thing or a list of it: the list says it.
  const list = schema.anyOf?.find(({ type }) => type === "array");
  if (list !== undefined) return valueText(list);
  if (schema.type === "array") return `list of ${plural(valueText(schema.items ?? {}))}`;
  return schema.properties === undefined ? "text" : "mapping";
}

function plural(text: string): string {
  if (text.endsWith("`")) return text;
  return text === "a kind of operation" ? "kinds of operations" : `${text}s`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(new URL("../docs/policy.schema.json", import.meta.url), policySchema());
  writeFileSync(new URL("../docs/policy.md", import.meta.url), policyPage());
}
