/** A migration as a module: its class, what it depends on, and its operations, not read any further. */

import type { Phase } from "../../../operation.ts";
import { python } from "../../reading/python/python.ts";
import { memberOf } from "../../reading/source/classes.ts";
import { guarded } from "../../reading/source/attempt.ts";
import { interpreter } from "../../reading/source/interpret.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { placeOf, type Syntax } from "../../reading/source/syntax.ts";
import { stringOf, truthOf, type ClassValue, type Value } from "../../reading/source/value.ts";
import { makeHost } from "./host.ts";
import type { OwnClasses } from "./own-classes.ts";
import { toldEngine } from "./told-engine.ts";
import { lastName, made } from "./values.ts";

export interface Migration {
  run: Interpreter;
  node: Syntax;
  /** Null: not known, and the reader heard why. */
  operations: readonly Value[] | null;
  dependencies: Dependency[];
  replaces: Dependency[];
  atomic: boolean;
  /** What django-safemigrate is told. */
  phase: Phase | null;
}

export interface Dependency {
  app: string;
  name: string;
}

/** `safe = Safe.after_deploy()`: it runs when the code before it is gone. */
function phaseOf(value: Value | undefined): Phase | null {
  const word = lastName(made(value)?.path ?? (value?.kind === "symbol" ? value.path : ""));
  if (word === "before_deploy") return "expand";
  return word === "after_deploy" ? "contract" : null;
}

/** What a class that is to be read must leave to Django. */
const RUNS = ["__init__", "apply", "unapply", "mutate_state"];

/** Null: there is no migration in it, and the reader heard of that. */
export function migrationIn(reader: Reader, classes: OwnClasses): Migration | null {
  const { file, context } = reader;
  const run = interpreter(
    python,
    file,
    (run) => makeHost(run, { engine: toldEngine(context), classes, handed: null }),
    {
      expired: context.expired,
      unread: (node, reason) => reader.cannotRead(placeOf(file, node), reason),
    },
  );
  guarded(reader, run, () => run.execute(file.root, run.globals));
  const found = run.globals.get("Migration");
  if (found === undefined) {
    reader.cannotRead(placeOf(file, file.root), "there is no class named Migration");
    return null;
  }
  if (found.kind !== "class") {
    reader.cannotRead(
      placeOf(file, file.root),
      "Migration is defined elsewhere, so what it does is not known",
    );
    return null;
  }
  const atomic = memberOf(found, "atomic");
  return {
    run,
    node: found.node,
    operations: operationsOf(reader, found),
    dependencies: dependenciesIn(memberOf(found, "dependencies")),
    replaces: dependenciesIn(memberOf(found, "replaces")),
    phase: phaseOf(memberOf(found, "safe")),
    atomic: atomic === undefined || truthOf(atomic) !== false,
  };
}

function operationsOf(reader: Reader, found: ClassValue): readonly Value[] | null {
  const place = placeOf(reader.file, found.node);
  const own = RUNS.find((name) => found.members.own(name)?.kind === "function");
  if (own !== undefined)
    reader.cannotRead(place, `its class has its own ${own}, so it can do more than its operations say`);
  const value = memberOf(found, "operations");
  if (value === undefined) {
    const known = found.bases.length > 0 && found.bases.every(isMigration);
    if (!known)
      reader.cannotRead(
        place,
        found.bases.length === 0
          ? "its class derives from nothing, so it is no migration of Django's"
          : "its class has no operations of its own, and what it derives from is defined elsewhere",
      );
    return [];
  }
  if (value.kind !== "list") {
    reader.cannotRead(place, "its operations are computed, so what they are is not known before it runs");
    return null;
  }
  if (value.open) reader.cannotRead(place, "not all of its operations are known before it runs");
  return value.items;
}

/** Django's own class, one that is called so, or a class of the file. */
function isMigration(base: Value): boolean {
  return base.kind === "class" || (base.kind === "symbol" && base.path.endsWith(".Migration"));
}

function dependenciesIn(value: Value | undefined): Dependency[] {
  if (value?.kind !== "list") return [];
  return value.items.flatMap((item) => {
    const [app, name] = item.kind === "list" ? item.items.map(stringOf) : [];
    return typeof app === "string" && typeof name === "string" ? [{ app, name }] : [];
  });
}
