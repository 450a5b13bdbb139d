/** What an effect means in words for PostgreSQL: the variables, and the safer way. */

import type { Effect, Outcome, Scene, Words } from "../engine.ts";
import { saferWayOf } from "./safer-way.ts";
import { variablesOf } from "./variables.ts";

export function wordsOf(scene: Scene, effect: Effect, outcome: Outcome): Words {
  return { variables: variablesOf(scene, effect, outcome), saferWay: saferWayOf(scene, effect, outcome) };
}
