/** Models: the table behind a class, as its source says it, or as the convention does where that is not to be had. */

import { phpGrammar } from "../../reading/php/grammar.ts";
import { nameOfClass } from "../../reading/php/names.ts";
import { memberOf } from "../../reading/source/classes.ts";
import {
  childOf,
  field,
  parseSource,
  parts,
  textOf,
  walk,
  type SourceFile,
  type Syntax,
} from "../../reading/source/syntax.ts";
import { stringOf, type Value } from "../../reading/source/value.ts";
import { baseName, conventionalTable, snake } from "./inflection.ts";
import type { Migration } from "./migration.ts";
import type { Project } from "./project.ts";
import type { ReadContext } from "../../detector.ts";

export interface Model {
  name: string;
  table: string;
  key: string;
  /** The source was read, so the table is that for certain. */
  sure: boolean;
  keyType: "bigInteger" | "uuid" | "ulid";
  softDeletes: boolean;
}

/** The model that a value names: `User::class`, `'App\User'`, `new User`; null when it is not known. */
export function modelOf(migration: Migration, value: Value | undefined): Model | null {
  if (value === undefined) return null;
  const name = stringOf(value) ?? nameOfClass(value);
  return name === null || name === "" ? null : modelNamed(migration, name.replace(/^\\/u, ""));
}

/** A class that stands for rows: by its namespace, by where its file is, or by what it derives from in this file. */
export function modelNamed(migration: Migration, path: string): Model {
  const { project, run } = migration;
  const short = baseName(path);
  const own = run.globals.own(`class ${short.toLowerCase()}`);
  if (own?.kind === "class") {
    const table = stringOf(memberOf(own, "->table"));
    return {
      ...conventional(path),
      table: table ?? conventionalTable(short),
      key: stringOf(memberOf(own, "->primaryKey")) ?? "id",
      sure: true,
    };
  }
  const found = modelFile(path, project.context.tree.paths);
  const text = found === null ? null : project.text(found);
  const read = found === null || text === null ? null : readModel(project, found, text, path);
  return read ?? conventional(path);
}

function conventional(path: string): Model {
  const name = baseName(path);
  return {
    name: path,
    table: conventionalTable(name),
    key: "id",
    sure: false,
    keyType: "bigInteger",
    softDeletes: false,
  };
}

/** `user_id`. */
export function foreignKeyOf({ name, key }: Model): string {
  return `${snake(baseName(name))}_${key}`;
}

/** The paths of PHP files by their last part. */
const byName = new WeakMap<readonly string[], Map<string, string[]>>();

function filesNamed(name: string, paths: readonly string[]): readonly string[] {
  let known = byName.get(paths);
  if (known === undefined) {
    known = new Map();
    for (const path of paths) {
      if (!path.endsWith(".php")) continue;
      const last = path.slice(path.lastIndexOf("/") + 1);
      known.set(last, [...(known.get(last) ?? []), path]);
    }
    byName.set(paths, known);
  }
  return known.get(name) ?? [];
}

/** Where the class of a name lies: the file whose folders agree most with the namespace, behind its first part. */
export function modelFile(path: string, paths: readonly string[]): string | null {
  const [, ...names] = path.split("\\");
  const name = names.pop();
  if (name === undefined) return null;
  const agreeing = (file: string): number => {
    const folders = file.split("/").slice(0, -1).toReversed();
    const wanted = names.toReversed();
    const at = wanted.findIndex((folder, index) => folder !== folders[index]);
    return at === -1 ? wanted.length : at;
  };
  const found = filesNamed(`${name}.php`, paths).filter(
    (file) => agreeing(file) === names.length && !/(?:^|\/)(?:tests?|vendor|migrations)\//iu.test(file),
  );
  return found.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

const read = new WeakMap<ReadContext["tree"], Map<string, Model | null>>();

function readModel(project: Project, file: string, text: string, path: string): Model | null {
  const { tree, parsers, expired } = project.context;
  const known = read.get(tree) ?? new Map<string, Model | null>();
  read.set(tree, known);
  const before = known.get(file);
  if (before !== undefined) return before;
  const source = parsers.php === null ? null : parseSource(file, text, parsers.php, phpGrammar, expired);
  const made = source === null || "refused" in source ? null : modelIn(source, path);
  known.set(file, made);
  return made;
}

function modelIn(file: SourceFile, path: string): Model | null {
  for (const node of walk(file.root)) {
    if (node.type !== "class_declaration") continue;
    const body = field(node, "body");
    const made = conventional(path);
    if (body === null) return made;
    const base = childOf(node, "base_clause");
    const plainly =
      base !== null &&
      /\b(?:Model|Authenticatable|Pivot|MorphPivot|User|Eloquent)$/u.test(textOf(file, base).trim());
    const model: Model = { ...made, sure: plainly };
    for (const member of parts(body)) takeMember(file, member, model);
    return model;
  }
  return null;
}

function takeMember(file: SourceFile, member: Syntax, model: Model): void {
  const text = textOf(file, member);
  if (member.type === "use_declaration") {
    if (/\bHasUuids\b|\bUsesUuid\b|\bHasUuid\b/u.test(text)) model.keyType = "uuid";
    if (/\bHasUlids\b/u.test(text)) model.keyType = "ulid";
    if (/\bSoftDeletes\b/u.test(text)) model.softDeletes = true;
  }
  if (member.type === "method_declaration") {
    const name = field(member, "name");
    if (name !== null && textOf(file, name) === "getTable") model.sure = false;
  }
  for (const element of member.type === "property_declaration" ? parts(member) : []) {
    const [name, value] = [field(element, "name"), field(element, "default_value")];
    const content = value === null ? null : childOf(value, "string_content");
    if (name === null || content === null) continue;
    const word = textOf(file, content);
    if (textOf(file, name) === "$table") {
      model.table = word;
      model.sure = true;
    }
    if (textOf(file, name) === "$primaryKey") model.key = word;
    if (textOf(file, name) === "$keyType" && word === "string" && model.keyType === "bigInteger")
      model.keyType = "uuid";
  }
}
