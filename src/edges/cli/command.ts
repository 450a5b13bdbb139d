/** What a command of the command line is, and the world that it runs in. */

import type { Paint } from "../../core/render/paint.ts";
import type { Tools } from "./tools.ts";

export interface OptionSpec {
  type: "boolean" | "string";
  /** What stands for the value in the help: `REV`, `DIR`. */
  value?: string;
  multiple?: boolean;
  /** Allowed values. */
  choices?: readonly string[];
  /** One line for the help. */
  help: string;
}

export interface Arguments {
  flag(name: string): boolean;
  /** The value as given, null when the option is absent. */
  text(name: string): string | null;
  texts(name: string): string[];
  positionals: string[];
}

export interface Command {
  /** What stands behind the command's name: `[--base REV] PATH...`. */
  usage: string;
  options: Record<string, OptionSpec>;
  /** How many positional arguments it takes. */
  positionals: { least: number; most: number };
  /** A paragraph below the summary, where there is more to say. */
  description?: string;
  examples: readonly { line: string; says: string }[];
  /** Resolves to the exit code. Throws `UserError` for what the person can mend. */
  run(given: Arguments, world: World): Promise<number>;
}

/** Everything outside that a command touches. */
export interface World {
  /** Lockstep's own version. */
  version: string;
  /** The package's own folder, with its pages. */
  root: URL;
  cwd: string;
  /** Today, UTC, `YYYY-MM-DD`. */
  today: string;
  /** The colours of the standard output. */
  paint: Paint;
  /** Writes to the standard output; false once nobody reads it any more. */
  out(text: string): boolean;
  /** Resolves when the standard output can take more: whoever writes much waits for a slow reader here. */
  ready(): Promise<void>;
  /** Writes to the standard error stream. */
  err(text: string): void;
  /** Shows how far a long work is, on a terminal's standard error only. Ends with `done()`. */
  progress(total: number): Progress;
  tools: Tools;
}

export interface Progress {
  step(label: string): void;
  done(): void;
}

/** `--format`, with the choices of a command. */
export function formatOption(...choices: string[]): OptionSpec {
  return { type: "string", value: "FORMAT", choices, help: `${choices.join(", ")} (default: ${choices[0]})` };
}
