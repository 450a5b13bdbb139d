/** Runs the changeSets of one changelog for one engine after the other: what an earlier one took is not read again. */

import type { EngineName } from "../../../impact.ts";
import type { Direction, ReadOperation } from "../../../operation.ts";
import type { Lines } from "../../../place.ts";
import type { ReadContext, Unread } from "../../detector.ts";
import { mostOperations } from "../../guards.ts";
import { isDialect } from "../../reading/source/dialect-sql.ts";
import { SessionTimeouts } from "../../reading/sql/session-timeouts.ts";
import { sessionSettings } from "../../reading/tolerant/session-settings.ts";
import { Change, type Site } from "./change.ts";
import { changelogIn, type ChangeSet, wordOf } from "./change-sets.ts";
import { contextTakes } from "./contexts.ts";
import { masterPaths, type NamedFiles } from "./files.ts";
import { modifiersOf } from "./modify-sql.ts";
import { childrenOf, type ChangelogNode } from "./node.ts";
import { Properties, takes, takesKin } from "./properties.ts";
import { type Standing, Statements } from "./statements.ts";
import { treeOf } from "./trees.ts";
import { readerOf } from "./vocabulary.ts";

export interface ChangelogFile {
  path: string;
  text: string;
  lines: Lines;
  context: ReadContext;
  changelog: ChangelogNode;
  sets: readonly ChangeSet[];
  files: NamedFiles;
}

/** One change of a changeSet in one direction. */
interface Slot {
  set: ChangeSet;
  direction: Direction;
  node: ChangelogNode;
  taken: boolean;
  operations: ReadOperation[];
}

export class ChangelogReader {
  readonly unread: Unread[] = [];
  readonly #file: ChangelogFile;
  /** By changeSet: its ways up, then, the last changeSet first, its ways down. */
  readonly #runs: Slot[][];
  #definitions: ChangelogNode[][] | null = null;
  #count = 0;
  #late = false;

