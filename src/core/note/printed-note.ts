/** A note as `reno report` prints it: its sections under their titles, in reno's order. */

import { checkStructure } from "./check-structure.ts";
import { readSections } from "./check-yaml.ts";
import type { Note } from "./note.ts";
import { noteSource } from "./note-source.ts";

export interface PrintedSection {
  title: string;
  /** It is text above the lists of the others. */
  prelude: boolean;
  /** The source texts of its items. */
  items: string[];
}

export interface PrintedNote {
  sections: PrintedSection[];
  /** Names of sections that reno does not know, and leaves out. */
  leftOut: string[];
}

/** Null when the note cannot be read. */
export function printedNote({ path, source: text, settings, readable }: Note): PrintedNote | null {
  const source = noteSource(path, text, settings);
  const root = readable ? readSections(source) : null;
  if (root === null) return null;
  const texts = new Map<string, string[]>();
  for (const { section, lines } of checkStructure(source, root)) {
    texts.set(section, [...(texts.get(section) ?? []), lines.join("\n").replaceAll("\r", "")]);
  }
  const { preludeName, renoSections } = settings;
  const order = [preludeName, ...renoSections.filter((name) => name !== preludeName)];
  return {
    sections: order.flatMap((name) => {
      const items = texts.get(name);
      return items === undefined ? [] : [{ title: titleOf(name), prelude: name === preludeName, items }];
    }),
    leftOut: [...texts.keys()].filter((name) => !order.includes(name)),
  };
}

/** As reno has them where its configuration names no others. */
const titles: Readonly<Record<string, string>> = {
  prelude: "Prelude",
  features: "New Features",
  issues: "Known Issues",
  upgrade: "Upgrade Notes",
  deprecations: "Deprecation Notes",
  critical: "Critical Issues",
  security: "Security Issues",
  fixes: "Bug Fixes",
  other: "Other Notes",
};

function titleOf(name: string): string {
  if (Object.hasOwn(titles, name)) return titles[name] as string;
  const words = name.replace(/[_-]+/gu, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
