/** Loads what the files of a project say of its engine, only for migrations of which nothing else says it. */

import { isUnsaid } from "../core/detect/claim.ts";
import { isYaml } from "../core/detect/engine/engine-files.ts";
import { engineFiles, spokenEngine } from "../core/detect/engine/spoken-engine.ts";
import type { SpokenEngine } from "../core/detect/engine/spoken-engine.ts";
import type { Policy } from "../core/judge/policy.ts";
import { atBase, textOf } from "./sides.ts";
import type { ChangeSource } from "./source.ts";

/** The engine that the files of the project around a path speak of. */
export type Spoken = (path: string) => SpokenEngine | null;

/** `migrations`: the paths that a change touches. In one repository each project has its own engine. */
export async function spokenAround(
  source: ChangeSource,
  policy: Policy,
  migrations: readonly string[],
): Promise<Spoken> {
  const unsaid = migrations.filter((path) => isUnsaid(path, policy));
  if (unsaid.length === 0) return () => null;
  const texts = new Map<string, string>();
  const present = engineFiles(unsaid).filter((path) => source.tree.entry(path) !== null);
  const contents = await Promise.all(present.map((path) => atBase(source, path)));
  for (const [index, path] of present.entries()) {
    const text = textOf(contents[index] ?? null);
    if (text !== null) texts.set(path, text);
  }
  const yaml = [...texts.keys()].some(isYaml) ? await import("../core/detect/engine/yaml-files.ts") : null;
  const known = new Map<string, SpokenEngine | null>();
  return (path) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const before = known.get(folder);
    const said = before === undefined ? spokenEngine([path], texts, yaml) : before;
    known.set(folder, said);
    return said;
  };
}
