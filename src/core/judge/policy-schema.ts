/** The policy as people write it in YAML: every key with its meaning, and how a policy is made of its layers. */

import { z } from "zod";

import { registry as detectors } from "../detect/registry.ts";
import { kinds } from "../kinds.ts";
import type { Finding } from "../problem.ts";
import { commands } from "./policy-schema-commands.ts";
import { parseEngine } from "./engine-text.ts";
import type { Policy } from "./policy.ts";
import { mergeLayers } from "./policy-layers.ts";
import type { PolicyLayer } from "./policy-layers.ts";
import { asList, kindList, texts } from "./policy-schema-lists.ts";
import { findingsOf } from "./policy-schema-words.ts";
import { policyDigest } from "./policy-digest.ts";
import { readerRules } from "./reader-rules.ts";
import { registry as rules } from "./registry.ts";
import { unswitchable } from "./unswitchable.ts";
import { placeAt, readSettings } from "../yaml/settings.ts";

const banned = z.enum([...kinds, "seed_rows"]);
const bannedList = z.union([banned, z.array(banned)]).transform(asList);

const engine = z.string().transform((text, context) => {
  const read = parseEngine(text);
  if ("engine" in read) return read.engine;
  context.addIssue({ code: "custom", message: read.error });
  return z.NEVER;
});

const database = z.strictObject({
  name: z.string().min(1).describe("The name by which tables of results speak of it."),
  paths: texts
    .optional()
    .describe("Globs of its migrations. Without them it takes all that no other entry takes."),
  engines: z
    .union([engine, z.array(engine).min(1)])
    .transform(asList)
    .optional()
    .describe(
      "The engines and versions that it runs on: `postgresql >= 14`, `postgresql@16`, `postgresql 12 - 15`, `mysql >= 8.0`, `mariadb@10.11`, `sqlite >= 3.35`. The worst of them counts. Default: what paths, frameworks and the project's own files say, else `postgresql >= 14`.",
    ),
  notes: texts.optional().describe("Globs of the release notes that speak of it. Without them all do."),
  small_tables: texts
    .optional()
    .describe(
      "Globs of tables (`table` or `schema.table`) that stay small: work on them that grows with the data counts as brief.",
    ),
  topology: z
    .enum(["single", "replicas", "galera"])
    .optional()
    .describe(
      "What it runs on: `single` (one server), `replicas` (work that grows with the data demands a note, as replicas repeat it), or `galera` (MySQL and MariaDB: a schema change stops the writes of the whole cluster). Without it nothing of this is assumed.",
    ),
  transaction: z
    .enum(["file", "none", "all"])
    .optional()
    .describe(
      "How its migrations are wrapped: `file` (each in a transaction), `none`, or `all` (all pending ones in one). Default: the framework's own way.",
    ),
});

const labels = z.strictObject({
  schema_change: texts.optional().describe("More names for *Schema change*."),
  rationale: texts.optional().describe("More names for *Rationale*."),
  data_migration: texts.optional().describe("More names for *Data migration*."),
  downtime_variables: texts.optional().describe("More names for *Downtime variables*."),
  operator_notes: texts.optional().describe("More names for *Also for operators*."),
});

const demand = z.strictObject({
  kinds: kindList.optional().describe("Kinds of operations (`drop_column`). Without them: all."),
  tables: texts.optional().describe("Globs of tables, `table` or `schema.table`. Without them: all."),
  paths: texts.optional().describe("Globs of migration paths. Without them: all."),
  database: z.string().optional().describe("The name of a database. Without it: all."),
  demand: z
    .enum(["listed", "hint", "note", "note_and_exception"])
    .describe("What such an operation demands. The last entry that fits counts."),
});

/** The schema of one policy file. */
export const PolicyFile = z.strictObject({
  mode: z
    .enum(["off", "monitor", "warn", "enforce"])
    .optional()
    .describe(
      "`off`: nothing is read. `monitor`: the result is shown, nothing fails. `warn`: comments as well. `enforce`: errors fail the check. Default: `monitor`.",
    ),
  databases: z
    .array(database)
    .min(1)
    .optional()
    .describe("The databases whose migrations live here. One is implied."),
  migrations: z
    .array(
      z.strictObject({
        paths: texts.describe("Globs of the files."),
        framework: z
          .enum(detectors.map(({ name }) => name))
          .describe("The framework that reads them; `sql` for plain SQL files."),
      }),
    )
    .optional()
    .describe("Files that are migrations although their place does not say so."),
  ignore: texts.optional().describe("Globs of files that are never migrations."),
  notes: z
    .strictObject({
      directories: texts
        .optional()
        .describe(
          "The folders of release notes. Default: what reno's configuration says, else `releasenotes/notes`.",
        ),
      markup: z
        .enum(["rst", "markdown"])
        .optional()
        .describe("What the notes are written in. Default: `rst`."),
      labels: labels.optional().describe("More names for the five sections of a note."),
      demand: z
        .enum(["default", "any-change"])
        .optional()
        .describe(
          "`any-change`: every schema change needs a note, not only those that operators must plan for.",
        ),
    })
    .optional()
    .describe("Where release notes are, and how they are written."),
  exceptions: z
    .strictObject({
      file: z
        .string()
        .min(1)
        .optional()
        .describe("The file of exceptions. Default: `releasenotes/lockstep-exceptions.yaml`."),
      grant: z
        .enum(["review", "author"])
        .optional()
        .describe(
          "`review`: someone else than the author must grant an exception. `author`: proposing it is enough. Default: `review`.",
        ),
    })
    .optional()
    .describe("How operations that cannot run online are allowed."),
  demands: z
    .array(demand)
    .optional()
    .describe("More or less than the default demand, for what matches all that an entry names."),
  commands: commands
    .optional()
    .describe("Who may run the commands in comments, and whose approving reviews grant exceptions."),
  phases: z
    .strictObject({
      expand: texts.optional().describe("Globs of migrations that run while the old code runs."),
      data: texts.optional().describe("Globs of migrations that move data between the two."),
      contract: texts.optional().describe("Globs of migrations that run when the old code is gone."),
      banned: z
        .strictObject({
          expand: bannedList
            .optional()
            .describe(
              "Kinds that may not stand in the expand phase, and `seed_rows` for rows that the migration carries. Default: Keystone's list of what drops, renames or alters.",
            ),
          contract: bannedList
            .optional()
            .describe(
              "Kinds that may not stand in the contract phase, and `seed_rows` for rows that the migration carries. Default: Keystone's list of what adds.",
            ),
        })
        .optional()
        .describe("Operations that may not stand in their phase. Each list replaces the default."),
    })
    .optional()
    .describe("Expand and contract phases, where the framework does not say them itself."),
  rules: z
    .strictObject(Object.fromEntries(severities()))
    .optional()
    .describe("`off` or another severity, by the name of a rule (`lockstep explain RULE`)."),
  release_tags: texts
    .optional()
    .describe("Globs of the tags that are releases. Default: every tag that looks like a version."),
  lock: texts
    .optional()
    .describe(
      "Only in the organisation's policy: settings that repositories may not change, such as `mode` or `exceptions.grant`.",
    ),
});
export type PolicyFile = z.infer<typeof PolicyFile>;

