/** The policy and reno's configuration, as they hold for a change. */

import type { Content } from "../core/change.ts";
import { defaultPolicy } from "../core/judge/default-policy.ts";
import { policyDigest } from "../core/judge/policy-digest.ts";
import type { Policy } from "../core/judge/policy.ts";
import { noteSettingsOf } from "../core/note-settings.ts";
import { defaultNoteSettings } from "../core/note/default-settings.ts";
import type { NoteSettings } from "../core/note/note.ts";
import type { Finding } from "../core/problem.ts";
import { atHead, textOf } from "./sides.ts";
import type { ChangeSource, NamedPolicy } from "./source.ts";

export interface Settings {
  policy: Policy;
  policyDigest: string;
  noteSettings: NoteSettings;
  findings: readonly Finding[];
  /** The texts that they come from, by path. */
  texts: ReadonlyMap<string, string>;
}

export const policyPath = ".github/lockstep.yml";
export const renoPaths = ["releasenotes/config.yaml", "reno.yaml"];
/** No YAML: what cannot be read counts as a broken file, never as none. */
export const unreadable = "\0";

/** So many different settings are kept. */
const keepLimit = 500;

/** Keeps what it has read: along a history the settings seldom change. */
export class SettingsReader {
  readonly #named: NamedPolicy | null;
  readonly #known = new Map<string, Settings>();

  constructor(named: NamedPolicy | null) {
    this.#named = named;
  }

  /** A person named the policy file. */
  get isNamed(): boolean {
    return this.#named !== null;
  }

  /** The policy of the tip of the base; reno's configuration from there too, or from the head where the base has none. */
  async read(source: ChangeSource): Promise<Settings> {
    const policy = this.#named ?? present(policyPath, await source.tip(policyPath), unreadable);
    const { organisation } = source;
    const fromTip = await renoFiles((path) => source.tip(path));
    const reno = fromTip.length > 0 ? fromTip : await renoFiles((path) => atHead(source, path));
    const key = JSON.stringify([organisation, policy, reno]);
    const known = this.#known.get(key) ?? (await settingsFrom(organisation, policy, reno));
    if (this.#known.size >= keepLimit) this.#known.delete(this.#known.keys().next().value ?? "");
    this.#known.set(key, known);
    return known;
  }
}

async function settingsFrom(
  organisation: NamedPolicy | null,
  file: NamedPolicy | null,
  reno: readonly NamedPolicy[],
): Promise<Settings> {
  const { policy, digest, findings } = await policyFrom(organisation, file);
  const notes = await renoFrom(reno);
  return {
    policy,
    policyDigest: digest,
    noteSettings: noteSettingsOf(policy, notes.settings),
    findings: [...findings, ...notes.findings],
    texts: new Map([...(file === null ? [] : [file]), ...reno].map(({ path, text }) => [path, text])),
  };
}

/** The organisation's file first: only it may lock settings. */
async function policyFrom(
  organisation: NamedPolicy | null,
  file: NamedPolicy | null,
): Promise<{ policy: Policy; digest: string; findings: Finding[] }> {
  if (organisation === null && file === null)
    return { policy: defaultPolicy, digest: policyDigest(defaultPolicy), findings: [] };
  const { readPolicy } = await import("../core/judge/policy-schema.ts");
  return readPolicy([
    ...(organisation === null ? [] : [{ ...organisation, organisation: true }]),
    ...(file === null ? [] : [file]),
  ]);
}

async function renoFrom(
  files: readonly NamedPolicy[],
): Promise<{ settings: Partial<NoteSettings>; findings: Finding[] }> {
  if (files.length === 0) return { settings: defaultNoteSettings, findings: [] };
  const { readRenoConfig } = await import("../core/note/reno-config.ts");
  return readRenoConfig(files);
}

async function renoFiles(load: (path: string) => Promise<Content | null>): Promise<NamedPolicy[]> {
  const contents = await Promise.all(renoPaths.map(load));
  return renoPaths.flatMap((path, index) => present(path, contents[index] ?? null, "") ?? []);
}

function present(path: string, content: Content | null, instead: string): NamedPolicy | null {
  return content === null ? null : { path, text: textOf(content) ?? instead };
}
