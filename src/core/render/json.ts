/** The machine-readable contract, version 1: exactly its fields, none of those that only Lockstep itself needs. */

import type { Impact } from "../impact.ts";
import type { Note } from "../note/note.ts";
import type { Operation } from "../operation.ts";
import type { Usage } from "../usage/usage.ts";
import type { Verdict } from "../verdict.ts";
import type { OperationsFile, OperationsReport } from "./operations-text.ts";
import { serialize } from "./visible.ts";

/** `lockstep check --format json`. `lockstep` is the version of Lockstep. */
export function renderJson(verdict: Verdict, lockstep: string): string {
  const { policy, conclusion, files, exceptions, problems, counts } = verdict;
  return serialize({
    version: 1,
    lockstep,
    policy,
    conclusion,
    files: files.map(({ path, framework, database, status, unread }) => ({
      path,
      framework,
      database,
      status,
      unread: unread.map(unreadJson),
    })),
    operations: verdict.operations.map(operationJson),
    notes: verdict.notes.map(noteJson),
    exceptions: exceptions.map((one) => ({
      operations: one.operations,
      target: one.target,
      reason: one.reason,
      until: one.until,
      origin: one.origin,
      state: one.state,
      reusable: one.reusable,
      place: one.place,
    })),
    problems: problems.map((one) => ({
      id: one.id,
      rule: one.rule,
      severity: one.severity,
      message: one.message,
      place: one.place,
      related: one.related,
      operation: one.operation,
      fix: one.fix,
    })),
    counts,
  });
}

/** `lockstep operations --format json`. */
export function operationsJson(lockstep: string): OperationsReport {
  let first = true;
  return {
    file(file) {
      const start = opening();
      const shown = serialize({
        path: file.path,
        framework: file.framework,
        database: file.database,
        operations: file.operations.map(operationJson),
        unread: file.unread.map(unreadJson),
      });
      return start + shown.trimEnd();
    },
    end: () => `${first ? opening() : ""}\n]}\n`,
  };

  function opening(): string {
    if (!first) return ",\n";
    first = false;
    return `{ "version": 1, "lockstep": ${JSON.stringify(lockstep)}, "files": [\n`;
  }
}

// Left out: `statement` and the transaction's group, which mean something within one run only.
function operationJson(operation: Operation) {
  return {
    id: operation.id,
    kind: operation.kind,
    database: operation.database,
    direction: operation.direction,
    phase: operation.phase,
    revision: operation.revision,
    schema: operation.schema,
    table: operation.table,
    columns: operation.columns,
    name: operation.name,
    details: operation.details,
    place: operation.place,
    conditional: operation.conditional,
    onlyOn: operation.onlyOn ?? null,
    newTable: operation.newTable,
    impacts: operation.impacts.map(impactJson),
    impact: impactJson(operation.impact),
    demand: operation.demand,
    usage: operation.usage === undefined ? null : usageJson(operation.usage),
  };
}

function usageJson(usage: Usage) {
  return {
    name: usage.name,
    release: usage.release,
    commit: usage.commit,
    answer: usage.answer,
    named: usage.named.map(({ path, line, text, sure }) => ({ path, line, text, sure })),
    count: usage.count,
    searched: usage.searched,
    complete: usage.complete,
    unclear: usage.unclear,
  };
}

function impactJson(impact: Impact) {
  return {
    engine: impact.engine,
    version: impact.version,
    work: impact.work,
    locks: impact.locks,
    algorithm: impact.algorithm,
    grows: impact.grows,
    breaksOldCode: impact.breaksOldCode,
    irreversible: impact.irreversible,
    offline: impact.offline,
    reasons: impact.reasons,
    variables: impact.variables,
    saferWay: impact.saferWay,
    transaction: impact.transaction,
    refused: impact.refused,
    source: impact.source,
  };
}

function unreadJson({ id, place, reason }: OperationsFile["unread"][number]) {
  return { id, place, reason };
}

// A note's source text is the repository's own, and its findings are problems.
function noteJson(note: Note) {
  return {
    path: note.path,
    uid: note.uid,
    readable: note.readable,
    sections: note.sections.map((section) => ({
      name: section.name,
      label: section.label,
      text: section.text,
      none: section.none,
      empty: section.empty,
      labelPlace: section.labelPlace,
      place: section.place,
    })),
  };
}
