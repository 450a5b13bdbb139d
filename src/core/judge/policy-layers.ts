/** Puts the layers of a policy over the defaults: later layers win, except over what an earlier one locks. */

import { nearest } from "../nearest.ts";
import { wholeFile } from "../place.ts";
import type { Finding } from "../problem.ts";
import { defaultPolicy } from "./default-policy.ts";
import type { Database, DemandOverride, Policy, WhoMay } from "./policy.ts";
import type { PolicyFile } from "./policy-schema.ts";
import { placeAt } from "../yaml/settings.ts";
import type { SettingPlaces } from "../yaml/settings.ts";

export interface PolicyLayer {
  path: string;
  file: PolicyFile;
  /** Null when the file was not valid, and `file` stands for it. */
  places: SettingPlaces | null;
  /** It is the organisation's: it may lock settings. */
  organisation: boolean;
}

type Settings = Record<string, unknown>;

export function mergeLayers(layers: readonly PolicyLayer[]): { policy: Policy; findings: Finding[] } {
  const findings: Finding[] = [];
  const locks = new Map<string, string>();
  let merged: Settings = {};
  for (const layer of layers) {
    const { lock = [], ...file } = layer.file;
    let settings: Settings = file;
    for (const [setting, by] of locks) {
      const without = remove(settings, setting.split("."));
      if (without === null) continue;
      settings = without;
      // A file that is not valid says nothing that it could be told of.
      if (layer.places !== null) findings.push(lockedFinding(layer, setting, by));
    }
    merged = merge(merged, settings);
    for (const setting of lock) {
      const wrong = unknownLock(layer, setting) ?? idleLock(layer, setting);
      if (wrong === null) locks.set(setting, layer.path);
      else findings.push(wrong);
    }
  }
  // What a broken file may have asked for is not known: no other layer makes it less.
  const broken = layers.some(({ places }) => places === null);
  return { policy: complete({ ...merged, ...(broken ? { mode: "enforce" } : {}) }), findings };
}

/** Mappings are merged, everything else is replaced. */
function merge(below: Settings, above: Settings): Settings {
  const result: Settings = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const old = result[key];
    result[key] = isMapping(old) && isMapping(value) ? merge(old, value) : value;
  }
  return result;
}

/** The settings without one of them; null when they do not say it. */
function remove(settings: Settings, [key = "", ...rest]: string[]): Settings | null {
  if (!Object.hasOwn(settings, key)) return null;
  const inner = settings[key];
  if (rest.length > 0) {
    const without = isMapping(inner) ? remove(inner, rest) : null;
    return without === null ? null : { ...settings, [key]: without };
  }
  const { [key]: _, ...others } = settings;
  return others;
}

function isMapping(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function lockedFinding({ path, places }: PolicyLayer, setting: string, by: string): Finding {
  const at = places === null ? null : placeAt(places, setting.split("."));
  return {
    rule: "policy-is-sound",
    severity: "warning",
    subject: `${path} locked ${setting}`,
    message: `\`${setting}\` is locked by \`${by}\`, so what stands here does not count. Take it out.`,
    place: at?.key ?? at?.place ?? wholeFile(path),
  };
}

const settingNames = [
  "mode",
  "databases",
  "migrations",
  "ignore",
  "notes",
  "exceptions",
  "demands",
  "commands",
  "phases",
  "rules",
  "release_tags",
] as const;

function unknownLock({ path, places }: PolicyLayer, setting: string): Finding | null {
  const [first = ""] = setting.split(".");
  if ((settingNames as readonly string[]).includes(first)) return null;
  const guess = nearest(first, settingNames);
  return {
    rule: "policy-is-sound",
    severity: "error",
    subject: `${path} lock ${setting}`,
    message: `\`lock\` names \`${setting}\`, which is no setting.${guess === null ? "" : ` Did you mean \`${guess}\`?`}`,
    place: places === null ? wholeFile(path) : placeAt(places, ["lock"]).place,
  };
}

/** A repository's own policy has no layer above it. */
function idleLock({ path, places, organisation }: PolicyLayer, setting: string): Finding | null {
  if (organisation) return null;
  return {
    rule: "policy-is-sound",
    severity: "warning",
    subject: `${path} lock ${setting}`,
    message: `\`lock\` does nothing in a repository's own policy: no other file could change \`${setting}\`. Take it out, or put it into the organisation's policy.`,
    place: places === null ? wholeFile(path) : placeAt(places, ["lock"]).place,
  };
}

function complete(file: PolicyFile): Policy {
  const base = defaultPolicy;
  const { notes = {}, exceptions = {}, commands = {}, phases = {} } = file;
  return {
    mode: file.mode ?? base.mode,
    databases: file.databases?.map(completeDatabase) ?? base.databases,
    migrations: file.migrations ?? base.migrations,
    ignore: file.ignore ?? base.ignore,
    notes: {
      directories: notes.directories ?? base.notes.directories,
      markup: notes.markup ?? base.notes.markup,
      labels: defined(notes.labels ?? base.notes.labels),
      demand: notes.demand ?? base.notes.demand,
    },
    exceptions: {
      file: exceptions.file ?? base.exceptions.file,
      grant: exceptions.grant ?? base.exceptions.grant,
    },
    commands: {
      who: commands.who?.map(completeWho) ?? base.commands.who,
      emergency: commands.emergency ?? base.commands.emergency,
    },
    demands: file.demands?.map(completeDemand) ?? base.demands,
    phases: {
      expand: phases.expand ?? base.phases.expand,
      contract: phases.contract ?? base.phases.contract,
      data: phases.data ?? base.phases.data,
      banned: {
        expand: phases.banned?.expand ?? base.phases.banned.expand,
        contract: phases.banned?.contract ?? base.phases.banned.contract,
      },
    },
    rules: defined(file.rules ?? base.rules) as Policy["rules"],
    releaseTags: file.release_tags ?? base.releaseTags,
  };
}

function completeDatabase(entry: NonNullable<PolicyFile["databases"]>[number]): Database {
  return {
    name: entry.name,
    paths: entry.paths ?? [],
    engines: entry.engines ?? defaultPolicy.databases.flatMap(({ engines }) => engines),
    notes: entry.notes ?? [],
    smallTables: entry.small_tables ?? [],
    topology: entry.topology ?? null,
    transaction: entry.transaction ?? null,
  };
}

function completeDemand(entry: NonNullable<PolicyFile["demands"]>[number]): DemandOverride {
  const { kinds = [], tables = [], paths = [], database = null, demand } = entry;
  return { kinds, tables, paths, database, demand };
}

function completeWho(entry: NonNullable<NonNullable<PolicyFile["commands"]>["who"]>[number]): WhoMay {
  const { commands = [], kinds = [], roles = [], teams = [], users = [] } = entry;
  return { commands, kinds, roles, teams, users };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Defined<T>;
}
