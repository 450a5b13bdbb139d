/** What it means to choose a variant: a name of the facts, and what had to be assumed. */

import type { IdentifiedOperation, Kind } from "../../operation.ts";
import type { Scene } from "../engine.ts";

export interface Choice {
  variant: string;
  /** In words, most important first. */
  assumed: string[];
}

export type SceneOf<K extends Kind> = Scene & { operation: IdentifiedOperation<K> };
export type Choosers = { [K in Kind]?: (scene: SceneOf<K>) => Choice };

/** A variant of which everything is known, or with what had to be assumed. */
export function choice(variant: string, ...assumed: string[]): Choice {
  return { variant, assumed };
}
