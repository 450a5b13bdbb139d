/** Operations, notes and inputs for the tests of judging, with everything that a test does not say filled in. */

import { defaultPolicy } from "../../../src/core/judge/default-policy.ts";
import type { JudgeInput, NoteChange } from "../../../src/core/judge/rule.ts";
import type { Impact } from "../../../src/core/impact.ts";
import { defaultNoteSettings } from "../../../src/core/note/default-settings.ts";
import { readNote } from "../../../src/core/note/read-note.ts";
import type {
  AssessedOperation,
  Column,
  Demand,
  DetailsByKind,
  Kind,
  Operation,
} from "../../../src/core/operation.ts";
import { wholeFile } from "../../../src/core/place.ts";
import type { Exception, MigrationChange } from "../../../src/core/verdict.ts";

export const column: Column = {
  name: "c",
  type: "text",
  nullable: true,
  default: null,
  identity: false,
  generated: null,
  primaryKey: false,
  unique: false,
  check: null,
  references: null,
  collation: null,
};

const dropped = { ifExists: false, cascade: false };

/** Details of every kind, as harmless as the kind can be. */
export const details: DetailsByKind = {
  create_table: {
    columns: [],
    constraints: [],
    ifNotExists: false,
    temporary: false,
    unlogged: false,
    like: null,
    inherits: [],
    partitioned: false,
  },
  drop_table: dropped,
  rename_table: { newName: "n" },
  truncate_table: { cascade: false, restartIdentity: false },
  create_table_as: { sources: [], ifNotExists: false, temporary: false, withData: true },
  add_column: { column, ifNotExists: false, separateReference: false },
  drop_column: dropped,
  rename_column: { newName: "n" },
  alter_column_type: { type: "text", oldType: null, using: null, collation: null },
  set_not_null: {},
  drop_not_null: {},
  set_default: { default: { text: "1", kind: "literal", functions: [] } },
  drop_default: {},
  create_index: {
    unique: false,
    concurrently: false,
    ifNotExists: false,
    method: null,
    expressions: [],
    where: null,
    only: false,
  },
  drop_index: { ...dropped, concurrently: false },
  rename_index: { newName: "n" },
  rebuild_index: { scope: "index", concurrently: false },
  add_primary_key: { usingIndex: null },
  add_foreign_key: {
    references: { schema: null, table: "p", columns: ["id"] },
    notValid: false,
    onDelete: null,
  },
  add_unique: { usingIndex: null },
  add_check: { expression: "c > 0", notValid: false, notNullOf: null },
  add_exclusion: { expression: null },
  validate_constraint: { type: null },
  drop_constraint: { ...dropped, type: null },
  rename_constraint: { newName: "n" },
  create_view: { temporary: false, sources: [] },
  alter_view: { action: "set" },
  replace_view: { sources: [] },
  drop_view: dropped,
  create_materialized_view: { sources: [], withData: false },
  refresh_materialized_view: { concurrently: false, withData: true },
  drop_materialized_view: dropped,
  create_type: { variant: "enum", values: [] },
  alter_type: { action: "add attribute" },
  drop_type: dropped,
  rename_type: { newName: "n" },
  create_domain: { type: "text", constrained: false },
  alter_domain: { action: "drop constraint", constrains: false },
  drop_domain: dropped,
  add_enum_value: { value: "v", ifNotExists: false },
  rename_enum_value: { value: "v", newName: "w" },
  create_trigger: { replace: false, function: "f" },
  drop_trigger: dropped,
  set_trigger: { enabled: false, trigger: "all" },
  create_function: { replace: false, routine: "function" },
  drop_function: dropped,
  create_sequence: { ifNotExists: false },
  alter_sequence: { action: "restart" },
  drop_sequence: dropped,
  create_schema: { ifNotExists: false },
  drop_schema: dropped,
  set_schema: { newSchema: "s", object: "table" },
  set_owner: { owner: "o", object: "table" },
  attach_partition: { partition: { schema: null, table: "q" }, default: false },
  detach_partition: { partition: { schema: null, table: "q" }, concurrently: false },
  create_partition: { partition: { schema: null, table: "q" }, default: false },
  drop_partition: { partition: { schema: null, table: "q" } },
  rewrite_table: { how: "cluster" },
  set_table_option: { option: "fillfactor", value: "70" },
  set_storage: { value: "external" },
  set_replica_identity: { value: "full" },
  set_comment: { object: "table" },
  change_privileges: { revoke: false, privileges: ["select"], object: "table" },
  lock_table: { mode: "AccessExclusiveLock" },
  set_row_security: { enabled: true, force: null },
  create_row_policy: { permissive: true },
  drop_row_policy: dropped,
  create_extension: { ifNotExists: false },
  drop_extension: dropped,
  change_data: {
    statement: "update",
    sources: [],
    where: true,
    rows: null,
    onConflict: null,
    source: "UPDATE",
  },
  run_code: { source: "f()", called: "f", tables: [] },
  unknown_statement: { source: "{{ x }}", reason: "a template" },
};

