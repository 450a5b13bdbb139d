/** Holds the house to its plan: who may import whom, no circles, no drawers, every plug-in in its registry. */

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

import { registry as detectors } from "../src/core/detect/registry.ts";
import { registry as rules } from "../src/core/judge/registry.ts";

const root = join(import.meta.dirname, "..");
const files = globSync("src/**/*.ts", { cwd: root }).map((file) => file.replaceAll("\\", "/"));

interface Import {
  from: string;
  /** A file of src, or the name of a package. */
  to: string;
  typeOnly: boolean;
}

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?[^;"]*?from\s+"([^"]+)"|^\s*import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gmu,
  );
  return [...found].map((match) => {
    const target = match[2] ?? match[3] ?? match[4] ?? "";
    const to = target.startsWith(".") ? normalize(join(dirname(file), target)) : target;
    return { from: file, to, typeOnly: match[1] !== undefined };
  });
});

/** The imports of files under `from` whose target matches. */
function offenders(from: string, bad: (to: string, typeOnly: boolean) => boolean): string[] {
  return imports
    .filter((edge) => edge.from.startsWith(from) && bad(edge.to, edge.typeOnly))
    .map((edge) => `${edge.from} imports ${edge.to}`);
}

test("imports are found, so that the tests below can fail", () => {
  assert.ok(imports.length > 100);
  assert.ok(imports.some((edge) => edge.to === "src/core/operation.ts"));
  assert.ok(imports.some((edge) => edge.to.startsWith("node:")));
});

test("core knows no edge, no server, no process", () => {
  const allowed =
    /^(?:node:crypto|node:zlib|js-yaml|saxes|zod|picomatch|unified|remark-parse|mdast|libpg-query|web-tree-sitter)/u;
  assert.deepEqual(
    offenders("src/core/", (to) => !to.startsWith("src/core/") && !allowed.test(to)),
    [],
  );
});

test("gathering and reviewing know core and ports, and nothing foreign", () => {
  const ports = /^src\/(?:core|gather|review)\//u;
  const request = "src/edges/isolation/request.ts";
  for (const room of ["src/gather/", "src/review/"]) {
    assert.deepEqual(
      offenders(
        room,
        (to, typeOnly) => !ports.test(to) && to !== "node:crypto" && !(typeOnly && to === request),
      ),
      [],
    );
  }
  assert.deepEqual(
    offenders("src/gather/", (to) => to.startsWith("src/review/")),
    [],
  );
});

test("the sandbox and the service do not know each other", () => {
  assert.deepEqual(
    offenders("src/", (to) => to.startsWith("sandbox/")),
    [],
  );
  const inSandbox = globSync("sandbox/**/*.ts", { cwd: root });
  assert.ok(inSandbox.length > 0);
  const importers = inSandbox.filter((file) =>
    /from "(?:\.\.\/)+src\//u.test(readFileSync(join(root, file), "utf8")),
  );
  assert.deepEqual(importers, []);
});

test("detect, assess and note do not know each other", () => {
  const rooms = ["detect", "assess", "note"];
  for (const room of rooms) {
    const others = rooms.filter((other) => other !== room).map((other) => `src/core/${other}/`);
    assert.deepEqual(
      offenders(
        `src/core/${room}/`,
        (to, typeOnly) => !typeOnly && others.some((other) => to.startsWith(other)),
      ),
      [],
    );
  }
});

test("plug-ins never import their registry", () => {
  const rooms = [
    ["src/core/detect/detectors/", "src/core/detect/registry.ts"],
    ["src/core/judge/rules/", "src/core/judge/registry.ts"],
    ["src/edges/cli/commands/", "src/edges/cli/registry.ts"],
  ] as const;
  for (const [room, registry] of rooms) {
    assert.deepEqual(
      offenders(room, (to) => to === registry),
      [],
    );
  }
});

test("each foreign thing lives in its own edge", () => {
  const homes: [RegExp, RegExp][] = [
    [/^node:child_process$/u, /^src\/edges\/git\//u],
    [/^node:worker_threads$/u, /^src\/edges\/(?:isolation|queue)\//u],
    [/^(?:probot|@octokit\/)/u, /^src\/edges\/github\//u],
    [/^(?:pg-boss|pg$|@electric-sql\/)/u, /^src\/edges\/queue\//u],
    [/^node:sqlite$/u, /^src\/edges\/queue\//u],
    [/^node:(?:http|https|net)$/u, /^src\/edges\/(?:web|github)\//u],
    [/^node:(?:fs|fs\/promises)$/u, /^src\/(?:edges\/|cli\.ts |server\.ts )/u],
    [/^pino$/u, /^src\/edges\/log\.ts /u],
    [/^zod/u, /^src\/(?:contract|core\/judge\/policy-schema)/u],
  ];
  for (const [thing, home] of homes) {
    assert.deepEqual(
      offenders("src/", (to, typeOnly) => !typeOnly && thing.test(to)).filter((line) => !home.test(line)),
      [],
    );
  }
});

test("process.env is read in one place", () => {
  const readers = files.filter((file) => readFileSync(join(root, file), "utf8").includes("process.env"));
  assert.deepEqual(readers, ["src/edges/env.ts"]);
});

test("composition roots are imported by nobody", () => {
  assert.deepEqual(
    offenders("src/", (to) => /^src\/(?:cli|server)\.ts$/u.test(to)),
    [],
  );
});

test("there is no import circle", () => {
  const graph = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly && to.startsWith("src/")) graph.set(from, [...(graph.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) assert.fail(`a circle: ${[...path, file].join(" -> ")}`);
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
});

test("there are no drawers, and no file is above 300 lines", () => {
  const drawers = files.filter((file) => /(?:^|\/)(?:utils|helpers|common|misc|index)\.ts$/u.test(file));
  assert.deepEqual(drawers, []);
  const long = files.filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 301);
  assert.deepEqual(long, []);
});

test("the folders of plug-ins equal their registries, and every plug-in has its page", () => {
  // What is wrong with a policy is told by its reader under a name of its own.
  const withoutFile = new Set(["policy-is-sound"]);
  const rooms: [string, readonly string[]][] = [
    [
      "src/core/detect/detectors",
      detectors.map((entry) => (entry.name === "sql" ? "plain-sql" : entry.name)),
    ],
    ["src/core/judge/rules", rules.map((rule) => rule.name)],
  ];
  for (const [folder, names] of rooms) {
    for (const extension of ["ts", "md"]) {
      const onDisk = globSync(`${folder}/*.${extension}`, { cwd: root }).map((file) =>
        file.slice(folder.length + 1, -extension.length - 1),
      );
      const pages = onDisk.filter((name) => extension === "ts" || !withoutFile.has(name));
      assert.deepEqual(pages.toSorted(), [...names].toSorted(), `${folder}/*.${extension}`);
    }
  }
});
