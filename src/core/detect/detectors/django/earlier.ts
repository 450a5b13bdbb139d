/** The models as the earlier migrations of the application leave them. */

import { pythonGrammar } from "../../reading/python/grammar.ts";
import type { ReadContext } from "../../detector.ts";
import { Reader } from "../../reading/source/reader.ts";
import { parseSource } from "../../reading/source/syntax.ts";
import { migrationIn, type Dependency, type Migration } from "./migration.ts";
import type { Mutation } from "./operation.ts";
import { OwnClasses } from "./own-classes.ts";
import { folderOf, migrationsBeside, nameOf } from "./paths.ts";
import { mutationsOf } from "./step.ts";
import { Project } from "./state.ts";
import { toldEngine } from "./told-engine.ts";
import { userModel } from "./user-model.ts";

/** What is kept of a migration that was read for its models. */
interface Earlier {
  dependencies: Dependency[];
  replaces: Dependency[];
  /** Null: what it does to the models is not wholly known. */
  mutations: (Mutation | null)[];
  /** The project's own classes that it asked for. */
  classes: Pick<OwnClasses, "used">;
}

/** By engine that is told, and text: the migrations of an application ask for the same earlier ones again and again. One text is read anew where the project's own classes differ. */
const kept = new Map<string, Map<string, Earlier[]>>();
let keptLength = 0;
const MOST_KEPT = 12_000_000;
const MOST_READINGS = 4;

/** The models behind a sequence of migrations. */
interface Behind {
  project: Project;
  /** By the migration that follows. */
  next: WeakMap<Earlier, Behind>;
}

const starts = new Map<string, Behind>();
const MOST_STARTS = 200;

function startOf(label: string | null, users: string | null): Behind {
  const key = `${label ?? ""} ${users ?? ""}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  if (starts.size >= MOST_STARTS) starts.clear();
  const start = { project: new Project(label, users), next: new WeakMap<Earlier, Behind>() };
  starts.set(key, start);
  return start;
}

function after(behind: Behind, earlier: Earlier): Behind {
  const known = behind.next.get(earlier);
  if (known !== undefined) return known;
  const project = behind.project.copy();
  for (const mutation of earlier.mutations) {
    if (mutation === null) project.gap = true;
    else mutation(project);
  }
  const found = { project, next: new WeakMap<Earlier, Behind>() };
  behind.next.set(earlier, found);
  return found;
}

export function earlierModels(
  path: string,
  label: string | null,
  dependencies: readonly Dependency[],
  context: ReadContext,
): Project {
  let behind = startOf(label, userModel(context));
  let gap = false;
  const files = filesBeside(path, context);
  const done = new Set<string>();
  const open = new Set<string>();
  // A stack of our own: a chain of migrations can be long.
  const waiting: string[] = [...own(dependencies, label)].toReversed();
  while (waiting.length > 0) {
    const name = waiting.at(-1) as string;
    if (context.expired()) gap = true;
    const file = files.get(name) ?? null;
    if (done.has(name) || file === null || context.expired()) {
      if (file === null && name !== "__first__") gap = true;
      waiting.pop();
      continue;
    }
    const next = open.has(name)
      ? []
      : own(file.dependencies, label).filter((other) => !done.has(other) && !open.has(other));
    open.add(name);
    if (next.length > 0) {
      waiting.push(...next);
      continue;
    }
    waiting.pop();
    done.add(name);
    behind = after(behind, file);
  }
  const project = behind.project.copy();
  project.gap ||= gap;
  return project;
}

function own(dependencies: readonly Dependency[], label: string | null): string[] {
  return dependencies
    .filter(({ app }) => label !== null && app.toLowerCase() === label.toLowerCase())
    .map(({ name }) => name);
}

/** By the names that migrations depend on: a squashed one answers for those that it replaced where they are gone. */
function filesBeside(path: string, context: ReadContext): { get(name: string): Earlier | undefined } {
  const folder = folderOf(path);
  const found = new Map<string, Earlier | undefined>();
  const read = (name: string): Earlier | undefined => {
    if (found.has(name)) return found.get(name);
    const other = `${folder}${name}.py`;
    const text = other === path ? null : context.tree.text(other);
    const earlier = text === null ? undefined : earlierIn(other, text, context);
    found.set(name, earlier);
    return earlier;
  };
  let squashed: Map<string, Earlier> | null = null;
  return {
    get(name) {
      const direct = read(name);
      if (direct !== undefined) return direct;
      squashed ??= new Map(
        migrationsBeside(path, context.tree.paths)
          .filter((other) => other !== path && (context.tree.text(other) ?? "").includes("replaces"))
          .flatMap((other) => {
            const earlier = read(nameOf(other));
            return (earlier?.replaces ?? []).map((replaced): [string, Earlier] => [
              replaced.name,
              earlier as Earlier,
            ]);
          }),
      );
      return squashed.get(name);
    },
  };
}

function earlierIn(path: string, text: string, context: ReadContext): Earlier {
  const known = keptOf(path, text, context);
  if (known !== undefined) return known;
  const earlier = readEarlier(path, text, context);
  if (!context.expired()) keep(text, context, earlier);
  return earlier;
}

function keptOf(path: string, text: string, context: ReadContext): Earlier | undefined {
  const found = kept.get(toldEngine(context) ?? "")?.get(text);
  return found?.find(
    ({ classes }) => classes.used.size === 0 || new OwnClasses(path, context).agrees(classes),
  );
}

function keep(text: string, context: ReadContext, earlier: Earlier): void {
  const engine = toldEngine(context) ?? "";
  const texts = kept.get(engine) ?? new Map<string, Earlier[]>();
  kept.set(engine, texts);
  const others = texts.get(text);
  if (others === undefined) keptLength += text.length;
  texts.set(text, [earlier, ...(others ?? [])].slice(0, MOST_READINGS));
  for (const oldest of texts.keys()) {
    if (keptLength <= MOST_KEPT) break;
    texts.delete(oldest);
    keptLength -= oldest.length;
  }
}

/** Keeps what a migration that was read does to the models, for those behind it. */
export function keepForLater(reader: Reader, migration: Migration, classes: OwnClasses): void {
  const { file, context, unread } = reader;
  if (unread.length === 0 && keptOf(file.path, file.text, context) === undefined)
    keep(file.text, context, earlierOf(reader, migration, classes));
}

function readEarlier(path: string, text: string, context: ReadContext): Earlier {
  const nothing: Earlier = {
    dependencies: [],
    replaces: [],
    mutations: [null],
    classes: { used: new Map() },
  };
  const { python: parser } = context.parsers;
  const file = parser === null ? null : parseSource(path, text, parser, pythonGrammar, context.expired);
  if (file === null || "refused" in file) return nothing;
  const reader = new Reader(file, context, "postgresql");
  const classes = new OwnClasses(path, context);
  const migration = migrationIn(reader, classes);
  if (migration === null) return nothing;
  return earlierOf(reader, migration, classes);
}

function earlierOf(
  reader: Reader,
  { dependencies, replaces, operations }: Migration,
  { used }: OwnClasses,
): Earlier {
  const mutations = (operations ?? []).flatMap(mutationsOf);
  if (reader.unread.length > 0 || reader.file.errors.length > 0) mutations.push(null);
  return { dependencies, replaces, mutations, classes: { used } };
}