  constructor(file: ChangelogFile) {
    this.#file = file;
    const sets = file.sets.filter(({ ignored }) => !ignored);
    const slots = (set: ChangeSet, direction: Direction, nodes: readonly ChangelogNode[]): Slot[] =>
      nodes.map((node) => ({ set, direction, node, taken: false, operations: [] }));
    this.#runs = [
      ...sets.map((set) => slots(set, "up", set.changes)),
      ...sets.toReversed().map((set) => slots(set, "down", set.rollback)),
    ];
  }

  /** `only`: the engine, where it is not the one that the file is read for. */
  read(engine: EngineName, only: EngineName | null): void {
    const { text, lines, context } = this.#file;
    const statements = new Statements(text, lines, context);
    const properties = this.#properties(engine);
    for (const run of this.#runs) {
      const set = run[0]?.set;
      if (set === undefined || run.every(({ taken }) => taken)) continue;
      const standing = this.#standing(run, set, engine, only, properties);
      if (standing !== null) this.#readRun(run, standing, statements, engine, properties, only);
    }
    this.unread.push(...statements.unread);
  }

  operations(): ReadOperation[] {
    return this.#runs.flatMap((run) => run.flatMap(({ operations }) => operations));
  }

  #readRun(
    run: readonly Slot[],
    standing: Standing,
    statements: Statements,
    engine: EngineName,
    properties: Properties,
    only: EngineName | null,
  ): void {
    let part = 1;
    for (const slot of run) {
      const dbms = wordOf(slot.node, "dbms");
      if (slot.taken || !(takes(dbms, engine) || takesKin(dbms, engine))) continue;
      slot.taken = true;
      if (this.#isOver(slot.node)) return;
      const transaction =
        standing.transaction === null || part === 1
          ? standing.transaction
          : `${standing.transaction}:${part}`;
      for (const said of this.#said(slot, engine, properties))
        statements.take(said, { ...standing, transaction });
      slot.operations = statements.operations.splice(0);
      this.#count += slot.operations.length;
      if (only !== null) for (const operation of slot.operations) operation.onlyOn = only;
      // MySQL commits behind each change of the schema.
      if (engine !== "postgresql" && slot.operations.some((operation) => operation.transaction === null))
        part += 1;
    }
  }

  #said({ node, set }: Slot, engine: EngineName, properties: Properties): Change["said"] {
    const { path, files } = this.#file;
    const site: Site = {
      path,
      engine,
      properties,
      quotesAll: set.quotesAll,
      file: (written, relative) => files.file(written, relative),
    };
    const change = new Change(node, site);
    const read = readerOf(node.name);
    if (read === null) change.vague(`${node.name} is no change that Liquibase has by itself`);
    else read(change);
    return change.said;
  }

  /** Null: it does not run on the engine. */
  #standing(
    run: readonly Slot[],
    set: ChangeSet,
    engine: EngineName,
    only: EngineName | null,
    properties: Properties,
  ): Standing | null {
    const isKin = takesKin(set.dbms, engine);
    const context = contextTakes(set.context, engine);
    const { holds, skips, absent } = set.conditions(engine);
    if (!(takes(set.dbms, engine) || isKin) || context === false || holds === false) return null;
    const isGuarded = holds === null && skips && absent.length === 0;
    const filter =
      context === null || set.labels !== null ? `${set.context ?? ""}@${set.labels ?? ""}` : null;
    const conditions = [
      only === null ? null : `only ${only}`,
      filter,
      isKin ? "kin" : null,
      isGuarded ? set.revision : null,
    ].filter((condition) => condition !== null);
    const direction = run[0]?.direction ?? "up";
    const modifiers = modifiersOf(set.modifications, engine, (text) => properties.expand(text));
    for (const { unread: node } of modifiers)
      if (node !== null && only === null)
        this.unread.push({
          place: this.#file.lines.place(node.start, node.end),
          reason: "it changes the SQL of the changeSet by a pattern, which is not done here",
        });
    return {
      direction,
      revision: set.revision,
      transaction: this.#transactionOf(set),
      conditional: conditions.length > 0,
      condition:
        conditions.length === 0 ? null : conditions.map((word) => word.replaceAll("/", "|")).join("/"),
      modifiers,
      absent: holds === null && skips ? absent : [],
      settings: new SessionTimeouts(),
      session: isDialect(engine) ? sessionSettings(engine) : null,
    };
  }

  #transactionOf({ transaction, revision }: ChangeSet): string | null {
    const policy = this.#file.context.transaction;
    if (policy === "none" || !transaction) return null;
    return policy === "all" ? "all" : revision;
  }

  /** Of each name the first definition that the engine takes; those of the changelogs around count behind its own. */
  #properties(engine: EngineName): Properties {
    const properties = new Properties();
    this.#definitions ??= this.#allDefinitions();
    for (const nodes of this.#definitions)
      for (const node of nodes) {
        const name = wordOf(node, "name");
        const isFor =
          takes(wordOf(node, "dbms"), engine) && contextTakes(wordOf(node, "context"), engine) !== false;
        if (name !== null && isFor) properties.define(name, wordOf(node, "value") ?? "");
      }
    return properties;
  }

  #allDefinitions(): ChangelogNode[][] {
    const { path, text, changelog, context } = this.#file;
    const found = [childrenOf(changelog, "property")];
    if (!text.includes("${")) return found;
    for (const other of masterPaths(path, context.tree)) {
      const written = context.tree.text(other);
      // Properties stand before what uses them.
      const head =
        written?.slice(0, written.search(/<changeSet\b|^[ \t]*-[ \t]*changeSet[ \t]*:|$(?![\s\S])/mu)) ?? "";
      if (!/\bproperty\b/u.test(head)) continue;
      const root = changelogIn(treeOf(other, head).root);
      if (root !== null) found.push(childrenOf(root, "property"));
    }
    return found;
  }

  /** The rest is said to be unread, once. */
  #isOver(node: ChangelogNode): boolean {
    if (this.#late) return true;
    const isLate = this.#file.context.expired();
    if (!isLate && this.#count <= mostOperations) return false;
    if (isLate) {
      const place = this.#file.lines.place(node.start, this.#file.text.length);
      this.unread.push({ place, reason: "the time for reading was over here: split the changelog" });
    }
    this.#late = true;
    return true;
  }
}