export const brief: Impact = {
  engine: "postgresql",
  version: "14 or later",
  work: "metadata",
  locks: [],
  algorithm: null,
  grows: false,
  breaksOldCode: false,
  irreversible: false,
  offline: false,
  reasons: [],
  variables: [],
  saferWay: null,
  transaction: null,
  refused: null,
  source: "test",
};

/** Breaks old code and loses something. */
export const breaking: Partial<Impact> = { breaksOldCode: true, irreversible: true, offline: true };

/** Blocks writes for a time that grows. */
export const growing: Partial<Impact> = {
  work: "scan",
  grows: true,
  offline: true,
  locks: [{ table: "t", mode: "ShareLock", blocks: ["writes"] }],
};

export interface Said<K extends Kind> {
  details?: Partial<DetailsByKind[K]>;
  impact?: Partial<Impact>;
  direction?: "up" | "down";
  phase?: "expand" | "data" | "contract" | null;
  schema?: string | null;
  table?: string | null;
  columns?: string[];
  name?: string | null;
  newTable?: boolean;
  path?: string;
  line?: number;
  database?: string;
  id?: string;
  demand?: Demand;
}

let made = 0;

/** An operation on table `t`, brief and harmless unless said otherwise. */
export function operation<K extends Kind>(kind: K, said: Said<K> = {}): Operation {
  const { path = "db/1.sql", line = 1 } = said;
  made += 1;
  const impact = { ...brief, ...said.impact };
  const place = { path, line, column: 1, endLine: line, endColumn: 20 };
  return {
    kind,
    direction: said.direction ?? "up",
    phase: said.phase ?? null,
    revision: null,
    schema: said.schema ?? null,
    table: said.table === undefined ? "t" : said.table,
    columns: said.columns ?? [],
    name: said.name ?? null,
    details: { ...details[kind], ...said.details },
    place,
    statement: place,
    conditional: false,
    transaction: path,
    id: said.id ?? made.toString(16).padStart(32, "a1b2c3d4e5"),
    database: said.database ?? "main",
    newTable: said.newTable ?? false,
    impacts: [impact],
    impact,
    demand: said.demand ?? "hint",
  } as unknown as Operation;
}

export function assessed<K extends Kind>(kind: K, said: Said<K> = {}): AssessedOperation {
  return operation(kind, said);
}

export function migration(said: Partial<MigrationChange> = {}): MigrationChange {
  return {
    path: "db/1.sql",
    oldPath: null,
    framework: "sql",
    database: "main",
    status: "added",
    operations: [],
    removed: [],
    all: [],
    unread: [],
    directives: [],
    baseDirectives: [],
    revision: null,
    squashedInto: [],
    ...said,
  };
}

export function note(text: string, said: Partial<NoteChange> = {}): NoteChange {
  const path = said.path ?? "releasenotes/notes/a-4b1c22d09ae1f377.yaml";
  const after = readNote(path, text, defaultNoteSettings);
  return { path, status: "added", before: null, after, released: false, ...said };
}

export function exception(said: Partial<Exception> = {}): Exception {
  return {
    operations: [],
    target: "drop_column t.c",
    reason: "nothing reads it",
    until: null,
    origin: "migration",
    state: "proposed",
    reusable: false,
    place: wholeFile("db/1.sql"),
    ...said,
  };
}

export function input(said: Partial<JudgeInput> = {}): JudgeInput {
  return {
    operations: [],
    migrations: [migration()],
    notes: [],
    exceptions: [],
    policy: defaultPolicy,
    noteSettings: defaultNoteSettings,
    released: null,
    unreleased: [],
    today: "2026-06-01",
    requireGranted: false,
    findings: [],
    ...said,
  };
}
