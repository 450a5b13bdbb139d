/** One migration of Laravel while it is read: what its calls need besides the evaluator. */

import type { EngineName } from "../../../impact.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Reader } from "../../reading/source/reader.ts";
import type { Sender } from "../../reading/source/send.ts";
import type { MorphKey } from "./column-methods.ts";
import type { Project } from "./project.ts";

export interface Migration extends Sender {
  readonly reader: Reader;
  readonly run: Interpreter;
  readonly engine: EngineName;
  readonly project: Project;
  /** `Schema::defaultStringLength()`. */
  stringLength: number;
  /** `Schema::morphUsingUuids()`. */
  morphKey: MorphKey;
  statements: number;
}
