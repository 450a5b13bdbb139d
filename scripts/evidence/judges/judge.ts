/** A case of another linter's tests as a change, and what Lockstep says of it. */

import { Reader } from "../../../src/edges/isolation/reader.ts";
import { inspect } from "../../../src/core/inspect.ts";
import type { Operation } from "../../../src/core/operation.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { Gatherer } from "../../../src/gather/gatherer.ts";
import { Readings } from "../../../src/gather/readings.ts";
import { SettingsReader } from "../../../src/gather/settings.ts";
import type { ChangeSource, Entry } from "../../../src/gather/source.ts";

/** One case: the files that stand before, those of the change, and what its authors say. */
export interface Case {
  judge: string;
  name: string;
  base: ReadonlyMap<string, string>;
  head: ReadonlyMap<string, string>;
  /** `postgresql >= 14`. */
  engines: string;
  /** How files of SQL are wrapped, where the case says it. */
  transaction?: "file" | "none";
  /** They call it dangerous for a reason of locks, compatibility or loss. */
  dangerous: boolean;
}

export interface Said {
  /** What it demands at most: of an operation that is refused or cannot be read, that counts as much. */
  caught: boolean;
  offline: boolean;
  operations: Operation[];
  unread: string[];
}

const reader = new Reader();
const readings = new Readings(reader);

export async function judged(one: Case): Promise<Said> {
  const wraps = one.transaction === undefined ? "" : `    transaction: ${one.transaction}\n`;
  const policy = `mode: enforce\ndatabases:\n  - name: default\n    engines: [${one.engines}]\n${wraps}`;
  const settings = new SettingsReader({ path: "policy.yml", text: policy });
  const gatherer = new Gatherer(
    { readings, settings },
    { notes: [], requireGranted: false, today: "2026-11-22" },
  );
  const { input } = await gatherer.gather(sourceOf(one));
  return said(inspect(input));
}

export async function close(): Promise<void> {
  await reader.close();
}

function said(verdict: Verdict): Said {
  const operations = verdict.operations.filter(({ direction }) => direction === "up");
  const unread = verdict.files.flatMap((file) => file.unread.map(({ reason }) => reason));
  const offline = operations.some(({ impacts }) => impacts.some((impact) => impact.offline));
  const refused = operations.some(({ impacts }) => impacts.some((impact) => impact.refused !== null));
  const demanding = operations.some(({ demand }) => demand === "note" || demand === "note_and_exception");
  return { caught: offline || refused || demanding || unread.length > 0, offline, operations, unread };
}

function sourceOf({ base, head }: Case): ChangeSource {
  const entryOf = (side: string, files: ReadonlyMap<string, string>, path: string): Entry | null =>
    files.has(path) ? { mode: "100644", id: `${side}:${path}`, disk: null } : null;
  const files = [...head.keys()].map((path) => ({
    path,
    oldPath: null,
    before: entryOf("base", base, path),
    after: entryOf("head", head, path),
  }));
  return {
    files,
    tree: { paths: [...base.keys()].toSorted(), entry: (path) => entryOf("base", base, path) },
    content({ id }) {
      const [, side, path = ""] = /^(base|head):(.*)$/su.exec(id ?? "") ?? [];
      const text = (side === "head" ? head : base).get(path);
      return Promise.resolve(text === undefined ? { unread: "it is not there" } : { text });
    },
    tip: (path) => Promise.resolve(base.has(path) ? { text: base.get(path) ?? "" } : null),
    release: () => Promise.resolve(null),
    organisation: null,
  };
}
