/** Whether migrations make a declared schema: where the repository has none of its framework, a tool applies the schema itself. */

import type { Tree } from "../core/detect/detector.ts";
import type { SchemaReader } from "../core/detect/declared/schema-reader.ts";
import { otherFramework } from "../core/detect/other-frameworks.ts";
import { detectorNamed, registry } from "../core/detect/registry.ts";
import { matchesAny } from "../core/glob.ts";
import type { Policy } from "../core/judge/policy.ts";
import type { ChangeSource } from "./source.ts";

/** In the base or in the change, below the folder around the schema's own. */
export async function keepsMigrations(
  { tree, files }: ChangeSource,
  policy: Policy,
  reader: SchemaReader,
  schema: string,
): Promise<boolean> {
  const around = schema.slice(0, Math.max(0, schema.lastIndexOf("/") + 1));
  const paths = [
    ...tree.paths,
    ...files.flatMap(({ path, after }) => (after !== null && tree.entry(path) === null ? [path] : [])),
  ];
  const beside: Tree = { paths: paths.toSorted(), text: () => null };
  const names = reader.madeBy.filter((name) => registry.some((entry) => entry.name === name));
  const detectors = await Promise.all(names.map(detectorNamed));
  const all = new Set(paths);
  return paths.some(
    (path) =>
      path.startsWith(around) &&
      !matchesAny(path, policy.ignore) &&
      (detectors.some((detector) => detector.claims(path, beside, false)) ||
        policy.migrations.some((rule) => matchesAny(path, rule.paths)) ||
        reader.madeBy.includes(otherFramework(path, (other) => all.has(other)) ?? "")),
  );
}
