/** Checks one value: whether readers of YAML take it as text, and whether all of what was written is in it. */

import type { Fix } from "../problem.ts";
import { dedent, literalBlock } from "./literal-block.ts";
import {
  afterLine,
  indentAt,
  isFull,
  lineEnd,
  lineStart,
  nodeEnd,
  replace,
  report,
  shown,
} from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";
import { typeInPyYaml, typeInYaml12 } from "./scalar-types.ts";
import type { YamlNode, YamlScalar } from "../yaml/yaml-tree.ts";

const title = "Make it a literal block";

/** The name of each type in a message. */
const typeWords = {
  text: "text",
  nothing: "nothing",
  "yes or no": "true or false",
  number: "a number",
  date: "a date",
  refused: "no value at all",
};

/** Reports what is wrong with a value; false when there is no text in it to read. `what` names it in messages. */
export function checkScalar(
  source: NoteSource,
  node: YamlScalar,
  what: string,
  key: YamlNode | null,
): boolean {
  if (isFull(source)) return node.text.trim() !== "";
  if (node.tag !== null || node.anchor !== null) return checkMarks(source, node, what, key);
  if (node.text.trim() === "") {
    reportNoText(source, node, what);
    return false;
  }
  if (node.style !== "plain") return true;
  checkComment(source, node, what, key);
  const raw = source.text.slice(node.textStart, node.textEnd);
  const python = typeInPyYaml(raw);
  const newer = typeInYaml12(raw);
  if (python === "text" && newer === "text") return true;
  report(source, {
    rule: "note-reads-alike",
    severity: python === "text" ? "warning" : "error",
    subject: `${what} ${shown(raw)}`,
    message:
      python === "text"
        ? `Readers of YAML 1.2 take \`${shown(raw)}\` as ${typeWords[newer]}, reno as text. Put it in quotes.`
        : python === "refused"
          ? `reno (PyYAML) refuses \`${shown(raw)}\` without quotes. Put it in quotes.`
          : `reno (PyYAML) reads \`${shown(raw)}\` as ${typeWords[python]}, not as text, and fails on it. Put it in quotes.`,
    start: node.start,
    end: node.end,
    fix: replace(source, node.start, node.end, `'${raw.replaceAll("'", "''")}'`, "Put it in quotes"),
  });
  return true;
}

/** `&name` is swallowed, and `!name` makes reno fail, unless it is a tag of YAML's own. */
function checkMarks(source: NoteSource, node: YamlScalar, what: string, key: YamlNode | null): boolean {
  if (node.anchor === null && (node.tag === "!!str" || node.tag === "!")) return node.text.trim() !== "";
  report(source, {
    rule: "note-items-are-text",
    severity: "error",
    subject: `${what} mark`,
    message:
      node.anchor !== null
        ? `In ${what}, the word that starts with \`&\` is read as an anchor and is not in the report. Write \`|\` there, and the text on the lines below it.`
        : `In ${what}, the word that starts with \`!\` is read as a tag, and reno fails on it. Write \`|\` there, and the text on the lines below it.`,
    start: node.start,
    end: Math.min(Math.max(nodeEnd(source, node), node.start + 1), lineEnd(source.text, node.start)),
    fix: node.style === "plain" ? literalFix(source, node, key) : null,
  });
  return node.text.trim() !== "";
}

function reportNoText(source: NoteSource, node: YamlScalar, what: string): void {
  const end = lineEnd(source.text, node.start);
  const rest = /^[ \t]*#[ \t]*\S/.test(source.text.slice(node.start, end));
  const start = lineStart(source.text, node.start);
  const alone = /^[ \t]*-[ \t]*(?:(?:''|""|[|>][-+0-9]*)[ \t]*)?$/.test(source.text.slice(start, end));
  const after = afterLine(source.text, end);
  report(source, {
    rule: rest ? "note-text-is-kept" : "note-items-are-text",
    severity: "error",
    subject: `${what} empty`,
    message: rest
      ? `The text of ${what} starts with \`#\`, so it is a comment, and reno fails on the empty item. Write \`|\` there, and the text on the lines below it.`
      : `There is no text in ${what}, and \`reno report\` fails on it. Write some, or delete it.`,
    start: rest ? source.text.indexOf("#", node.start) : node.start,
    end,
    fix: rest
      ? replace(
          source,
          node.start,
          end,
          spaced(source, node.start, literal(source, source.text.slice(node.start, end).trim(), node, null)),
          title,
        )
      : alone
        ? replace(source, start, after, "", "Delete the empty item")
        : null,
  });
}

/** After a space and `#`, the rest of a line is a comment: `Fixes bug #123` has no number in the report. */
function checkComment(source: NoteSource, node: YamlScalar, what: string, key: YamlNode | null): void {
  const end = lineEnd(source.text, node.end);
  const rest = source.text.slice(node.end, end);
  const found = /^[ \t]+#/.exec(rest);
  if (found === null) return;
  const lost = shown(rest);
  report(source, {
    rule: "note-text-is-kept",
    severity: /^[ \t]+#\d/.test(rest) ? "error" : "warning",
    subject: `${what} ${lost}`,
    message: `\`${lost}\` is a comment for YAML: it is not in the report. Write \`|\` before the text of ${what}, and the text on the lines below it.`,
    start: node.end + found[0].length - 1,
    end,
    fix: isInFlow(source, node, key)
      ? null
      : replace(
          source,
          node.start,
          end,
          literal(source, source.text.slice(node.start, end), node, key),
          title,
        ),
  });
}

/** The edit that makes a value a literal block with the same text; null where none is sure. `key`: the key that it is the value of. */
export function literalFix(source: NoteSource, node: YamlNode, key: YamlNode | null): Fix | null {
  const end = Math.max(nodeEnd(source, node), lineEnd(source.text, nodeEnd(source, node)));
  const text = source.text.slice(node.start, end);
  if (text.trim() === "" || isInFlow(source, node, key)) return null;
  if (key !== null && lineEnd(source.text, key.end) < node.start) {
    const column = node.start - lineStart(source.text, node.start);
    return replace(source, node.start, end, `- ${literalBlock(dedent(text, false), column + 2)}`, title);
  }
  return replace(source, node.start, end, literal(source, text, node, key), title);
}

/** An item of `[a, b]` has no line of its own. */
function isInFlow(source: NoteSource, node: YamlNode, key: YamlNode | null): boolean {
  if (key !== null) return false;
  return !/^[ \t]*-[ \t]+$/.test(source.text.slice(lineStart(source.text, node.start), node.start));
}

function literal(source: NoteSource, text: string, node: YamlNode, key: YamlNode | null): string {
  return literalBlock(dedent(text, false), indentAt(source.text, key?.start ?? node.start) + 2);
}

function spaced(source: NoteSource, at: number, text: string): string {
  return /\s/.test(source.text[at - 1] ?? "") ? text : ` ${text}`;
}
