/** Finds what breaks a note before its YAML is read: characters that YAML forbids or breaks lines at, and conflict markers. */

import { report, replace } from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";

/** What PyYAML refuses, and the line breaks that YAML 1.1 has and YAML 1.2 has not. */
const unwanted = /[^\t\n\r -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** One finding is enough for a binary file. */
const most = 5;

/** Whether the YAML can be read at all. */
export function checkCharacters(source: NoteSource): boolean {
  const { text } = source;
  const start = text.startsWith("\ufeff") ? 1 : 0;
  const everywhere = new RegExp(unwanted, "gu");
  everywhere.lastIndex = start;
  let readable = true;
  let count = 0;
  for (let found = everywhere.exec(text); found !== null; found = everywhere.exec(text)) {
    count += 1;
    const character = found[0];
    const code = `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")}`;
    const breaks = /[\u0085\u2028\u2029]/.test(character);
    if (!breaks) readable = false;
    if (count > most) continue;
    report(source, {
      rule: "note-is-yaml",
      severity: "error",
      subject: `character ${code} ${count}`,
      message: breaks
        ? `The character ${code} is a line break for reno (PyYAML) and none for others. Write a space or a new line.`
        : `The character ${code} may not stand in YAML; reno fails on it. Delete it.`,
      start: found.index,
      end: found.index + character.length,
      fix: replace(
        source,
        found.index,
        found.index + character.length,
        breaks ? " " : "",
        breaks ? "Write a space" : "Delete it",
      ),
    });
  }
  return readable && !hasConflict(source);
}

function hasConflict(source: NoteSource): boolean {
  const ours = /^<{7}(?: .*)?\r?$/m.exec(source.text);
  if (ours === null || !/^={7}\r?$/m.test(source.text) || !/^>{7}(?: .*)?\r?$/m.test(source.text))
    return false;
  report(source, {
    rule: "note-is-yaml",
    severity: "error",
    subject: "conflict",
    message:
      "A merge conflict was left in the note. Keep one side, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`.",
    start: ours.index,
    end: ours.index + 7,
  });
  return true;
}
