/** What an effect means in words for MySQL and MariaDB: the variables, and the safer way. */

import type { Effect, Outcome, Scene, Words } from "../engine.ts";
import type { MysqlName } from "./fact.ts";
import { saferWayOf } from "./safer-way.ts";
import { variablesOf } from "./variables.ts";

export function wordsOf(scene: Scene, effect: Effect, outcome: Outcome, engine: MysqlName): Words {
  return {
    variables: variablesOf(scene, effect, outcome, engine),
    saferWay: saferWayOf(scene, effect, outcome, engine),
  };
}
