/** Reads one file in this thread: the detector and its parsers are loaded when they are first needed. */

import type { Detector, FileReading } from "../../core/detect/detector.ts";
import type { ParserName } from "../../core/detect/parsers.ts";
import { bounded } from "../../core/detect/guards.ts";
import { detectorNamed } from "../../core/detect/registry.ts";
import { loadParsers } from "../parsing/load-parsers.ts";
import type { ReadRequest } from "./request.ts";

/** Finds a detector by name. */
export type FindDetector = (name: string) => Promise<Detector>;

/** Migrations in other languages hold SQL as well. */
const parsersOf: Record<Detector["language"], ParserName[]> = {
  sql: ["postgresql"],
  python: ["python", "postgresql"],
  ruby: ["ruby", "postgresql"],
  php: ["php", "postgresql"],
  typescript: ["typescript", "postgresql"],
  xml: ["postgresql"],
  yaml: ["postgresql"],
  json: ["postgresql"],
  prisma: [],
};

/** A reader that looks at the time stops after this part of it, so that what it has read by then is handed over before the thread is ended. */
const ownPart = 0.7;

/** Which time a reading may take: the thread's own, so that a busy machine changes no verdict; or the clock's, where the thread is ended by the clock. */
export type Timed = "thread" | "clock";

/** Loads what the request needs, and gives the function that reads: it is synchronous, and stops itself before so many milliseconds are over where it can. */
export async function prepare(
  request: ReadRequest,
  find: FindDetector,
  timed: Timed,
): Promise<(milliseconds: number) => FileReading> {
  const detector = await find(request.detector);
  const parsers = await loadParsers(parsersOf[detector.language]);
  const { path, text, treePaths, treeTexts, transaction, dialect } = request;
  const said = dialect === undefined ? {} : { dialect };
  const tree = {
    paths: treePaths,
    text: (wanted: string): string | null =>
      Object.hasOwn(treeTexts, wanted) ? (treeTexts[wanted] ?? null) : null,
  };
  return (milliseconds) => {
    const expired = expiry(milliseconds * ownPart, timed);
    return bounded(path, detector.read(path, text, { tree, parsers, transaction, expired, ...said }));
  };
}

// Node 22 knows the time of the whole process only.
const usage = process.threadCpuUsage ?? process.cpuUsage;

function expiry(milliseconds: number, timed: Timed): () => boolean {
  const begun = usage();
  let deadline = performance.now() + milliseconds;
  let over = false;
  return () => {
    if (over || performance.now() <= deadline) return over;
    // The clock is asked first: it costs a hundredth.
    const { user, system } = usage(begun);
    const left = timed === "clock" ? 0 : milliseconds - (user + system) / 1000;
    if (left <= 0) over = true;
    else deadline = performance.now() + left;
    return over;
  };
}

/** The detectors of a module that exports `detectorNamed`; null: our own registry. */
export async function detectorsOf(module: string | null): Promise<FindDetector> {
  if (module === null) return detectorNamed;
  const loaded: { detectorNamed: FindDetector } = await import(module);
  return loaded.detectorNamed;
}

/** Why a reading that threw gave nothing. */
export function failureOf(cause: unknown): string {
  if (cause instanceof RangeError) return "the file is nested too deeply to read";
  return `the file could not be read: ${cause instanceof Error ? cause.message : "its reader failed"}`;
}