/** One key per rule; what is unread and what will fail cannot be turned off or down. */
function severities(): [string, z.ZodOptional<z.ZodType<Policy["rules"][string]>>][] {
  const any = z.enum(["off", "error", "warning", "hint"]);
  const fixed = z.enum(["error"]);
  const known = [...rules.map(({ name, summary }) => ({ name, summary })), ...readerRules];
  return known.map(({ name, summary }) => [
    name,
    (unswitchable.includes(name) ? fixed : any).optional().describe(summary),
  ]);
}

/** Reads the layers, the organisation's first. A layer that is not valid counts as `mode: enforce` and nothing else; the findings say why. */
export function readPolicy(layers: readonly { path: string; text: string; organisation?: boolean }[]): {
  policy: Policy;
  findings: Finding[];
  digest: string;
} {
  const findings: Finding[] = [];
  const read = layers.map((layer): PolicyLayer => {
    const { found, ...rest } = readLayer(layer);
    findings.push(...found);
    return rest;
  });
  const merged = mergeLayers(read);
  findings.push(...merged.findings, ...unknownDatabases(read, merged.policy), ...wrongTopologies(read));
  return { policy: merged.policy, findings, digest: policyDigest(merged.policy) };
}

/** A demand for a database that no entry describes never counts. */
function unknownDatabases(layers: readonly PolicyLayer[], { databases }: Policy): Finding[] {
  const known = databases.map(({ name }) => name);
  const layer = layers.findLast(({ file }) => file.demands !== undefined);
  if (layer?.places == null) return [];
  const { path, places } = layer;
  return (layer.file.demands ?? []).flatMap(({ database: name }, index): Finding[] => {
    if (name === undefined || known.includes(name)) return [];
    const message = `\`demands[${index}].database\` names no database: \`${name}\`. Under \`databases\` ${known.length === 1 ? "is" : "are"} ${known.map((one) => `\`${one}\``).join(", ")}.`;
    const { place } = placeAt(places, ["demands", index, "database"]);
    return [
      { rule: "policy-is-sound", severity: "error", subject: `${path} database ${name}`, message, place },
    ];
  });
}

/** PostgreSQL and SQLite have no Galera: what such an entry means is not known. */
function wrongTopologies(layers: readonly PolicyLayer[]): Finding[] {
  const layer = layers.findLast(({ file }) => file.databases !== undefined);
  if (layer?.places == null) return [];
  const { path, places } = layer;
  return (layer.file.databases ?? []).flatMap(({ name, topology, engines }, index): Finding[] => {
    const clustered =
      engines === undefined || engines.some(({ engine: one }) => one === "mysql" || one === "mariadb");
    if (topology !== "galera" || clustered) return [];
    const message = `\`databases[${index}].topology\` is \`galera\`, which only MySQL and MariaDB have, and \`engines\` names neither. For a server with read replicas say \`replicas\`.`;
    const { place } = placeAt(places, ["databases", index, "topology"]);
    return [
      { rule: "policy-is-sound", severity: "error", subject: `${path} topology ${name}`, message, place },
    ];
  });
}

function readLayer({
  path,
  text,
  organisation = false,
}: {
  path: string;
  text: string;
  organisation?: boolean;
}): PolicyLayer & { found: Finding[] } {
  const yaml = readSettings(path, text);
  if ("error" in yaml) {
    const message = `The policy cannot be read as YAML, so it counts as \`mode: enforce\`. Line ${yaml.place.line}: ${yaml.error}.`;
    const found: Finding[] = [
      { rule: "policy-is-sound", severity: "error", subject: `${path} yaml`, message, place: yaml.place },
    ];
    return { file: { mode: "enforce" }, places: null, path, organisation, found };
  }
  const value = withoutNulls(yaml.value) ?? {};
  const parsed = PolicyFile.safeParse(value);
  if (parsed.success) return { file: parsed.data, places: yaml.places, path, organisation, found: [] };
  const found = findingsOf(parsed.error, { path, value, places: yaml.places, schema: PolicyFile });
  return { file: { mode: "enforce" }, places: null, path, organisation, found };
}

/** A key with nothing behind it is not set. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNulls(inner)]));
}
