/** Reads reno's own configuration, as far as it says where notes are and what may be in them. */

import { didYouMean } from "../nearest.ts";
import { wholeFile } from "../place.ts";
import type { Finding } from "../problem.ts";
import { defaultNoteSettings } from "./default-settings.ts";
import type { NoteSettings } from "./note.ts";
import { noteSource, report, shown } from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";
import { typeInPyYaml } from "./scalar-types.ts";
import { readYaml } from "../yaml/yaml-tree.ts";
import type { YamlNode } from "../yaml/yaml-tree.ts";

export { defaultNoteSettings } from "./default-settings.ts";
export { isNotePath, looksLikeNote } from "./note-path.ts";

/** In the order in which reno looks: the first that is there counts, alone. */
export const renoConfigPaths: readonly string[] = ["releasenotes/config.yaml", "reno.yaml"];

export type RenoSettings = Partial<
  Pick<
    NoteSettings,
    "directories" | "subdirectories" | "renoSections" | "preludeName" | "encoding" | "ignored" | "template"
  >
>;

/** The options of reno 4.1. */
const options = [
  "notesdir",
  "allow_subdirectories",
  "collapse_pre_releases",
  "stop_at_branch_base",
  "branch",
  "default_branch",
  "earliest_version",
  "template",
  "add_release_date",
  "release_tag_re",
  "pre_release_tag_re",
  "branch_name_re",
  "closed_branch_tag_re",
  "branch_name_prefix",
  "branch_sort_re",
  "branch_sort_prefix",
  "sections",
  "prelude_section_name",
  "ignore_null_merges",
  "ignore_notes",
  "unreleased_version_title",
  "encoding",
  "semver_major",
  "semver_minor",
  "semver_patch",
];

const largest = 64 * 1024;
const rule = "reno-config-is-read";

/** Never throws. `files`: those of `renoConfigPaths` that are there. */
export function readRenoConfig(files: readonly { path: string; text: string }[]): {
  settings: RenoSettings;
  findings: Finding[];
} {
  const present = renoConfigPaths.flatMap((path) => files.filter((file) => file.path === path));
  const [file, passedOver] = present;
  if (file === undefined) return { settings: {}, findings: [] };
  const source = noteSource(file.path, file.text, defaultNoteSettings);
  if (passedOver !== undefined) {
    source.findings.push({
      rule,
      severity: "warning",
      subject: passedOver.path,
      message: `reno reads ${file.path} and passes over this file. Keep one of them.`,
      place: wholeFile(passedOver.path),
    });
  }
  return { settings: settingsOf(source), findings: source.findings };
}

function settingsOf(source: NoteSource): RenoSettings {
  const reading =
    source.text.length > largest ? { reason: "the file is too large", offset: 0 } : readYaml(source.text);
  if ("reason" in reading) {
    wrong(
      source,
      "yaml",
      `This is not YAML that reno can read: ${reading.reason}.`,
      reading.offset,
      reading.offset,
      "error",
    );
    return {};
  }
  const [root] = reading.documents;
  if (root === undefined || (root.kind === "scalar" && root.text === "")) return {};
  if (root.kind !== "mapping") {
    wrong(
      source,
      "shape",
      "reno's configuration is a mapping of options to values.",
      root.start,
      root.start,
      "error",
    );
    return {};
  }
  const settings: RenoSettings = {};
  for (const { key, value } of root.pairs) {
    const name = key.kind === "scalar" ? key.text : "";
    if (!options.includes(name)) {
      wrong(
        source,
        name,
        `reno has no option \`${shown(name)}\`.${didYouMean(name, options)}`,
        key.start,
        key.end,
        "warning",
      );
    } else readOption(source, settings, name, value);
  }
  return withPrelude(settings);
}

function readOption(source: NoteSource, settings: RenoSettings, name: string, value: YamlNode): void {
  const text = value.kind === "scalar" ? value.text : null;
  const expected = (what: string): void =>
    wrong(source, name, `\`${name}\` must be ${what}.`, value.start, value.end, "error");
  if (name === "notesdir") {
    if (text === null || text === "") expected("the name of a directory below `releasenotes`");
    else settings.directories = [directory(text)];
  } else if (name === "allow_subdirectories") {
    if (text === null || typeInPyYaml(text) !== "yes or no") expected("true or false");
    else settings.subdirectories = /^(?:yes|true|on)$/i.test(text);
  } else if (name === "prelude_section_name") {
    if (text === null || text === "") expected("the name of a section");
    else settings.preludeName = text;
  } else if (name === "encoding") {
    if (text === null) expected("the name of an encoding, such as utf-8");
    else if (typeInPyYaml(text) !== "nothing") settings.encoding = text.toLowerCase();
  } else if (name === "template") {
    if (text === null) expected("a text");
    else settings.template = text;
  } else if (name === "ignore_notes") {
    if (value.kind !== "sequence") expected("a list of file names or ids");
    else settings.ignored = value.items.flatMap((item) => (item.kind === "scalar" ? [item.text] : []));
  } else if (name === "sections") readSectionsOption(source, settings, value);
}

function readSectionsOption(source: NoteSource, settings: RenoSettings, value: YamlNode): void {
  const names: string[] = [];
  const expected =
    "Each entry of `sections` is a list: the name, the title, and if you like a level from 1 to 3";
  if (value.kind !== "sequence") {
    wrong(source, "sections", `\`sections\` must be a list. ${expected}.`, value.start, value.start, "error");
    return;
  }
  for (const item of value.items) {
    const parts = item.kind === "sequence" ? item.items : [];
    const [name, , level] = parts;
    const right =
      (parts.length === 2 || parts.length === 3) &&
      name?.kind === "scalar" &&
      (level === undefined || (level.kind === "scalar" && /^[123]$/.test(level.text)));
    if (right) names.push(name.text);
    else
      wrong(
        source,
        `sections ${names.length}`,
        `${expected}; reno fails on this one.`,
        item.start,
        item.end,
        "error",
      );
  }
  settings.renoSections = names;
}

/** The prelude always counts, under the name that it has. */
function withPrelude(settings: RenoSettings): RenoSettings {
  if (settings.preludeName === undefined && settings.renoSections === undefined) return settings;
  const prelude = settings.preludeName ?? defaultNoteSettings.preludeName;
  const rest = settings.renoSections ?? defaultNoteSettings.renoSections.slice(1);
  return { ...settings, renoSections: [prelude, ...rest.filter((name) => name !== prelude)] };
}

/** A path below `releasenotes`, without `./`, `..` and double slashes. */
function directory(notesdir: string): string {
  const parts = ["releasenotes"];
  for (const part of notesdir.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function wrong(
  source: NoteSource,
  subject: string,
  message: string,
  start: number,
  end: number,
  severity: "error" | "warning",
): void {
  report(source, { rule, severity, subject, message, start, end });
}
