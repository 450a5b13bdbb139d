/** The changeSets of a changelog, with what they say of where, when and how they run. */

import type { EngineName } from "../../../impact.ts";
import { plain } from "../../reading/source/text.ts";
import { childOf, childrenOf, type ChangelogNode } from "./node.ts";
import { readerOf } from "./vocabulary.ts";
import { type Conditions, conditionsOf } from "./preconditions.ts";

export interface ChangeSet {
  node: ChangelogNode;
  /** `id:author`. */
  revision: string;
  dbms: string | null;
  /** It runs in a transaction of its own. */
  transaction: boolean;
  /** It never runs. */
  ignored: boolean;
  /** It runs again when it is edited: `runOnChange`, `runAlways`. */
  repeats: boolean;
  /** Who runs the update says which contexts and labels it runs. */
  context: string | null;
  labels: string | null;
  quotesAll: boolean;
  changes: ChangelogNode[];
  rollback: ChangelogNode[];
  modifications: ChangelogNode[];
  conditions(engine: EngineName): Conditions;
}

/** The changelog in the file, null when it is none. */
export function changelogIn(root: ChangelogNode | null): ChangelogNode | null {
  if (root === null || root.name === "databaseChangeLog") return root;
  return childOf(root, "databaseChangeLog");
}

/** What stands in a changeSet besides its changes. */
const besides = new Set([
  ..."id author dbms context contexts contextFilter labels runInTransaction runAlways runOnChange failOnError".split(
    " ",
  ),
  ..."ignore objectQuotingStrategy created logicalFilePath runOrder onValidationFail runWith runWithSpoolFile".split(
    " ",
  ),
  ..."preConditions preconditions comment comments validCheckSum modifySql rollback changes alwaysRun".split(
    " ",
  ),
]);

export function changeSetsOf(changelog: ChangelogNode): ChangeSet[] {
  const outer = conditionsOf(changelog, "postgresql");
  const quotes = wordOf(changelog, "objectQuotingStrategy");
  const context = wordOf(changelog, "context") ?? wordOf(changelog, "contextFilter");
  return childrenOf(changelog, "changeSet").map((node) => {
    const strategy = wordOf(node, "objectQuotingStrategy") ?? quotes;
    const says = (name: string): boolean => wordOf(node, name)?.toLowerCase() === "true";
    const own = ["context", "contexts", "contextFilter"].map((name) => wordOf(node, name));
    return {
      node,
      revision: `${wordOf(node, "id") ?? ""}:${wordOf(node, "author") ?? ""}`,
      dbms: wordOf(node, "dbms"),
      transaction: wordOf(node, "runInTransaction")?.toLowerCase() !== "false",
      ignored: says("ignore"),
      repeats: says("runOnChange") || says("runAlways") || says("alwaysRun"),
      context: own.find((one) => one !== null) ?? context,
      labels: wordOf(node, "labels"),
      quotesAll: strategy === "QUOTE_ALL_OBJECTS",
      changes: changesIn(node),
      rollback: rollbackOf(node),
      modifications: childrenOf(node, "modifySql"),
      conditions: (engine) => ({
        ...conditionsOf(node, engine),
        ...(outer.skips && outer.holds === null ? { holds: null, skips: true } : {}),
      }),
    };
  });
}

/** A word that is no change is a setting to Liquibase, known or not. */
function changesIn(node: ChangelogNode): ChangelogNode[] {
  return node.children.flatMap((child) => {
    if (child.name === "changes") return changesIn(child);
    const isSetting = child.value !== null && child.children.length === 0 && readerOf(child.name) === null;
    return child.attribute || isSetting || besides.has(child.name) ? [] : [child];
  });
}

/** Where the lists of changes are indented wrongly, it stands among them. */
function rollbacksIn(node: ChangelogNode): ChangelogNode[] {
  return [node, ...childrenOf(node, "changes")].flatMap((holder) => childrenOf(holder, "rollback"));
}

/** Its changes, and text that is SQL. One that names another changeSet says nothing here. */
function rollbackOf(node: ChangelogNode): ChangelogNode[] {
  return rollbacksIn(node).flatMap((rollback) => {
    if (childOf(rollback, "changeSetId") !== null) return [];
    const changes = rollback.children.filter(({ attribute }) => !attribute);
    const listed = changes.flatMap((child) => (child.name === "changes" ? child.children : [child]));
    const text = rollback.value === null ? "" : (plain(rollback.value) ?? "");
    return text.trim() === "" ? listed : [{ ...rollback, name: "sql", children: [] }, ...listed];
  });
}

export function wordOf(node: ChangelogNode, name: string): string | null {
  const value = childOf(node, name)?.value;
  const text = value === null || value === undefined ? "" : (plain(value) ?? "").trim();
  return text === "" ? null : text;
}
