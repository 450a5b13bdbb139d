/** The classes of fields that the project itself defines, as their modules say; nothing of them runs. */

import type { ReadContext, Tree } from "../../detector.ts";
import { pythonGrammar } from "../../reading/python/grammar.ts";
import { python } from "../../reading/python/python.ts";
import { interpreter } from "../../reading/source/interpret.ts";
import { Stopped, type Interpreter } from "../../reading/source/interpreter.ts";
import { parseSource, textOf, walk } from "../../reading/source/syntax.ts";
import { stringOf, type Arguments, type ClassValue, type Value } from "../../reading/source/value.ts";
import type { FieldClass } from "./field-class.ts";
import { fieldClass, internalClass } from "./field-classes.ts";
import { makeHost } from "./host.ts";
import { fileOfModule } from "./modules.ts";

/** `mixin`: no field by itself, and nothing in it that the database could see. Null: not known. */
type Found = FieldClass | "mixin" | null;

interface Module {
  run: Interpreter;
  file: string;
  /** What the constructor that runs hands to the one of its base. */
  handed: Arguments[];
}

const DEEPEST = 6;

/** What decides the column, and cannot be told by reading. */
const DECIDES = [
  "__new__",
  "cast_db_type",
  "column",
  "concrete",
  "db_check",
  "db_parameters",
  "db_type",
  "db_type_parameters",
  "db_type_suffix",
  "empty_strings_allowed",
  "get_attname",
  "get_attname_column",
  "rel_db_type",
  "set_attributes_from_name",
];

/** Modules by tree: the migrations of one tree ask for the same ones. */
const modules = new WeakMap<Tree, Map<string, Module | null>>();

export class OwnClasses {
  readonly #context: ReadContext;
  readonly #path: string;
  /** The modules that it looked for, by what was asked, so that what was read with it can be kept as long as they are the same. */
  readonly used = new Map<string, { file: string | null; text: string | null }>();

  /** `path`: of the migration that asks. */
  constructor(path: string, context: ReadContext) {
    this.#context = context;
    this.#path = path;
  }

  /** Undefined: the class is none of the project's. Null: it is, and what it is to the database is not known. */
  find(path: string): FieldClass | null | undefined {
    const found = this.#named(path, this.#path, 0);
    if (found === undefined) return undefined;
    return found === "mixin" ? null : found;
  }

  /** The modules that another looked for are the same here. */
  agrees({ used }: Pick<OwnClasses, "used">): boolean {
    const { tree } = this.#context;
    for (const [module, { file, text }] of used) {
      const [name = "", from = this.#path] = module.split(" ");
      if (fileOfModule(name, from || this.#path, tree.paths) !== file) return false;
      if (file !== null && tree.text(file) !== text) return false;
    }
    return true;
  }

  #named(path: string, from: string, depth: number): Found | undefined {
    const at = path.lastIndexOf(".");
    const { tree } = this.#context;
    const name = path.slice(0, at) || ".";
    const file = at < 0 ? null : fileOfModule(name, from, tree.paths);
    const asked = from === this.#path ? name : `${name} ${from}`;
    if (at >= 0) this.used.set(asked, { file, text: file === null ? null : tree.text(file) });
    if (file === null) return undefined;
    const module = depth > DEEPEST ? null : this.#module(file);
    const value = module?.run.globals.get(path.slice(at + 1));
    return module == null || value === undefined ? null : this.#classOf(value, module, depth);
  }

  #classOf(value: Value, module: Module, depth: number): Found {
    if (value.kind === "symbol") {
      if (value.path === "object" || value.path.startsWith("typing.")) return "mixin";
      const own = this.#named(value.path, module.file, depth + 1);
      return own === undefined ? fieldClass(value.path) : own;
    }
    if (value.kind !== "class" || depth > DEEPEST)
      return value.kind === "unknown" && value.source === "object" ? "mixin" : null;
    if (DECIDES.some((name) => value.members.own(name) !== undefined)) return null;
    if (!leavesModelAlone(value, module)) return null;
    const bases = value.bases.map((base) => this.#classOf(base, module, depth + 1));
    const field = bases.find((base): base is FieldClass => base !== null && base !== "mixin");
    const internal = value.members.own("get_internal_type");
    const named = internal === undefined ? undefined : internalOf(internal, module.run);
    if (named === null) return null;
    const isPlain = value.bases.some(
      (base) => base.kind === "symbol" && /^django\.db\.models\.(?:fields\.)?Field$/u.test(base.path),
    );
    if (bases.includes(null) && (named === undefined || !isPlain)) return null;
    const base = named === undefined ? field : { ...field, ...named };
    const constructor = value.members.own("__init__");
    if (base === undefined) return constructor === undefined ? "mixin" : null;
    if (constructor === undefined) return base;
    return { ...base, construct: (args) => constructed(value, module, base, args) };
  }

  #module(file: string): Module | null {
    const { tree, parsers, expired } = this.#context;
    const known = modules.get(tree) ?? new Map<string, Module | null>();
    modules.set(tree, known);
    const before = known.get(file);
    if (before !== undefined) return before;
    // A module that asks for itself in a circle.
    known.set(file, null);
    const text = tree.text(file);
    const source =
      text === null || parsers.python === null
        ? null
        : parseSource(file, text, parsers.python, pythonGrammar, expired);
    if (source === null || "refused" in source || source.errors.length > 0) return null;
    const handed: Arguments[] = [];
    const asked = { engine: null, classes: null, handed };
    const run = interpreter(python, source, (own) => makeHost(own, asked), { expired, unread() {} });
    if (attempt(() => run.execute(source.root, run.globals)) === null) return null;
    const module = { run, file, handed };
    known.set(file, module);
    return module;
  }
}

/** Null: it is too much to read. */
function attempt<T>(visit: () => T): T | null {
  try {
    return visit();
  } catch (error) {
    if (error instanceof Stopped || error instanceof RangeError) return null;
    throw error;
  }
}

/** `return "TextField"`; null: what it returns is not known. */
function internalOf(value: Value, run: Interpreter): FieldClass | null {
  if (value.kind !== "function") return null;
  const self: Value = { kind: "unknown", source: "self" };
  const given = { positional: [self], keywords: new Map(), open: false };
  const word = stringOf(attempt(() => run.callFunction(value, given)));
  return word === null ? null : internalClass(word);
}

/** What the constructor of Django's own class is given in the end. */
function constructed(of: ClassValue, { run, handed }: Module, base: FieldClass, args: Arguments): Arguments {
  const initializer = of.members.own("__init__");
  if (initializer?.kind !== "function") return { ...args, open: true };
  handed.length = 0;
  const self: Value = { kind: "instance", class: of, attributes: new Map() };
  const copy = { ...args, keywords: new Map(args.keywords) };
  attempt(() => run.callFunction({ ...initializer, self }, copy));
  const [given, ...others] = handed.splice(0);
  if (given === undefined || others.length > 0) return { ...args, open: true };
  return base.construct?.(given) ?? given;
}

/** `contribute_to_class` may tell the model more, as long as it makes no field beside its own. */
function leavesModelAlone({ members }: ClassValue, { run }: Module): boolean {
  const found = members.own("contribute_to_class");
  if (found === undefined) return true;
  if (found.kind !== "function") return false;
  for (const node of walk(found.body))
    if (node.type === "identifier" && MAKES.test(textOf(run.file, node))) return false;
  return true;
}

const MAKES = /(?:Field|ForeignKey|add_to_class|db_table|db_column|attname)$/u;
