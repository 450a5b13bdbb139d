/** How a file that is no good, or too much, is read as far as it goes: nothing throws, and what is left out is said. */

import { wholeFile } from "../../../place.ts";
import type { FileReading } from "../../detector.ts";
import { Stopped, type Interpreter } from "./interpreter.ts";
import type { Reader } from "./reader.ts";
import { placeOf, type SourceFile } from "./syntax.ts";

const MAX_ERRORS = 20;

/** The reading of a file of which nothing can be told. */
export function nothingRead(path: string, reason: string): FileReading {
  return {
    operations: [],
    unread: [{ place: wholeFile(path), reason }],
    directives: [],
    revision: null,
    dependsOn: [],
  };
}

/** Notes where the grammar gave up, nearby places as one. */
export function noteSyntaxErrors(reader: Reader, file: SourceFile): void {
  let line = -1;
  for (const node of file.errors.slice(0, MAX_ERRORS)) {
    const place = placeOf(file, node);
    if (place.line === line) continue;
    line = place.line;
    reader.cannotRead(
      place,
      `this is no ${file.grammar.title} that can be read: what stands here may be missing from the list`,
    );
  }
}

/** Runs a part; when it has to stop, says where. */
export function guarded(reader: Reader, run: Interpreter, visit: () => void): void {
  try {
    visit();
  } catch (error) {
    if (error instanceof Stopped) reader.cannotRead(placeOf(reader.file, error.node), error.message);
    else if (error instanceof RangeError) {
      reader.cannotRead(placeOf(reader.file, reader.file.root), "it is nested too deeply to read");
    } else throw error;
    run.frames.length = 0;
    run.journal.changes = null;
    run.conditional = 0;
    run.looping = 0;
  }
}
