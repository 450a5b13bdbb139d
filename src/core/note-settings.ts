/** What holds for the notes of a repository: the policy's word, over reno's own configuration, over the defaults. */

import type { Policy } from "./judge/policy.ts";
import { defaultNoteSettings } from "./note/default-settings.ts";
import type { NoteSettings } from "./note/note.ts";
import type { RenoSettings } from "./note/reno-config.ts";

export function noteSettingsOf(policy: Policy, reno: RenoSettings): NoteSettings {
  const { directories, markup, labels } = policy.notes;
  return {
    ...defaultNoteSettings,
    ...reno,
    directories: directories ?? reno.directories ?? defaultNoteSettings.directories,
    markup,
    labels,
  };
}
