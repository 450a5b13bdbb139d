/** A field before and behind its change. */

import type { Editor } from "./editor.ts";
import type { FieldState } from "./field-state.ts";
import type { ModelState } from "./state.ts";

/** One side of the change. */
export interface Side {
  editor: Editor;
  model: ModelState;
  field: FieldState;
}

/** What is being changed, and where. */
export interface Change {
  before: Side;
  after: Side;
  table: string;
  /** The column's name before, and behind. */
  from: string;
  to: string;
  /** What follows the ALTER TABLE. */
  behind: string[];
}
