/** Every page beside a detector is its test: what the example's files are read into must be what it says. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import type { Parsers } from "../../../../src/core/detect/parsers.ts";
import type { Detector, FileReading, Tree } from "../../../../src/core/detect/detector.ts";
import type { ReadOperation } from "../../../../src/core/operation.ts";
import { targetOf } from "../../../../src/core/operation.ts";
import { loadParsers } from "../../../../src/edges/parsing/load-parsers.ts";
import { type Example, pagesIn, readPage } from "../../../support/pages.ts";

const parsers = await loadParsers(["postgresql", "python", "ruby", "typescript", "php"]);
const folder = join(import.meta.dirname, "../../../../src/core/detect/detectors");

for (const page of pagesIn(folder)) {
  const name = basename(page, ".md");
  test(name, async (context) => {
    const examples = readPage(page);
    assert.ok(examples.length > 0, `${page} has no example`);
    const detector = await detectorOf(name);
    for (const example of examples)
      await context.test(`line ${example.line}: ${example.title}`, () => {
        const expected = example.blocks.filter((block) => block.language === "operations");
        assert.equal(expected.length, 1, "an example has one block of operations");
        const found = readExample(detector, example, parsers);
        assert.deepEqual(
          found,
          (expected[0]?.text ?? "").split("\n").filter((line) => line.trim() !== ""),
        );
      });
  });
}

/** The one export of the detector's module that is a detector. */
async function detectorOf(name: string): Promise<Detector> {
  const path = join(folder, `${name}.ts`);
  readFileSync(path);
  const module: Record<string, unknown> = await import(pathToFileURL(path).href);
  const found = Object.values(module).find(
    (value): value is Detector => typeof value === "object" && value !== null && "claims" in value,
  );
  assert.ok(found, `${path} exports no detector`);
  return found;
}

/** The lines that the example's head files yield; a file that nobody claims says so. */
function readExample(detector: Detector, example: Example, parsers: Parsers): string[] {
  const base = new Map<string, string>();
  const heads = new Map<string, string>();
  for (const block of example.blocks) {
    if (block.meta === "base-paths")
      for (const path of block.text.split("\n")) if (path !== "") base.set(path, base.get(path) ?? "");
    if (block.meta.startsWith("base:")) base.set(block.meta.slice(5), block.text);
    else if (block.meta !== "base-paths" && block.meta !== "" && block.language !== "operations")
      heads.set(block.meta, block.text);
  }
  assert.ok(heads.size > 0, "an example has at least one file");
  const tree: Tree = { paths: [...base.keys()].toSorted(), text: (path) => base.get(path) ?? null };
  const lines: string[] = [];
  for (const [path, text] of heads) {
    if (!detector.claims(path, tree, false) || !detector.confirms(path, text)) {
      lines.push(`not claimed ${path}`);
      continue;
    }
    const wanted = new Set(detector.wants(path, text, tree.paths));
    const loaded: Tree = {
      paths: tree.paths,
      text: (other) => (wanted.has(other) ? tree.text(other) : null),
    };
    const reading = detector.read(path, text, {
      tree: loaded,
      parsers,
      transaction: null,
      expired: () => false,
    });
    lines.push(...readingLines(reading, example));
  }
  return lines;
}

/** As the pages write them; what a page says nothing of (transactions, revision) is left out in all its lines. */
function readingLines(reading: FileReading, example: Example): string[] {
  const expected = example.blocks.find((block) => block.language === "operations")?.text ?? "";
  const showTransaction = expected.includes("[tx=");
  const lines = reading.operations.map((operation) => operationLine(operation, showTransaction));
  for (const item of reading.unread)
    lines.push(`unread ${item.place.line}:${item.place.column} ${shortReason(item.reason, expected)}`);
  for (const item of reading.directives)
    lines.push(`directive ${item.place.line}:${item.place.column} ${item.text}`);
  if (expected.includes("revision ")) lines.push(`revision ${reading.revision ?? "none"}`);
  return lines;
}

function operationLine(operation: ReadOperation, showTransaction: boolean): string {
  const { direction, kind, place } = operation;
  const marks = [
    operation.conditional ? " [conditional]" : "",
    operation.phase === null ? "" : ` [${operation.phase}]`,
    showTransaction ? ` [tx=${operation.transaction ?? "none"}]` : "",
  ];
  return `${direction} ${kind} ${targetOf(operation)} ${place.line}:${place.column}${marks.join("")}`;
}

/** A page gives a part of the reason: that part when it is there, else all of it. */
function shortReason(reason: string, expected: string): string {
  for (const line of expected.split("\n")) {
    const part = /^unread \d+:\d+ (.+)$/.exec(line)?.[1];
    if (part !== undefined && reason.includes(part)) return part;
  }
  return reason;
}
