/** How a framework divides an SQL file: in sections, each with its direction and its transaction. */

import type { Direction } from "../../../operation.ts";

/** `file`: the framework opens one around the section; `implicit`: the server's, around all that is sent together; `none`: each statement commits; `all`: one around all pending migrations. */
export type Wrapping = "file" | "implicit" | "none" | "all";

/** A range of the text (UTF-16 offsets, end exclusive) that runs in one direction. */
export interface Section {
  start: number;
  end: number;
  direction: Direction;
  transaction: Wrapping;
}

export interface Layout {
  revision: string | null;
  /** The other engine that the file is written for: its path says so, or the framework's settings do. */
  engine?: string | null;
  sections: readonly Section[];
  /** Where the line begins that opens the first section, when the section begins behind it. */
  prologue?: number;
}
