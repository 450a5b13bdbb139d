/** Commands that are turned around: they are gathered, and carried out in the other order when the block is over. */

import { readCommand } from "./commands.ts";
import type { Call, Migration, Recorded } from "./migration.ts";
import { turnedAround } from "./turn-around.ts";
import { commandsOf, type ChangedTable } from "./changed-table.ts";

/** Carries a command out, or notes it for later where a block is turned around. */
export function command(call: Call): void {
  const { migration, name, given } = call;
  if (migration.recorded === null) {
    readCommand(call);
    return;
  }
  if (name === "change_table" && given.block !== null) {
    // Each call in its block is turned around by itself.
    readCommand(call);
    return;
  }
  if (!migration.reverting) {
    later(migration, call.node, () => readCommand(call));
    return;
  }
  const turned = turnedAround(name, given);
  if (turned === null) migration.irreversible = true;
  else later(migration, call.node, () => readCommand({ ...call, ...turned }));
}

/** A call of `t` in `change_table`; false when `t` has no such method. */
export function changedCommand(changed: ChangedTable, call: Call): boolean {
  const commands = commandsOf(changed, call.name, call.given);
  if (commands === null) return false;
  for (const { name, given } of commands) command({ ...call, name, given });
  return true;
}

/** Notes what is done when the block that is turned around is over. */
export function later(migration: Migration, node: Recorded["node"], run: () => void): void {
  const { statement, conditional } = migration.run;
  migration.recorded?.push({ node, statement, conditional: conditional > 0, run });
}

/** Runs a block whose commands are turned around; those of a block inside are so again. */
export function revert(migration: Migration, visit: () => void): void {
  const outermost = migration.recorded === null;
  const before = migration.recorded ?? [];
  migration.recorded = [];
  migration.reverting = !migration.reverting;
  visit();
  migration.reverting = !migration.reverting;
  const commands = [...before, ...migration.recorded.toReversed()];
  migration.recorded = outermost ? null : commands;
  if (outermost) replay(migration, commands);
}

/** Nothing runs when one of the commands cannot be turned around: Rails refuses before it begins. */
function replay(migration: Migration, commands: readonly Recorded[]): void {
  const { run } = migration;
  if (migration.irreversible) return;
  const { statement } = run;
  for (const recorded of commands) {
    run.statement = recorded.statement;
    if (recorded.conditional) run.conditional += 1;
    recorded.run();
    if (recorded.conditional) run.conditional -= 1;
  }
  run.statement = statement;
}

/** What runs as it stands, at its place among the commands that are turned around. */
export function inPlace(migration: Migration, call: Call, visit: () => void): void {
  if (migration.recorded === null) {
    visit();
    return;
  }
  later(migration, call.node, () => {
    const { recorded, reverting } = migration;
    migration.recorded = null;
    migration.reverting = false;
    visit();
    migration.recorded = recorded;
    migration.reverting = reverting;
  });
}
