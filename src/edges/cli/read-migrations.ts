/** Reads the files that a person names into operations with impacts, each file by itself, a few at a time. */

import { assessChange } from "../../core/assess-change.ts";
import {
  claimants,
  confirmed,
  databaseOf,
  dialectHints,
  isUnsaid,
  phaseOf,
} from "../../core/detect/claim.ts";
import type { ReadMigration } from "../../core/detect/compare.ts";
import { isYaml } from "../../core/detect/engine/engine-files.ts";
import { engineFiles, spokenEngine } from "../../core/detect/engine/spoken-engine.ts";
import type { SpokenEngine } from "../../core/detect/engine/spoken-engine.ts";
import type { Detector, Directive, FileReading } from "../../core/detect/detector.ts";
import { shortHash } from "../../core/detect/identity.ts";
import { otherFramework, whyNotRead } from "../../core/detect/other-frameworks.ts";
import { languageOf } from "../../core/detect/language-of.ts";
import { loadDetectors } from "../../core/detect/registry.ts";
import { matchesAny } from "../../core/glob.ts";
import type { Policy } from "../../core/judge/policy.ts";
import { migrationChanges } from "../../core/migration-changes.ts";
import { settleEngines } from "../../core/settle-engines.ts";
import { type Place, wholeFile } from "../../core/place.ts";
import type { OperationsFile } from "../../core/render/operations-text.ts";
import type { NamedFile } from "./migration-files.ts";
import type { MigrationReader, ReadJob } from "./tools.ts";

/** So many files are held at a time. */
const batchSize = 32;

/** A migration with what its comments say to Lockstep. */
export interface ReadFile extends OperationsFile {
  directives: Directive[];
}

interface Claimed {
  file: NamedFile;
  text: string;
  detector: Detector;
}

export class MigrationSession {
  /** Files of a folder that look like SQL and are no migrations. */
  ignored = 0;
  /** A file that could not be read at all. */
  unreadable = false;
  readonly #policy: Policy;
  /** By folder. */
  readonly #said = new Map<string, SpokenEngine | null>();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /** In the order of the files; those of a folder that are no migrations are left out. The caller closes the reader. */
  async *read(files: readonly NamedFile[], reader: MigrationReader): AsyncGenerator<ReadFile> {
    const detectors = await loadDetectors(
      files.map((file) => file.path),
      new Set(files.filter((file) => file.named).map((file) => file.path)),
    );
    for (let at = 0; at < files.length; at += batchSize) {
      const batch = files.slice(at, at + batchSize).flatMap((file) => this.#claim(file, detectors) ?? []);
      const claimed = batch.filter((one) => "detector" in one);
      const readings = await reader.read(await Promise.all(claimed.map((one) => this.#job(one))));
      for (const one of batch) {
        yield "detector" in one
          ? this.#assessed(one, withPath(readings.shift() as FileReading, one.file.path))
          : one;
      }
    }
  }

  async #job({ file, text, detector }: Claimed): Promise<ReadJob> {
    const { transaction } = databaseOf(file.layout, this.#policy);
    const dialect = dialectHints(file.layout, this.#policy, await this.#spokenAround(file));
    const job = { detector: detector.name, path: file.layout, text, transaction, dialect };
    // What is read for what it says itself: the other revisions on this disk are no base.
    if (detector.standsAlone === true) return { ...job, treePaths: [], treeTexts: {} };
    const { paths } = file.tree;
    const texts = detector
      .wants(file.layout, text, paths)
      .map((wanted) => [wanted, file.tree.text(wanted)] as const)
      .filter((entry): entry is [string, string] => entry[1] !== null);
    return { ...job, treePaths: paths, treeTexts: Object.fromEntries(texts) };
  }

  /** What the files around it say of its engine. */
  async #spokenAround({ layout, tree }: NamedFile): Promise<SpokenEngine | null> {
    if (!isUnsaid(layout, this.#policy)) return null;
    const folder = layout.slice(0, layout.lastIndexOf("/") + 1);
    const known = this.#said.get(folder);
    if (known !== undefined) return known;
    const texts = new Map<string, string>();
    for (const path of engineFiles([layout])) {
      const text = tree.text(path);
      if (text !== null) texts.set(path, text);
    }
    const yaml = [...texts.keys()].some(isYaml)
      ? await import("../../core/detect/engine/yaml-files.ts")
      : null;
    const said = spokenEngine([layout], texts, yaml);
    this.#said.set(folder, said);
    return said;
  }

  /** The file with the detector that takes it, or what there is to show of it without reading; null: no migration. */
  #claim(file: NamedFile, detectors: readonly Detector[]): Claimed | ReadFile | null {
    const claims = claimants(file.layout, file.tree, detectors, this.#policy, file.named);
    const other = this.#other(file);
    if (claims.length === 0) {
      if (other !== null) return this.#unread(file, whyNotRead(other));
      if (file.named) return this.#unread(file, "no reader knows files of this kind");
      if (languageOf(file.path) === "sql") this.ignored += 1;
      return null;
    }
    const content = file.content();
    if ("unread" in content) return this.#unread(file, content.unread);
    const { text } = content;
    // A reader takes what a person names, unless it is plainly another framework's.
    if (other !== null && !claims.some(({ detector }) => detector.confirms(file.layout, text))) {
      return this.#unread(file, whyNotRead(other));
    }
    const detector = confirmed(claims, file.layout, text);
    return detector === null ? null : { file, text, detector };
  }

  /** The framework that a file belongs to whose migrations are not read yet. */
  #other({ layout, named, tree }: NamedFile): string | null {
    if (!named && matchesAny(layout, this.#policy.ignore)) return null;
    return otherFramework(layout, (path) => tree.paths.includes(path));
  }

  #unread(file: NamedFile, reason: string): ReadFile {
    this.unreadable = true;
    const place = wholeFile(file.path);
    const id = shortHash(`${file.path}\n${reason}`);
    const database = databaseOf(file.layout, this.#policy).name;
    const unread = [{ id, place, reason }];
    return { path: file.path, framework: null, database, operations: [], unread, directives: [] };
  }

  /** Each file by itself: what it says does not depend on which others were named. */
  #assessed({ file, text, detector }: Claimed, reading: FileReading): ReadFile {
    const database = databaseOf(file.layout, this.#policy).name;
    const read: ReadMigration[] = [
      {
        path: file.path,
        oldPath: null,
        status: "added",
        framework: detector.name,
        database,
        phase: phaseOf(file.layout, this.#policy),
        before: null,
        after: { reading, text },
      },
    ];
    const changes = migrationChanges(read, []);
    const { policy, dialects } = settleEngines(this.#policy, read);
    return {
      path: file.path,
      framework: detector.name,
      database,
      operations: assessChange(changes, [], policy),
      unread: changes.flatMap((change) => change.unread),
      ...(dialects[0] === undefined ? {} : { dialect: dialects[0] }),
      directives: changes.flatMap((change) => change.directives),
    };
  }
}

/** The reading with the path that the person wrote, in all places. */
function withPath(reading: FileReading, path: string): FileReading {
  const at = (place: Place): Place => ({ ...place, path });
  return {
    ...reading,
    operations: reading.operations.map((operation) => ({
      ...operation,
      place: at(operation.place),
      statement: at(operation.statement),
    })),
    unread: reading.unread.map((item) => ({ ...item, place: at(item.place) })),
    directives: reading.directives.map((item) => ({ ...item, place: at(item.place) })),
  };
}
