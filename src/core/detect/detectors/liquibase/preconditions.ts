/** What `preConditions` say of where and when a changeSet runs, as far as reading can tell. */

import type { EngineName } from "../../../impact.ts";
import { plain } from "../../reading/source/text.ts";
import { childOf, type ChangelogNode } from "./node.ts";
import { takes } from "./properties.ts";

type Answer = boolean | null;

export interface Conditions {
  /** False: it does not run on the engine. Null: only the database knows. */
  holds: Answer;
  /** The changeSet is passed over where they do not hold; else the whole update stops there. */
  skips: boolean;
  /** Tables that must not be there: a changeSet that makes one makes it IF NOT EXISTS. */
  absent: string[];
}

export function conditionsOf(node: ChangelogNode, engine: EngineName): Conditions {
  const blocks = node.children.filter(({ name }) => name === "preConditions" || name === "preconditions");
  if (blocks.length === 0) return { holds: true, skips: false, absent: [] };
  const answers = blocks.map((block) => all(block, engine));
  const fails = blocks.map((block) => word(block, "onFail")?.toUpperCase() ?? "HALT");
  const runsAnyway = fails.every((fail) => fail === "WARN");
  const holds = runsAnyway ? true : both(answers);
  const absent = blocks.flatMap((block) => absentTables(block) ?? [""]);
  return {
    holds,
    skips: fails.some((fail) => fail === "MARK_RAN" || fail === "CONTINUE"),
    absent: absent.includes("") ? [] : absent,
  };
}

function both(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function all(node: ChangelogNode, engine: EngineName): Answer {
  return both(conditions(node).map((condition) => answer(condition, engine)));
}

/** The attributes of the block itself are none. */
function conditions(node: ChangelogNode): ChangelogNode[] {
  return node.children.filter(({ attribute, name }) => !attribute && !/^on[A-Z]/u.test(name));
}

function answer(node: ChangelogNode, engine: EngineName): Answer {
  switch (node.name) {
    case "dbms":
      return takes(word(node, "type"), engine);
    case "and":
      return all(node, engine);
    case "or": {
      const answers = conditions(node).map((condition) => answer(condition, engine));
      if (answers.includes(true)) return true;
      return answers.includes(null) || answers.length === 0 ? null : false;
    }
    case "not": {
      const inner = all(node, engine);
      return inner === null ? null : !inner;
    }
    case "runningAs":
    case "expectedQuotingStrategy":
      return true;
    default:
      return null;
  }
}

/** The tables of `not tableExists`, where the block says nothing else that only the database knows; else null. */
function absentTables(node: ChangelogNode): string[] | null {
  const found: string[] = [];
  for (const condition of conditions(node)) {
    if (condition.name === "dbms") continue;
    const inner = conditions(condition);
    if (condition.name === "and" || condition.name === "not") {
      if (condition.name === "and") {
        const tables = absentTables(condition);
        if (tables === null) return null;
        found.push(...tables);
        continue;
      }
      if (!inner.every(({ name }) => name === "tableExists")) return null;
      for (const exists of inner) found.push((word(exists, "tableName") ?? "").toLowerCase());
      continue;
    }
    return null;
  }
  return found.length === 0 ? null : found;
}

function word(node: ChangelogNode, name: string): string | null {
  const value = childOf(node, name)?.value;
  return value === null || value === undefined ? null : (plain(value) ?? "").trim();
}
