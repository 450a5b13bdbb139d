/** Checks the sections of a note and the items in them: what reno does not know, loses or fails on. */

import { checkScalar, literalFix } from "./check-scalar.ts";
import { closest } from "./closest.ts";
import { sectionNames } from "./note.ts";
import { afterLine, isFull, lineEnd, lineStart, nodeEnd, replace, report, shown } from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";
import { noteText } from "./note-text.ts";
import type { NoteText } from "./note-text.ts";
import type { Fix } from "../problem.ts";
import type { YamlMapping, YamlNode, YamlSequence } from "../yaml/yaml-tree.ts";

type Pair = YamlMapping["pairs"][number];

/** Reports what is wrong with the structure, and returns the texts that can be read. */
export function checkStructure(source: NoteSource, root: YamlMapping): NoteText[] {
  const texts: NoteText[] = [];
  const seen = new Map<string, Pair>();
  const names = new Set(root.pairs.map(({ key }) => (key.kind === "scalar" ? key.text : "")));
  for (const pair of root.pairs) {
    const name = pair.key.kind === "scalar" ? pair.key.text : "";
    checkName(source, names, pair, name);
    const first = seen.get(name);
    if (first === undefined) seen.set(name, pair);
    else reportTwice(source, name, first, pair);
    texts.push(...sectionTexts(source, pair, name));
  }
  return texts;
}

function checkName(source: NoteSource, names: ReadonlySet<string>, pair: Pair, name: string): void {
  const known = source.settings.renoSections;
  if (known.includes(name) || isFull(source)) return;
  const own = (sectionNames as readonly string[]).includes(name);
  const meant = meantSection(name, known);
  const { start } = pair.key;
  const there = meant !== null && names.has(meant);
  report(source, {
    rule: "note-section-is-known",
    severity: "error",
    subject: `section ${shown(name)}`,
    message: own
      ? `reno's configuration does not list the section \`${name}\`, so reno leaves it out. Add it to \`sections\` there, or write it as a labelled part of \`upgrade\`.`
      : `reno does not know the section \`${shown(name)}\` and leaves it out. ${meant === null ? knownWords(known) : `Did you mean \`${meant}\`?`}`,
    start,
    end: nodeEnd(source, pair.key),
    fix:
      own || meant === null || there
        ? null
        : replace(source, start, nodeEnd(source, pair.key), meant, `Write \`${meant}\``),
  });
}

/** Names that people write for reno's own sections. */
const usual: Record<string, string> = {
  bug: "fixes",
  bugs: "fixes",
  bugfix: "fixes",
  bugfixes: "fixes",
  bug_fixes: "fixes",
  known_issues: "issues",
  new_features: "features",
  upgrade_notes: "upgrade",
  security_issues: "security",
  critical_issues: "critical",
  deprecation_notes: "deprecations",
  other_notes: "other",
};

function meantSection(name: string, known: readonly string[]): string | null {
  const other = usual[name.toLowerCase().replace(/[\s-]+/g, "_")];
  return other !== undefined && known.includes(other) ? other : closest(name, known);
}

function knownWords(known: readonly string[]): string {
  return known.length > 12
    ? "Its sections are listed in reno's configuration."
    : `It knows ${known.join(", ")}.`;
}

function reportTwice(source: NoteSource, name: string, first: Pair, again: Pair): void {
  report(source, {
    rule: "note-keys-are-unique",
    severity: "error",
    subject: `section ${shown(name)}`,
    message: `The section \`${shown(name)}\` stands here a second time, and reno loses the text of the first without a word. Put all items under one.`,
    start: again.key.start,
    end: nodeEnd(source, again.key),
    fix: mergeLists(source, first, again),
  });
}

/** Takes the second key away when the list under it directly follows the first list, indented alike. */
function mergeLists(source: NoteSource, first: Pair, again: Pair): Fix | null {
  const [above, below] = [first.value, again.value];
  if (above.kind !== "sequence" || below.kind !== "sequence" || above.flow || below.flow) return null;
  if (source.text.slice(above.end, again.key.start).trim() !== "") return null;
  if (column(source, above) !== column(source, below)) return null;
  const start = lineStart(source.text, again.key.start);
  const end = lineStart(source.text, below.start);
  return end <= start ? null : replace(source, start, end, "", "Join it with the section above");
}

