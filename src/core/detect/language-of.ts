/** The language of a file, by its name. */

import type { Language } from "./detector.ts";
import { withoutEngine } from "./reading/sql/path.ts";

const languageOfExtension: Record<string, Language> = {
  ".sql": "sql",
  ".py": "python",
  ".rb": "ruby",
  ".php": "php",
  ".js": "typescript",
  ".cjs": "typescript",
  ".mjs": "typescript",
  ".ts": "typescript",
  ".cts": "typescript",
  ".mts": "typescript",
  ".prisma": "prisma",
  ".xml": "xml",
  ".yaml": "yaml",
  ".yml": "yaml",
  ".json": "json",
};

/** The language that a path is written in by its extension, null for one that no detector reads. */
export function languageOf(path: string): Language | null {
  const name = withoutEngine(path);
  const dot = name.lastIndexOf(".");
  return dot === -1 ? null : (languageOfExtension[name.slice(dot).toLowerCase()] ?? null);
}
