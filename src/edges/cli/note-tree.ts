/** The notes of a checkout as they are on disk, with the settings that hold for them. */

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { contentOf } from "../../core/content.ts";
import { UserError } from "../../core/errors.ts";
import { defaultPolicy } from "../../core/judge/default-policy.ts";
import type { Policy } from "../../core/judge/policy.ts";
import type { NoteSettings } from "../../core/note/note.ts";
import { isNotePath, looksLikeNote, readRenoConfig, renoConfigPaths } from "../../core/note/reno-config.ts";
import { noteSettingsOf } from "../../core/note-settings.ts";
import { wholeFile } from "../../core/place.ts";
import type { Finding } from "../../core/problem.ts";

export interface NoteTree {
  notes: { path: string; text: string }[];
  settings: NoteSettings;
  policy: Policy;
  digest: string;
  /** What is wrong with the settings, and files that could not be read. */
  findings: Finding[];
}

const policyPath = ".github/lockstep.yml";

/** `policyFile`: a policy file to read instead of the tree's own. */
export async function readNoteTree(root: string, policyFile: string | null): Promise<NoteTree> {
  const findings: Finding[] = [];
  const text = (path: string, full = join(root, path)): string | null => {
    const read = readIfThere(path, full);
    if (read === null || typeof read === "string") return read;
    findings.push(read);
    return null;
  };
  const { policy, digest, ...fromPolicy } = await policyOf(
    policyFile === null ? text(policyPath) : namedText(policyFile),
    policyFile ?? policyPath,
  );
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

async function policyOf(
  text: string | null,
  path: string,
): Promise<{ policy: Policy; digest: string; findings: Finding[] }> {
  if (text === null) {
    const { policyDigest } = await import("../../core/judge/policy-digest.ts");
    return { policy: defaultPolicy, digest: policyDigest(defaultPolicy), findings: [] };
  }
  const { readPolicy } = await import("../../core/judge/policy-schema.ts");
  return readPolicy([{ path, text }]);
}

/** A file that a person names must be there. */
function namedText(path: string): string {
  const read = readIfThere(path, path);
  if (typeof read === "string") return read;
  throw new UserError(read === null ? `There is no file ${path}.` : `${path}: ${read.message}`);
}

function withText(path: string, text: string | null): { path: string; text: string }[] {
  return text === null ? [] : [{ path, text }];
}

function readIfThere(path: string, full: string): string | Finding | null {
  if (!(statSync(full, { throwIfNoEntry: false })?.isFile() ?? false)) return null;
  const content = contentOf(readFileSync(full));
  if ("text" in content) return content.text;
  return {
    rule: "note-is-yaml",
    severity: "error",
    subject: path,
    message: `This file could not be read: ${content.unread}.`,
    place: wholeFile(path),
  };
}

function filesBelow(root: string, directory: string): string[] {
  if (!(statSync(join(root, directory), { throwIfNoEntry: false })?.isDirectory() ?? false)) return [];
  return readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
    .map((name) => `${directory}/${name.replaceAll("\\", "/")}`)
    .toSorted();
}
