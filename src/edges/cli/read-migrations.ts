/** Reads the files that a person names into operations with impacts, each file by itself, a few at a time. */

import { assessChange } from "../../core/assess-change.ts";
import { claimants, confirmed, databaseOf, phaseOf } from "../../core/detect/claim.ts";
import type { ReadMigration } from "../../core/detect/compare.ts";
import type { Detector, FileReading } from "../../core/detect/detector.ts";
import { shortHash } from "../../core/detect/identity.ts";
import { languageOf, loadDetectors } from "../../core/detect/registry.ts";
import type { Policy } from "../../core/judge/policy.ts";
import { migrationChanges } from "../../core/migration-changes.ts";
import { wholeFile } from "../../core/place.ts";
import type { OperationsFile } from "../../core/render/operations-text.ts";
import type { NamedFile } from "./migration-files.ts";
import type { MigrationReader } from "./tools.ts";

/** So many files are held at a time. */
const batchSize = 32;

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

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /** In the order of the files; those of a folder that are no migrations are left out. The caller closes the reader. */
  async *read(files: readonly NamedFile[], reader: MigrationReader): AsyncGenerator<OperationsFile> {
    const detectors = await loadDetectors(files.map((file) => file.path));
    const paths = files.map((file) => file.layout).toSorted();
    for (let at = 0; at < files.length; at += batchSize) {
      const batch = files
        .slice(at, at + batchSize)
        .flatMap((file) => this.#claim(file, detectors, paths) ?? []);
      const claimed = batch.filter((one) => "detector" in one);
      const readings = await reader.read(
        claimed.map(({ file, text, detector }) => ({
          detector: detector.name,
          path: file.path,
          text,
          transaction: databaseOf(file.layout, this.#policy).transaction,
          // A file is read for what it says itself; what lies beside it on this disk is no base.
          treePaths: [],
          treeTexts: {},
        })),
      );
      for (const one of batch) {
        yield "detector" in one ? this.#assessed(one, readings.shift() as FileReading) : one;
      }
    }
  }

  /** The file with the detector that takes it, or what there is to show of it without reading; null: no migration. */
  #claim(
    file: NamedFile,
    detectors: readonly Detector[],
    paths: readonly string[],
  ): Claimed | OperationsFile | null {
    const tree = { paths, text: () => null };
    const claims = claimants(file.layout, tree, detectors, this.#policy, file.named);
    if (claims.length === 0) {
      if (file.named) return this.#unread(file, "no reader knows files of this kind");
      if (languageOf(file.path) === "sql") this.ignored += 1;
      return null;
    }
    const content = file.content();
    if ("unread" in content) return this.#unread(file, content.unread);
    const detector = confirmed(claims, file.layout, content.text);
    return detector === null ? null : { file, text: content.text, detector };
  }

  #unread(file: NamedFile, reason: string): OperationsFile {
    this.unreadable = true;
    const place = wholeFile(file.path);
    const id = shortHash(`${file.path}\n${reason}`);
    const database = databaseOf(file.layout, this.#policy).name;
    return { path: file.path, framework: null, database, operations: [], unread: [{ id, place, reason }] };
  }

  /** Each file by itself: what it says does not depend on which others were named. */
  #assessed({ file, text, detector }: Claimed, reading: FileReading): OperationsFile {
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
    return {
      path: file.path,
      framework: detector.name,
      database,
      operations: assessChange(changes, [], this.#policy),
      unread: changes.flatMap((change) => change.unread),
    };
  }
}
