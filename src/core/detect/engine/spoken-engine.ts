/** Which engine a project runs on, as its own files say: asked only where neither the policy, nor a framework's settings, nor a path does. */

import type { EngineName } from "../../impact.ts";
import { engineFileNames, isSettings, voicesIn } from "./engine-files.ts";
import type { YamlVoices } from "./engine-files.ts";
import type { Voice } from "./drivers.ts";

export interface SpokenEngine {
  engine: EngineName;
  /** `package.json: mysql2`. */
  why: string;
}

interface Heard extends Voice {
  path: string;
  settings: boolean;
}

/** Besides the top of the repository, so many folders above migrations are looked into. */
const nearest = 4;
const mostFolders = 8;

/** The paths of files that may say it, whether they are there or not: in the folders around the migrations and at the top, the nearest first. */
export function engineFiles(migrations: readonly string[]): string[] {
  return foldersOf(migrations).flatMap((folder) =>
    engineFileNames.map((name) => (folder === "" ? name : `${folder}/${name}`)),
  );
}

/** Null where nothing or several speak. `texts`: by their paths, those of `engineFiles` that are there. `yaml`: where one of them `isYaml`. */
export function spokenEngine(
  migrations: readonly string[],
  texts: ReadonlyMap<string, string>,
  yaml: YamlVoices | null,
): SpokenEngine | null {
  for (const folder of foldersOf(migrations)) {
    const heard = engineFileNames.flatMap((name) => {
      const path = folder === "" ? name : `${folder}/${name}`;
      const text = texts.get(path);
      return text === undefined ? [] : heardIn(path, name, text, yaml);
    });
    if (heard.length > 0) return agreed(heard.filter((one) => one.settings)) ?? agreed(heard);
  }
  return null;
}

function heardIn(path: string, name: string, text: string, yaml: YamlVoices | null): Heard[] {
  return voicesIn(name, text, yaml).map((voice) => ({ ...voice, path, settings: isSettings(name, voice) }));
}

/** SQLite beside a server is what tests and laptops run on; drivers of MySQL speak to MariaDB as well. */
function agreed(heard: readonly Heard[]): SpokenEngine | null {
  const engines = new Set(heard.map(({ engine }) => engine));
  if (engines.size > 1) engines.delete("sqlite");
  const isServer = ({ engine, path }: Heard): boolean => engine === "mysql" && /compose\.ya?ml$/u.test(path);
  if (engines.has("mariadb") && !heard.some(isServer)) engines.delete("mysql");
  const [engine, ...others] = engines;
  const found = heard.find((one) => one.engine === engine);
  if (found === undefined || others.length > 0) return null;
  return { engine: found.engine, why: `${found.path}: ${found.said}` };
}

/** The nearest folders above the migrations' own, the top at last. */
function foldersOf(migrations: readonly string[]): string[] {
  const found = new Set<string>();
  const chains = migrations.map(foldersAbove);
  // Of each project the nearest first: there may be several.
  for (let up = 0; up < nearest; up++)
    for (const chain of chains) {
      const folder = chain[up];
      if (folder !== undefined && found.size < mostFolders) found.add(folder);
    }
  const sorted = [...found].toSorted((a, b) => b.split("/").length - a.split("/").length);
  return [...sorted, ""];
}

/** Of one migration, the nearest first, without the top. */
function foldersAbove(path: string): string[] {
  const folders = path.split("/").slice(0, -1);
  // Java keeps its resources five folders below what it is built with.
  const sources = folders.findIndex((folder, at) => folder === "src" && folders[at + 1] === "main");
  const named = folders.findIndex((folder) => /migrat|^(?:versions|alembic)$/iu.test(folder));
  const own = sources === -1 ? named : sources;
  const above = own === -1 ? folders.slice(0, -1) : folders.slice(0, own);
  return above.map((_, at) => above.slice(0, above.length - at).join("/"));
}