function column(source: NoteSource, node: YamlSequence): number {
  return node.start - lineStart(source.text, node.start);
}

function sectionTexts(source: NoteSource, pair: Pair, name: string): NoteText[] {
  const { key, value } = pair;
  const prelude = name === source.settings.preludeName;
  if (isEmpty(value)) {
    reportEmpty(source, pair, name, prelude);
    return [];
  }
  if (value.kind === "scalar") {
    const read = checkScalar(source, value, `\`${shown(name)}\``, key);
    return read ? [noteText(source, name, value, key.start)] : [];
  }
  if (value.kind === "sequence") {
    if (prelude) reportPrelude(source, value, name);
    const only = value.items.length === 1 ? key.start : null;
    return value.items.flatMap((item, at) => itemTexts(source, item, name, at, only));
  }
  reportNotText(source, value, name, `\`${shown(name)}\``, key);
  return [];
}

/** `only`: where the section starts when this is its only item. */
function itemTexts(
  source: NoteSource,
  item: YamlNode,
  name: string,
  at: number,
  only: number | null,
): NoteText[] {
  const what = `item ${at + 1} of \`${shown(name)}\``;
  if (item.kind !== "scalar") {
    reportNotText(source, item, name, what, null);
    return [];
  }
  return checkScalar(source, item, what, null) ? [noteText(source, name, item, only ?? item.start)] : [];
}

/** Nothing, `[]` or `{}`. */
function isEmpty(node: YamlNode): boolean {
  if (node.kind === "sequence") return node.items.length === 0;
  if (node.kind === "mapping") return node.pairs.length === 0;
  return node.kind === "scalar" && node.text.trim() === "" && node.tag === null;
}

function reportEmpty(source: NoteSource, pair: Pair, name: string, prelude: boolean): void {
  const start = lineStart(source.text, pair.key.start);
  const end = afterLine(source.text, Math.max(pair.key.end, nodeEnd(source, pair.value)));
  report(source, {
    rule: "note-section-says-something",
    severity: prelude ? "error" : "warning",
    subject: `section ${shown(name)}`,
    message: `The section \`${shown(name)}\` has no text${prelude ? ", and reno fails on that" : ""}. Write some, or delete the section.`,
    start: pair.key.start,
    end: nodeEnd(source, pair.key),
    fix: replace(source, start, end, "", "Delete the section"),
  });
}

function reportPrelude(source: NoteSource, value: YamlSequence, name: string): void {
  report(source, {
    rule: "note-items-are-text",
    severity: "error",
    subject: `section ${shown(name)}`,
    message: `\`${shown(name)}\` is a list, and reno fails on it: it wants one text. Write \`${shown(name)}: |\`, and the text on the lines below it.`,
    start: value.start,
    end: lineEnd(source.text, value.start),
  });
}

function reportNotText(
  source: NoteSource,
  node: YamlNode,
  name: string,
  what: string,
  key: YamlNode | null,
): void {
  const is =
    node.kind === "alias"
      ? "starts with `*`, so it is read as an alias: other text is printed in its place."
      : node.kind === "sequence"
        ? "is a list; `reno report` fails on it."
        : "is read as a key with a value, because a colon and a space stand in it; `reno report` fails on it.";
  report(source, {
    rule: "note-items-are-text",
    severity: "error",
    subject: `${shown(name)} ${shown(source.text.slice(node.start, node.end))}`,
    message: `${what[0]?.toUpperCase()}${what.slice(1)} ${is} Write \`|\` there, and the text on the lines below it.`,
    start: node.start,
    end: Math.max(node.start, Math.min(nodeEnd(source, node), lineEnd(source.text, node.start))),
    fix: literalFix(source, node, key),
  });
}
