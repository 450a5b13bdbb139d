/** What the files of a change are called where there is no room for their paths. */

import type { Verdict } from "../../verdict.ts";

export type FileNames = (path: string) => string;

/** Names that many files of a framework have: their folder tells which one it is. */
const commonName = /^(?:up|down|migration|current|index|changelog)\.\w+$/iu;

/** The last part of a path, with as many folders as tell it from the other migrations of the change. */
export function fileNames({ files }: Pick<Verdict, "files">): FileNames {
  const byName = new Map<string, string[]>();
  for (const { path } of files) {
    const name = lastParts(path, 1);
    byName.set(name, [...(byName.get(name) ?? []), path]);
  }
  return (path) => {
    const others = (byName.get(lastParts(path, 1)) ?? []).filter((other) => other !== path);
    const most = path.split("/").length;
    let parts = commonName.test(lastParts(path, 1)) ? 2 : 1;
    while (parts < most && others.some((other) => other.endsWith(`/${lastParts(path, parts)}`))) parts++;
    return lastParts(path, parts);
  };
}

function lastParts(path: string, parts: number): string {
  return path.split("/").slice(-parts).join("/");
}
