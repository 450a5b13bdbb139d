/** What an engine is: it says what one operation means on each of its versions. */

import type { EngineName, Lock, Variable, Work } from "../impact.ts";
import type { IdentifiedOperation, TableName } from "../operation.ts";
import type { KnownSchema } from "./known-schema.ts";
import type { FreshValue, Held } from "./transactions.ts";

/** What is known around an operation when it runs. */
export interface Scene {
  operation: IdentifiedOperation;
  /** Before the operation. */
  schema: KnownSchema;
  /** The same change creates what this drops once more, later on. */
  remade: boolean;
  /** Why no code of the previous release can miss it, in words; absent when nobody knows. */
  unnamed?: string;
  /** Enum values that the same transaction added before. */
  freshValues: readonly FreshValue[];
  /** Types that the same transaction made. */
  freshTypes: ReadonlySet<string>;
  /** Every operation of the same statement, this one among them, in order. */
  statement: readonly IdentifiedOperation[];
}

/** What an operation does on some versions of an engine, whoever else is there. */
export interface Effect {
  /** The versions on which it is so, in order. */
  versions: readonly number[];
  work: Work;
  /** Locks on relations that were there before the change. */
  locks: readonly Lock[];
  /** What is blocked on relations that cannot be named. */
  unseen: readonly Lock["blocks"][number][];
  /** The existing tables whose rows the time of the work grows with; `unknown`: nobody can tell which. */
  grows: readonly TableName[] | "unknown";
  algorithm: string | null;
  /** Why the engine refuses it, null when it runs. */
  refused: string | null;
  source: string;
}

/** The part of an impact that says in words what was worked out. */
export interface Words {
  variables: Variable[];
  saferWay: string | null;
}

/** What a change of a column's type does to the values and to those who read and write them. */
export interface TypeChange {
  /** The old type, null when nobody knows. */
  from: string | null;
  to: string | null;
  /** Why old code fails, null when it does not. */
  breaks: string | null;
  /** What is lost, null when nothing is. */
  loses: string | null;
  /** Some values that were allowed are refused. */
  narrows: boolean;
}

export interface EngineRules {
  name: EngineName;
  /** As people write it. */
  title: string;
  /** The versions that are known, in order: each stands for all up to the next. */
  versions: readonly number[];
  /** Locks last until the end of the transaction, because it can be rolled back as a whole. */
  transactional: boolean;
  /** One effect per group of versions (together they cover those asked for), and what had to be assumed, in words. */
  effects(scene: Scene, versions: readonly number[]): { effects: Effect[]; assumed: string[] };
  typeChange(scene: Scene & { operation: IdentifiedOperation<"alter_column_type"> }): TypeChange;
  words(scene: Scene, effect: Effect, outcome: Outcome): Words;
}

/** What came out for the chosen effect, so that the words can follow it. */
export interface Outcome {
  newTable: boolean;
  grows: boolean;
  offline: boolean;
  breaks: string | null;
  /** The first blocking locks that the same transaction holds while growing work runs, and that this does not take itself. */
  held: readonly Held[];
  refused: string | null;
}
