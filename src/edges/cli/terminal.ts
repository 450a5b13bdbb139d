/** The terminal: where text goes, whether it has colours, and how far a long work is. */

import { coloured, type Paint, plain } from "../../core/render/paint.ts";
import { visible } from "../../core/render/visible.ts";
import type { Environment } from "../env.ts";
import type { Progress } from "./command.ts";

export interface Terminal {
  paint: Paint;
  out(text: string): boolean;
  ready(): Promise<void>;
  err(text: string): void;
  progress(total: number): Progress;
}

const barWidth = 24;
const silent: Progress = { step() {}, done() {} };

/** The streams of the process. A reader that goes away (`| head`) ends the output, not the work's exit code. */
export function openTerminal(environment: Environment): Terminal {
  let open = true;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code === "EPIPE") return;
    process.stderr.write(`lockstep: The output could not be written (${error.code ?? error.message}).\n`);
    process.exit(2);
  });
  return {
    paint: hasColours(environment, process.stdout.isTTY) ? coloured : plain,
    out(text) {
      if (open) process.stdout.write(text);
      return open;
    },
    ready() {
      if (!open || !process.stdout.writableNeedDrain) return Promise.resolve();
      return new Promise((resolve) => {
        const settle = (): void => {
          process.stdout.off("drain", settle).off("error", settle).off("close", settle);
          resolve();
        };
        process.stdout.on("drain", settle).on("error", settle).on("close", settle);
      });
    },
    err(text) {
      // Nobody is left to tell when this fails.
      if (process.stderr.listenerCount("error") === 0) process.stderr.on("error", () => {});
      process.stderr.write(text);
    },
    progress: (total) => (process.stderr.isTTY && !environment.dumb ? bar(total) : silent),
  };
}

export function hasColours({ forceColor, noColor, dumb }: Environment, terminal: boolean): boolean {
  return forceColor ?? (terminal && !noColor && !dumb);
}

function bar(total: number): Progress {
  let steps = 0;
  return {
    step(label) {
      steps += 1;
      const filled = Math.min(barWidth, Math.round((steps / Math.max(total, 1)) * barWidth));
      const drawn = "█".repeat(filled) + "░".repeat(barWidth - filled);
      process.stderr.write(`\r\u001B[K${drawn} ${steps}/${total} ${visible(label).slice(0, 40)}`);
    },
    done() {
      process.stderr.write("\r\u001B[K");
    },
  };
}
