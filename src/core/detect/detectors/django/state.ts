/** The models of an application as its migrations have made them so far. */

import type { FieldState } from "./field-state.ts";
import { usersOfSettings } from "./user-model.ts";

export interface IndexState {
  name: string | null;
  /** As written: a name with `-` before it runs downwards. */
  fields: string[];
  /** Spelled; their SQL is not known. */
  expressions: string[];
  classes: string[];
  include: string[];
  condition: string | null;
  /** Null: an index class of another module. */
  method: string | null;
  /** It is spelled so. */
  spelling: string;
}

export interface ConstraintState {
  type: "unique" | "check" | "exclusion" | "other";
  name: string | null;
  fields: string[];
  expressions: string[];
  include: string[];
  classes: string[];
  condition: string | null;
  /** SQL where it is known, else spelled. */
  check: { sql: string | null; spelling: string } | null;
  deferrable: boolean;
  nullsDistinct: boolean | null;
  spelling: string;
}

export interface ModelOptions {
  /** Null: Django's own name. */
  table: string | null;
  /** False: somebody else makes the table, or it has none of its own. */
  managed: boolean;
  proxy: boolean;
  comment: string | null;
  /** Null: not known. */
  uniqueTogether: string[][] | null;
  indexTogether: string[][] | null;
  orderedBy: string | null;
  indexes: IndexState[];
  constraints: ConstraintState[];
}

export interface ModelState {
  name: string;
  fields: readonly FieldState[];
  options: ModelOptions;
  /** All its fields are known. */
  whole: boolean;
}

export const noOptions: ModelOptions = {
  table: null,
  managed: true,
  proxy: false,
  comment: null,
  uniqueTogether: [],
  indexTogether: [],
  orderedBy: null,
  indexes: [],
  constraints: [],
};

/** The models are never changed, only put in the place of others. */
export class Project {
  /** Null: not known, so neither are the names of tables. */
  readonly label: string | null;
  readonly #models: Map<string, ModelState>;
  /** What could have changed the models before is not wholly known. */
  gap: boolean;
  /** The model of the users, in lower case; null: not known. */
  readonly users: string | null;

  constructor(
    label: string | null,
    users: string | null,
    models: ReadonlyMap<string, ModelState> = new Map(),
    gap = false,
  ) {
    this.label = label;
    this.users = users;
    this.#models = new Map(models);
    this.gap = gap;
  }

  /** As it is now. */
  copy(): Project {
    return new Project(this.label, this.users, this.#models, this.gap);
  }

  models(): Iterable<ModelState> {
    return this.#models.values();
  }

  model(name: string): ModelState | null {
    return this.#models.get(name.toLowerCase()) ?? null;
  }

  set(model: ModelState): void {
    this.#models.set(model.name.toLowerCase(), model);
  }

  remove(name: string): void {
    this.#models.delete(name.toLowerCase());
  }

  /** The model; one that no migration is known to make has Django's own names, and fields that are not known. */
  modelOr(name: string): ModelState {
    return (
      this.model(name) ?? {
        name,
        fields: [],
        options: { ...noOptions, uniqueTogether: null, indexTogether: null },
        whole: false,
      }
    );
  }

  /** The model that the settings name, where they do. */
  named(to: string): string {
    return to === usersOfSettings ? (this.users ?? to) : to;
  }

  /** The model of this application that a relation of one of its models names: `app.model`, `model` or `self`. */
  own(to: string, from: string): ModelState | null {
    if (to === "self" || to === "recursive") return this.model(from);
    const [app = "", name] = this.named(to).split(".");
    if (name === undefined) return this.model(app);
    return app === this.label?.toLowerCase() ? this.model(name) : null;
  }
}

export function fieldIn(model: ModelState, name: string): FieldState | null {
  return model.fields.find((field) => field.name === name) ?? null;
}
