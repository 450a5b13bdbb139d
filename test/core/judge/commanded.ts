/** A change under commands: plain SQL, what people wrote under it and when, and the verdict of the real line. */

import assert from "node:assert/strict";

import type { StandingRequest } from "../../../src/core/command/request.ts";
import type { Approval } from "../../../src/core/judge/approvals.ts";
import { parseExemption } from "../../../src/core/judge/exception-text.ts";
import { readPolicy } from "../../../src/core/judge/policy-schema.ts";
import type { StandingCommand, StandingResult } from "../../../src/core/judge/standing.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { verdictOf } from "./example.ts";

export const account = "CREATE TABLE account (id bigint, legacy_id text, name text, age int);\n";
export const drop = "ALTER TABLE account DROP COLUMN legacy_id;\n";
export const index = "CREATE INDEX ix_account_name ON account (name);\n";
export const path = "migrations/0002_change.up.sql";

export interface Scene {
  sql: string;
  policy?: string;
  commands?: StandingCommand[];
  approvals?: Approval[];
  today?: string;
  engines?: string;
  /** The exceptions file, as it was merged before. */
  merged?: string;
}

export function judged({ sql, policy = "", engines = "postgresql >= 14", ...said }: Scene): Verdict {
  const text = `mode: enforce\ndatabases:\n  - name: main\n    engines: ${JSON.stringify(engines)}\n${policy}`;
  const read = readPolicy([{ path: ".github/lockstep.yml", text }]);
  assert.deepEqual(read.findings, []);
  const base = new Map([["migrations/0001_account.up.sql", account]]);
  if (said.merged !== undefined) base.set(read.policy.exceptions.file, said.merged);
  return verdictOf({
    base,
    head: new Map([...base, [path, sql]]),
    policy: read.policy,
    policyFindings: [],
    released: null,
    today: said.today ?? "2026-06-01",
    requireGranted: true,
    approvals: said.approvals ?? [],
    commands: said.commands ?? [],
  });
}

/** As many comments as a test writes have ids of their own. */
let written = 0;

/** `exempt drop_column account.legacy_id because old`, `exempt all ...`, `exempt this ...` (in a thread), `revoke ...`, `waive RULE ...`. */
export function command(text: string, said: Partial<StandingCommand> = {}): StandingCommand {
  written += 1;
  return {
    id: `comment-${written}-0123456789abcdef`,
    by: "grace",
    link: `https://github.example/acme/app/pull/1#issuecomment-${written}`,
    at: "2026-06-01T10:00:00Z",
    request: requestOf(text),
    about: [],
    recorded: null,
    seen: null,
    kinds: "all",
    ...said,
  };
}

function requestOf(text: string): StandingRequest {
  const [, verb = "", what = "", rest = ""] = /^(\w+) (all|this|(?<=waive )\S+)?\s*(.*)$/u.exec(text) ?? [];
  assert.ok(verb === "exempt" || verb === "revoke" || verb === "waive", text);
  const tail = what === "" ? rest : `drop_table nothing ${rest}`;
  const read = parseExemption(tail);
  assert.ok("exemption" in read, text);
  const { reason, until } = read.exemption;
  if (verb === "waive") return { verb, aim: null, rule: what, reason, until };
  const aim =
    what === "all"
      ? ({ of: "all" } as const)
      : what === "this"
        ? ({ of: "thread" } as const)
        : ({ of: "target", exemption: read.exemption } as const);
  return { verb, aim, rule: null, reason, until };
}

/** What our check of this change listed for a command that is written then. */
export function listed(scene: Scene): ReadonlySet<string> {
  return new Set(judged(scene).listed);
}

/** The commands in their order, with ids of operations as their kinds. */
export function results(verdict: Verdict): Record<string, string[]>[] {
  const kindOf = new Map(verdict.operations.map(({ id, kind }) => [id, kind]));
  const words = (ids: readonly string[]): string[] => ids.map((id) => kindOf.get(id) ?? "a problem");
  return (verdict.commands ?? []).map((result: StandingResult) =>
    Object.fromEntries(
      (["covers", "forbidden", "unseen", "needless"] as const).flatMap((name) =>
        result[name].length === 0 ? [] : [[name, words(result[name])]],
      ),
    ),
  );
}

export const rulesOf = ({ problems }: Verdict): string[] => problems.map(({ rule }) => rule);
