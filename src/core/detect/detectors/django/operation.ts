/** One operation of Django: what it does to the models, and what it then sends to the database. */

import type { Syntax } from "../../reading/source/syntax.ts";
import type { Editor } from "./editor.ts";
import type { Project } from "./state.ts";
import type { Given } from "./values.ts";

/** Changes the models in place. */
export type Mutation = (project: Project) => void;

/** The operation while it runs. */
export interface Doing {
  editor: Editor;
  /** The models before it; those behind it are the editor's. */
  before: Project;
  given: Given;
  node: Syntax;
}

export interface Handler {
  /** Django's names of its positional parameters. */
  parameters: readonly string[];
  /** Null: which model it is about, or what it says of it, is not known before it runs. */
  state(given: Given): Mutation | null;
  /** What it sends; called only where `state` was known. */
  database(doing: Doing): void;
  /** What it sends on the way back: the models before it are those behind it in the migration, and the editor's those before it. Absent: nothing. */
  backward?(doing: Doing): void;
  /** The parameter without which there is no way back. */
  wayBack?: string;
}

export const nothing: Mutation = () => {};
