/** Who may run which command, as GitHub's roles and the policy have it. When GitHub cannot tell, the answer is no. */

import { standingVerbs } from "../command/request.ts";
import type { Verb } from "../command/request.ts";
import { kinds } from "../kinds.ts";
import type { Kind, Operation } from "../operation.ts";
import { listed } from "./operation-words.ts";
import type { Policy, WhoMay } from "./policy.ts";
import { levels } from "./role.ts";
import type { Level, Person } from "./role.ts";

type Commands = Pick<Policy, "commands">;

/** What allows something that somebody else must stand for: never the author's own. */
const byOthers: ReadonlySet<Verb> = new Set(standingVerbs);

/** Whether this person may run the command. `kind`: of the operation; null: of none, or of any one. `draft commit` needs the right to push to the head as well, which is not asked here. */
export function mayRun(verb: Verb, kind: Kind | null, person: Person, policy: Commands): boolean {
  if (kind === null && (verb === "exempt" || verb === "revoke")) {
    const may = mayExempt(person, policy, verb);
    return may === "all" || may.size > 0;
  }
  if (byOthers.has(verb) && person.isAuthor) return false;
  const entry = entryFor(verb, kind, policy);
  const { role } = person;
  if (role === null || role.level === "none") {
    return person.isAuthor && entry === null && !byOthers.has(verb);
  }
  if (isEmergency(verb, person, policy)) return true;
  if (entry !== null) return isNamed(person, entry);
  return byOthers.has(verb) ? atLeast(role.level, "write") : person.isAuthor || atLeast(role.level, "triage");
}

/** The kinds of operations that this person may exempt (or revoke), by command and by an approving review. */
export function mayExempt(
  person: Person,
  policy: Commands,
  verb: "exempt" | "revoke" = "exempt",
): ReadonlySet<Kind> | "all" {
  const may = kinds.filter((kind) => mayRun(verb, kind, person, policy));
  return may.length === kinds.length ? "all" : new Set(may);
}

/** The slugs of all teams that the policy names: of no others is it asked who is in them. */
export function teamsNamed({ commands }: Commands): string[] {
  return [...new Set([...commands.who.flatMap(({ teams }) => teams), ...commands.emergency])];
}

/** Of the entries that fit, the last one counts; null: none fits, and the default does. */
function entryFor(verb: Verb, kind: Kind | null, { commands }: Commands): WhoMay | null {
  const fits = (entry: WhoMay): boolean =>
    (entry.commands.length === 0 || entry.commands.includes(verb)) &&
    (entry.kinds.length === 0 || (kind !== null && entry.kinds.includes(kind)));
  return commands.who.findLast(fits) ?? null;
}

function isEmergency(verb: Verb, { teams }: Person, { commands }: Commands): boolean {
  return (verb === "exempt" || verb === "revoke") && commands.emergency.some((team) => teams.has(team));
}

/** A custom role counts by its own name, and as the level that it was built on. */
function isNamed({ login, role, teams }: Person, entry: WhoMay): boolean {
  if (entry.users.some((user) => sameName(user, login))) return true;
  if (entry.teams.some((team) => teams.has(team))) return true;
  return (
    role !== null &&
    entry.roles.some((name) => (isLevel(name) ? atLeast(role.level, name) : sameName(name, role.name)))
  );
}

function isLevel(name: string): name is Level {
  return (levels as readonly string[]).includes(name);
}

function atLeast(level: Level, least: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(least);
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** For people, a clause: "anyone with write access to this repository who is not the author", "members of the team dba, and grace". `kind`: null where it is about several. */
export function whoMay(verb: Verb, kind: Kind | null, policy: Commands): string {
  const entry = entryFor(verb, kind, policy);
  if (!byOthers.has(verb)) {
    return entry === null ? "the author, and anyone with triage access to this repository" : named(entry);
  }
  const { emergency, who } = policy.commands;
  const clauses = [
    entry === null
      ? "anyone with write access to this repository who is not the author"
      : `${named(entry)}, but never the author`,
  ];
  if (verb === "waive") return clauses.join("");
  if (
    kind === null &&
    who.some((one) => one.kinds.length > 0 && (one.commands.length === 0 || one.commands.includes(verb)))
  ) {
    clauses.push("for some kinds of operations the policy names others");
  }
  if (emergency.length > 0) clauses.push(`in an emergency also ${teamWords(emergency)}`);
  return clauses.join("; ");
}

/** The same of several operations, by their ids: what the policy says of their kinds, each once. */
export function whoMayThese(
  verb: Verb,
  ids: readonly string[],
  { operations }: { operations: readonly Pick<Operation, "id" | "kind">[] },
  policy: Commands,
): string {
  const own = new Set(operations.flatMap(({ id, kind }) => (ids.includes(id) ? kind : [])));
  const clauses = new Map<string, Kind[]>();
  for (const kind of own) {
    const clause = whoMay(verb, kind, policy);
    clauses.set(clause, [...(clauses.get(clause) ?? []), kind]);
  }
  const [[only] = [whoMay(verb, null, policy)], ...others] = [...clauses];
  if (others.length === 0) return only;
  return [...clauses].map(([clause, of]) => `${clause} (${listed(of)})`).join("; ");
}

function named({ roles, teams, users }: WhoMay): string {
  const ofLevels = roles.filter(isLevel).toSorted((a, b) => levels.indexOf(a) - levels.indexOf(b));
  const custom = roles.filter((name) => !isLevel(name));
  const words = [
    ...ofLevels.slice(0, 1).map((level) => `anyone with ${level} access to this repository`),
    ...(custom.length > 0 ? [`anyone with the role ${custom.join(" or ")}`] : []),
    ...(teams.length > 0 ? [teamWords(teams)] : []),
    ...(users.length > 0 ? [listed(users)] : []),
  ];
  return [
    ...words.slice(0, -1),
    ...words.slice(-1).map((last) => (words.length > 1 ? `and ${last}` : last)),
  ].join(", ");
}

function teamWords(teams: readonly string[]): string {
  return `members of the ${teams.length === 1 ? "team" : "teams"} ${listed(teams)}`;
}
