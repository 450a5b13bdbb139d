/** The notes of a checkout as they are on disk, with the settings that hold for them. */

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import type { Policy } from "../../core/judge/policy.ts";
import type { NoteSettings } from "../../core/note/note.ts";
import { isNotePath, looksLikeNote, readRenoConfig, renoConfigPaths } from "../../core/note/reno-config.ts";
import { noteSettingsOf } from "../../core/note-settings.ts";
import type { Finding } from "../../core/problem.ts";
import { readIfThere, readTreePolicy } from "./tree-policy.ts";

export interface NoteTree {
  notes: { path: string; text: string }[];
  settings: NoteSettings;
  policy: Policy;
  digest: string;
  /** What is wrong with the settings, and files that could not be read. */
  findings: Finding[];
}

/** `policyFile`: a policy file to read instead of the tree's own. */
export async function readNoteTree(root: string, policyFile: string | null): Promise<NoteTree> {
  const findings: Finding[] = [];
  const text = (path: string): string | null => {
    const read = readIfThere(path, join(root, path));
    if (read === null || typeof read === "string") return read;
    findings.push(read);
    return null;
  };
  const { policy, digest, ...fromPolicy } = await readTreePolicy(root, policyFile);
  const reno = readRenoConfig(renoConfigPaths.flatMap((path) => withText(path, text(path))));
  const settings = noteSettingsOf(policy, reno.settings);
  const notes = settings.directories
    .flatMap((directory) => filesBelow(root, directory))
    .filter((path) => isNotePath(path, settings) || looksLikeNote(path, settings))
    .flatMap((path) => withText(path, text(path)));
  return {
    notes,
    settings,
    policy,
    digest,
    findings: [...fromPolicy.findings, ...reno.findings, ...findings],
  };
}

function withText(path: string, text: string | null): { path: string; text: string }[] {
  return text === null ? [] : [{ path, text }];
}

function filesBelow(root: string, directory: string): string[] {
  if (!(statSync(join(root, directory), { throwIfNoEntry: false })?.isDirectory() ?? false)) return [];
  return readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
    .map((name) => `${directory}/${name.replaceAll("\\", "/")}`)
    .toSorted();
}
