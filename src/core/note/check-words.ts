/** Checks that every item without labels says something. What the labelled parts say is for the rules to judge. */

import { emptiness } from "./emptiness.ts";
import { nodeEnd, replace, report, shown } from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";
import type { NoteText } from "./note-text.ts";
import { ownSection } from "./sections.ts";
import type { ScannedText } from "./sections.ts";
import { templateTexts, templateWords } from "./template.ts";

export function checkSaysSomething(source: NoteSource, texts: readonly ScannedText[]): void {
  const template = templateTexts(source.settings.template);
  const states = texts.map(({ text }) => emptiness(text.node.text, template));
  const [first] = texts;
  if (first !== undefined && texts.length > 1 && states.every((state) => state === "template")) {
    reportUntouched(source, first.text);
    return;
  }
  for (const [at, { text, scan }] of texts.entries()) {
    const state = states[at] ?? null;
    if (state === null || scan.labels.length > 0 || ownSection(text.section, source.settings) !== null)
      continue;
    if (state === "template") reportTemplate(source, text, template);
    else reportPlaceholder(source, text);
  }
}

function reportUntouched(source: NoteSource, first: NoteText): void {
  report(source, {
    rule: "note-is-not-template",
    severity: "error",
    subject: "untouched",
    message:
      "This is reno's template, untouched, and it would be in the report word for word. Write what operators should know, and delete the sections that you do not need.",
    start: first.node.start,
    end: nodeEnd(source, first.node),
  });
}

function reportTemplate(source: NoteSource, text: NoteText, template: readonly string[]): void {
  const words = shown(templateWords(text.node.text, template) ?? text.node.text);
  report(source, {
    rule: "note-is-not-template",
    severity: "error",
    subject: `${text.section} ${words}`,
    message: `In \`${shown(text.section)}\` the text of reno's template still stands: "${words}". Write what operators should know, or delete it.`,
    start: text.node.start,
    end: nodeEnd(source, text.node),
    fix: removal(source, text),
  });
}

function reportPlaceholder(source: NoteSource, text: NoteText): void {
  const words = shown(text.node.text);
  report(source, {
    rule: "note-section-says-something",
    severity: "warning",
    subject: `${text.section} ${words}`,
    message: `"${words}" in \`${shown(text.section)}\` says nothing yet. Write what operators should know, or delete it.`,
    start: text.node.start,
    end: nodeEnd(source, text.node),
  });
}

function removal(source: NoteSource, text: NoteText): ReturnType<typeof replace> {
  const { start, end } = text.removal;
  return replace(source, start, end, "", "Delete it");
}
