/** The sentences of reno's template, by which an untouched part of it is recognised. */

import { foldText } from "./emptiness.ts";
import { readYaml } from "../yaml/yaml-tree.ts";
import type { YamlNode } from "../yaml/yaml-tree.ts";

/** The beginnings of the items that `reno new` writes (reno 1.6 to 4.1), folded. */
const renoTemplate = [
  "replace this text with content to appear at the top of the section for this release",
  "list new features here, or remove this section",
  "list known issues here, or remove this section",
  "list upgrade notes here, or remove this section",
  "list deprecations notes here, or remove this section",
  "add critical notes here, or remove this section",
  "add security notes here, or remove this section",
  "add normal bug fixes here, or remove this section",
  "add other notes here, or remove this section",
];

/** The words of the template that a text has, null when it has none. */
export function templateWords(text: string, template: readonly string[]): string | null {
  const folded = foldText(text);
  return template.find((words) => folded.includes(words)) ?? null;
}

/** Shorter texts could be anyone's. */
const shortest = 16;

let last: { template: string; texts: string[] } | null = null;

/** The texts that mark a template's items: reno's own, and those of the repository's template. */
export function templateTexts(template: string | null): readonly string[] {
  if (template === null) return renoTemplate;
  if (last?.template !== template) last = { template, texts: [...renoTemplate, ...ownTexts(template)] };
  return last.texts;
}

function ownTexts(template: string): string[] {
  if (template.length > 64 * 1024) return [];
  const reading = readYaml(template);
  const texts = "documents" in reading ? reading.documents.flatMap(scalars) : [];
  return texts.map(foldText).filter((text) => text.length >= shortest && instruction.test(text));
}

/** A template also has examples, and a note may say the same: only what speaks to the author is the template's. */
const instruction =
  /\b(?:here|remove|replace|describe|this section|list|add|write|explain|todo|if applicable|fill)\b|<|\?$/;

function scalars(node: YamlNode): string[] {
  if (node.kind === "sequence") return node.items.flatMap(scalars);
  if (node.kind === "mapping") return node.pairs.flatMap((pair) => scalars(pair.value));
  return node.kind === "scalar" ? [node.text] : [];
}
