/** Puts what a note lacks into it: bodies where there is none, and the sections that are missing. */

import { applyEdits } from "../edits.ts";
import { indented, literalBlock } from "../note/literal-block.ts";
import { sectionNames } from "../note/note.ts";
import type { Note, NoteSection, NoteSettings, SectionName } from "../note/note.ts";
import { readNote } from "../note/read-note.ts";
import { readYaml } from "../yaml/yaml-tree.ts";
import { Lines } from "../place.ts";
import type { Edit } from "../problem.ts";
import { labelled } from "./labelled.ts";

/** The edits, none when nothing is missing; null when no edit of the file can help. */
export function completeNote(
  note: Note,
  bodies: ReadonlyMap<SectionName, string>,
  settings: NoteSettings,
): Edit[] | null {
  if (!note.readable) return null;
  const missing = sectionNames.filter((name) => !note.sections.some((section) => section.name === name));
  const empty = note.sections.filter((section) => section.empty !== null);
  const filled = empty.flatMap((section) => fill(section, bodies.get(section.name) ?? ""));
  if (missing.length === 0 && filled.length === 0) return [];
  const part = (name: SectionName): string => labelled(name, bodies.get(name) ?? "", settings);
  const text = missing.map(part).join("\n\n");
  for (const added of [inOrder(note, missing, part), append(note, text), addItem(note, text)]) {
    const edits = added === null ? null : [...filled, ...added];
    if (edits !== null && holds(note, edits, settings)) return edits;
  }
  return null;
}

/** A body in the place of one that says nothing: behind its label, or below it when it is a list. */
function fill(section: NoteSection, body: string): Edit[] {
  const { labelPlace, place } = section;
  if (labelPlace.line !== labelPlace.endLine || body === section.text) return [];
  const indent = labelPlace.column - 1;
  const start = { line: labelPlace.endLine, column: labelPlace.endColumn };
  const lead = body.startsWith("* ") ? "\n\n" : "";
  const lines = lead === "" ? ` ${body}` : lead + indented(body, indent);
  return [{ place: { ...place, ...start }, text: lines }];
}

/** Each missing part behind the one that comes before it in a drafted note: above the label that follows there, else at the end. */
function inOrder(
  note: Note,
  missing: readonly SectionName[],
  part: (name: SectionName) => string,
): Edit[] | null {
  const above = new Map<NoteSection | null, SectionName[]>();
  for (const name of missing) {
    const before = new Set(sectionNames.slice(0, sectionNames.indexOf(name)));
    const last = note.sections.findLastIndex((section) => before.has(section.name));
    const next = note.sections[last + 1] ?? null;
    above.set(next, [...(above.get(next) ?? []), name]);
  }
  const lines = note.source.split("\n");
  const edits: Edit[] = [];
  for (const [next, names] of above) {
    const text = names.map(part).join("\n\n");
    const added = next === null ? append(note, text) : insertAbove(next, lines, text);
    if (added === null) return null;
    edits.push(...added);
  }
  return edits;
}

/** Null where the label does not stand on a line of its own: a part above it would fall out of its list. */
function insertAbove({ labelPlace }: NoteSection, lines: readonly string[], text: string): Edit[] | null {
  const { path, line, column } = labelPlace;
  const margin = (lines[line - 1] ?? "").slice(0, column - 1);
  if (!/^ +$/.test(margin)) return null;
  const place = { path, line, column, endLine: line, endColumn: column };
  return [{ place, text: `${indented(text, margin.length).trimStart()}\n\n${margin}` }];
}

/** The missing parts at the end of the item that holds the others. */
function append(note: Note, text: string): Edit[] | null {
  if (text === "") return [];
  if (note.insertion === null) return null;
  const { place, indent } = note.insertion;
  return [{ place, text: `\n\n${indented(text, indent)}` }];
}

/** A new item at the end of `upgrade`, or `upgrade` at the end of the note. */
function addItem(note: Note, text: string): Edit[] | null {
  const reading = readYaml(note.source);
  const root = "documents" in reading ? reading.documents[0] : undefined;
  if (text === "" || root?.kind !== "mapping" || root.flow) return null;
  const lines = new Lines(note.path, note.source);
  const upgrade = root.pairs.find(({ key }) => key.kind === "scalar" && key.text === "upgrade")?.value;
  if (upgrade === undefined) {
    const place = endOf(note.source, root.end, lines);
    return [{ place, text: `\nupgrade:\n  - ${literalBlock(text, 4)}` }];
  }
  if (upgrade.kind !== "sequence" || upgrade.flow) return null;
  const indent = lines.position(upgrade.start).column - 1;
  const place = endOf(note.source, upgrade.end, lines);
  return [{ place, text: `\n${" ".repeat(indent)}- ${literalBlock(text, indent + 2)}` }];
}

function endOf(text: string, end: number, lines: Lines): Edit["place"] {
  let at = end;
  while (at > 0 && /\s/.test(text[at - 1] as string)) at -= 1;
  const feed = text.indexOf("\n", at);
  const lineEnd = feed === -1 ? text.length : feed;
  return lines.place(lineEnd, lineEnd);
}

/** Reads the edited note: everything that was said must still be there, and nothing may be missing. */
function holds(note: Note, edits: readonly Edit[], settings: NoteSettings): boolean {
  const { text, skipped } = applyEdits(note.path, note.source, edits);
  const after = readNote(note.path, text, settings);
  if (skipped > 0 || !after.readable || after.sections.length !== sectionNames.length) return false;
  return note.sections.every((before) => {
    const now = after.sections.find((section) => section.name === before.name);
    return (
      now !== undefined && now.empty !== "nothing" && (before.empty !== null || now.text === before.text)
    );
  });
}
