/** What standing commands do to the permissions of operations: who exempted what, and who took it back. */

import type { Operation } from "../operation.ts";
import type { Exception } from "../verdict.ts";
import { grantByApproval, approvedProposals } from "./approvals.ts";
import type { Approval } from "./approvals.ts";
import { exemptTarget } from "./exempt-comment.ts";
import { NamedOperations } from "./named-operations.ts";
import type { CommandedChange } from "./named-operations.ts";
import { listedShort } from "./operation-words.ts";
import type { StandingCommand, StandingResult } from "./standing.ts";

export interface CommandSources extends CommandedChange {
  /** In the order in which they count (`inOrder`). */
  commands: readonly StandingCommand[];
  /** What the change itself brings. */
  exceptions: readonly Exception[];
  approvals: readonly Approval[];
  /** Today, UTC, `YYYY-MM-DD`. */
  today: string;
}

export interface Permissions {
  /** Those of the change, granted where an approving review stands, then those of commands. */
  exceptions: Exception[];
  /** What each `exempt` and `revoke` does, by its id. */
  results: Map<string, StandingResult>;
}

/** In the order of their writing; those of one comment in the order of their lines. */
export function inOrder(commands: readonly StandingCommand[]): StandingCommand[] {
  return commands.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** What a command does, and to which operations. */
interface Effect {
  command: StandingCommand;
  result: StandingResult;
  operations: Operation[];
}

/** Goes through the commands in their order: what is granted after it was taken back stands again. */
export function applyCommands(sources: CommandSources): Permissions {
  const { commands, exceptions, approvals, today } = sources;
  const change = new NamedOperations(sources);
  const approved = approvedProposals(exceptions, sources.operations, approvals);
  const since = approvedSince(approved);
  const given = new Set<string>();
  const exemptions: (Effect & { order: number })[] = [];
  const results = new Map<string, StandingResult>();
  /** By operation: the last command that took back what was granted before it. */
  const revoked = new Map<string, number>();
  for (const [order, command] of commands.entries()) {
    if (command.request.verb === "exempt") {
      const effect = exempt(command, change);
      exemptions.push({ ...effect, order });
      if (!isOver(command, today)) for (const { id } of effect.operations) given.add(id);
    } else if (command.request.verb === "revoke") {
      const { result, operations } = revoke(command, change, ({ id }) => {
        const approvedAt = since.get(id);
        return given.has(id) || (approvedAt !== undefined && approvedAt <= command.at);
      });
      for (const { id } of operations) revoked.set(id, order);
      results.set(command.id, result);
    }
  }
  const own: Exception[] = [];
  for (const { command, result, operations, order } of exemptions) {
    const left = operations.filter(({ id }) => (revoked.get(id) ?? -1) < order);
    const over = isOver(command, today);
    results.set(command.id, { ...result, covers: over ? [] : idsOf(left) });
    own.push(...exceptionsOf(command, left, over));
  }
  const ends = new Map([...revoked].map(([id, order]) => [id, commands[order]?.at ?? ""]));
  return { exceptions: [...grantByApproval(exceptions, approved, ends), ...own], results };
}

function isOver({ request: { until } }: StandingCommand, today: string): boolean {
  return until !== null && until < today;
}

/** When a proposal of the operation was first granted by an approving review; one without a time came before everything. */
function approvedSince(approved: ReadonlyMap<Exception, readonly Approval[]>): Map<string, string> {
  const first = new Map<string, string>();
  for (const [{ operations }, approvals] of approved) {
    const at = approvals.map((approval) => approval.at ?? "").toSorted()[0] ?? "";
    for (const id of operations) {
      const known = first.get(id);
      if (known === undefined || at < known) first.set(id, at);
    }
  }
  return first;
}

/** What was found when the command was first seen stands; what it would name today does not matter then. */
function exempt(command: StandingCommand, change: NamedOperations): Effect {
  const { id, recorded, seen } = command;
  const named = change.named(command);
  const was = recorded ?? seen;
  const isBound = (operation: Operation): boolean => was?.has(change.keyOf(operation)) === true;
  const bound = recorded === null ? named.filter(isBound) : change.up.filter(isBound);
  const needing = bound.filter((operation) => change.needs(operation));
  const operations = needing.filter((operation) => may(command, operation));
  const result: StandingResult = {
    id,
    keys: recorded === null ? bound.map((operation) => change.keyOf(operation)) : [...recorded],
    covers: idsOf(operations),
    forbidden: idsOf(needing.filter((operation) => !may(command, operation))),
    unseen: idsOf(named.filter((operation) => change.needs(operation) && !isBound(operation))),
    needless: idsOf([...bound, ...named].filter((operation) => !change.needs(operation))),
  };
  return { command, result, operations };
}

/** It is for what it names now: what it keeps from being granted may change, and what is granted later stands. */
function revoke(
  command: StandingCommand,
  change: NamedOperations,
  isGiven: (operation: Operation) => boolean,
): Effect {
  const { id, recorded } = command;
  const named = change.named(command);
  const operations = named.filter((operation) => may(command, operation));
  const concerned = named.filter((operation) => isGiven(operation) || change.needs(operation));
  const concerns = new Set(concerned);
  const result: StandingResult = {
    id,
    keys: recorded === null ? named.map((operation) => change.keyOf(operation)) : [...recorded],
    covers: idsOf(operations.filter(isGiven)),
    forbidden: idsOf(concerned.filter((operation) => !may(command, operation))),
    unseen: [],
    needless: idsOf(named.filter((operation) => !concerns.has(operation))),
  };
  return { command, result, operations };
}

function may({ kinds }: StandingCommand, { kind }: Operation): boolean {
  return kinds === "all" || kinds.has(kind);
}

function idsOf(operations: readonly Operation[]): string[] {
  return [...new Set(operations.map(({ id }) => id))];
}

/** None where nothing is left of it. */
function exceptionsOf(command: StandingCommand, left: readonly Operation[], over: boolean): Exception[] {
  const { by, link, request } = command;
  const [first] = left;
  if (first === undefined) return [];
  const { reason, until } = request;
  const target = targetOf(command, left);
  const common = {
    target,
    reason,
    until,
    origin: "command",
    link,
    reusable: false,
    place: first.place,
  } as const;
  return over
    ? [{ ...common, operations: [], state: "expired" }]
    : [{ ...common, operations: idsOf(left), state: "granted", grantedBy: [by] }];
}

/** In a thread nothing needs to be named: then it is what the command covers. */
function targetOf({ request: { aim } }: StandingCommand, operations: readonly Operation[]): string {
  if (aim?.of === "target") return aim.exemption.text;
  return aim?.of === "all" ? "all" : listedShort(operations.map((operation) => exemptTarget(operation)));
}
