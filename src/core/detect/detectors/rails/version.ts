/** Which Rails a migration was written for: what it leaves out means what it meant then. */

import type { Value } from "../../reading/source/value.ts";

/** GitLab's own versions, by the Rails that they stand for. */
const GITLAB: Readonly<Record<string, number>> = {
  "1.0": 601,
  "2.0": 601,
  "2.1": 700,
  "2.2": 700,
  "2.3": 701,
};

/** 402 for 4.2 and for none, 801 for 8.1; null where the class says it elsewhere. */
export function versionWritten(value: Value, depth = 0): number | null {
  if (value.kind === "symbol") return versionOfName(value.path);
  if (value.kind !== "class" || depth > 10) return null;
  for (const base of value.bases) {
    const version = versionWritten(base, depth + 1);
    if (version !== null) return version;
  }
  return null;
}

function versionOfName(path: string): number | null {
  if (/^(?:::)?ActiveRecord::Migration$/u.test(path)) return 402;
  const [, major, minor = "0"] = /\[["']?(\d+)\.(\d+)["']?\]$/u.exec(path) ?? [];
  if (major !== undefined && path.startsWith("Gitlab")) return GITLAB[`${major}.${minor}`] ?? 701;
  if (major !== undefined) return Number(major) * 100 + Number(minor);
  const [, compatible, point] = /::V(\d+)_(\d+)$/u.exec(path) ?? [];
  return compatible === undefined ? null : Number(compatible) * 100 + Number(point);
}

/**
 * The Rails that wrote a `schema.rb`, by the call that begins it; null: it is another call. `ActiveRecord::Schema[7.1].define` says it
 * since 7.0. Before that only the version's own underscores tell: 5.2 brought them, and 5.1 the ids that are `bigint`.
 */
export function versionOfSchema(path: string, call: string): number | null {
  const [whole, major, minor = "0"] =
    /^(?:::)?ActiveRecord::Schema(?:\[["']?(\d+)\.(\d+)["']?\])?\.define$/u.exec(path) ?? [];
  if (whole === undefined) return null;
  if (major !== undefined) return Number(major) * 100 + Number(minor);
  return /^[^\n]*\d_\d/u.test(call.slice(0, 200)) ? 601 : 500;
}
