/** What it changes that a database is more than one server. All of it is from manuals: none of it was measured. */

import type { EngineName, Lock, Topology } from "../impact.ts";
import { qualified } from "../operation.ts";
import type { IdentifiedOperation } from "../operation.ts";
import type { Effect } from "./engine.ts";

/** Null: nobody said. */
export type Servers = Topology | null;

export interface Beside {
  effect: Effect;
  /** In words, most important first. */
  reasons: string[];
}

const pages: Record<EngineName, Partial<Record<Topology, string>>> = {
  postgresql: { replicas: "https://www.postgresql.org/docs/current/hot-standby.html" },
  mysql: {
    replicas: "https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-limitations.html",
    galera: "https://docs.percona.com/percona-xtradb-cluster/8.0/toi.html",
  },
  mariadb: {
    replicas:
      "https://mariadb.com/resources/blog/reduced-operational-downtime-with-new-alter-table-features/",
    galera:
      "https://mariadb.com/docs/galera-cluster/galera-management/general-operations/performing-schema-upgrades-in-galera-cluster",
  },
  sqlite: {},
};

/** The effect as the other servers make it, with the page that says so in its source. */
export function besideOthers(
  engine: EngineName,
  topology: Servers,
  operation: IdentifiedOperation,
  effect: Effect,
): Beside {
  const page = topology === null ? undefined : pages[engine][topology];
  if (page === undefined || effect.refused !== null) return { effect, reasons: [] };
  const source = `${effect.source}, ${page}`;
  const stalled = topology === "galera" ? inTotalOrder(operation, effect) : null;
  if (stalled !== null) return { effect: { ...stalled, source }, reasons: [totalOrder] };
  const reasons = topology === "replicas" ? replicaReasons(engine, operation, effect) : [];
  return reasons.length === 0 ? { effect, reasons } : { effect: { ...effect, source }, reasons };
}

const totalOrder =
  "every node of the cluster runs it at the same place of its order (total order isolation), and other writes wait on all nodes until it has ended";

const rows = new Set<IdentifiedOperation["kind"]>(["change_data", "run_code", "unknown_statement"]);

/** A statement that changes the schema stops the writes of all tables; those that it works on are named. */
function inTotalOrder(operation: IdentifiedOperation, effect: Effect): Effect | null {
  if (rows.has(operation.kind) || effect.work === "none") return null;
  if (effect.grows === "unknown")
    return { ...effect, unseen: [...new Set([...effect.unseen, "writes" as const])] };
  const names = effect.grows.map(({ schema, table }) => qualified(schema, table));
  const blocked = new Set(effect.locks.flatMap((lock) => (lock.blocks.length > 0 ? [lock.table] : [])));
  const added = names.filter((table) => !blocked.has(table));
  const others = effect.locks.filter(({ table }) => !added.includes(table));
  const locks = added.map((table): Lock => ({ table, mode: "total order isolation", blocks: ["writes"] }));
  return { ...effect, locks: [...others, ...locks] };
}

function replicaReasons(engine: EngineName, operation: IdentifiedOperation, effect: Effect): string[] {
  const reasons: string[] = [];
  const grows = effect.grows === "unknown" || effect.grows.length > 0;
  if (grows && isRepeated(engine, operation.kind, effect.work)) {
    reasons.push(
      engine === "postgresql"
        ? "replicas repeat what it writes in order with everything else, and fall behind meanwhile"
        : "replicas begin it when it has ended here, and apply nothing after it meanwhile: they fall behind by as long as it takes",
    );
  }
  if (effect.locks.some(({ mode }) => mode === "AccessExclusiveLock")) {
    reasons.push(
      "a hot standby takes the lock as well: it stops applying changes until its own queries of the table have ended, or cancels them (max_standby_streaming_delay)",
    );
  }
  return reasons;
}

const builds = new Set<IdentifiedOperation["kind"]>([
  "create_index",
  "rebuild_index",
  "add_unique",
  "add_primary_key",
  "add_exclusion",
]);

/** Whether replicas have the work as well: PostgreSQL repeats what was written, and not what was only read. */
export function isRepeated(
  engine: EngineName,
  kind: IdentifiedOperation["kind"],
  work: Effect["work"],
): boolean {
  if (engine !== "postgresql") return work !== "none" && work !== "metadata";
  return work === "rewrite" || work === "data" || work === "unknown" || (work === "scan" && builds.has(kind));
}
