/** How one statement is carried out: the clauses of one ALTER together, in the way of the hardest, unless it says itself how. */

import type { Work } from "../../impact.ts";
import type { Clause, IdentifiedOperation } from "../../operation.ts";
import type { Scene } from "../engine.ts";
import { keyOf } from "../known-schema.ts";
import { algorithms, lockLevels, onlineCopy } from "./fact.ts";
import type { Algorithm, Fact, LockLevel, MysqlName } from "./fact.ts";

export interface Plan {
  algorithm: Algorithm | null;
  lock: LockLevel | null;
  work: Work;
  refused: string | null;
  /** The clause that decides, where it is another one. */
  because: IdentifiedOperation | null;
}

/** A clause of the statement with what is known of it. */
export interface Part {
  operation: IdentifiedOperation;
  fact: Fact;
}

const works: readonly Work[] = ["none", "metadata", "scan", "data", "rewrite", "unknown"];

function dearer<T>(order: readonly T[], a: T, b: T): T {
  return order.indexOf(b) > order.indexOf(a) ? b : a;
}

/** The clauses that one ALTER of the same table does together with this one, itself among them. */
export function clausesOf({ operation, statement }: Scene): readonly IdentifiedOperation[] {
  const { table } = operation;
  if (statement.length < 2 || table === null) return [operation];
  const key = keyOf({ schema: operation.schema, table });
  return statement.filter(
    (one) => one.table !== null && keyOf({ schema: one.schema, table: one.table }) === key,
  );
}

export function planOf(own: Part, parts: readonly Part[], engine: MysqlName, version: number): Plan {
  const { fact } = own;
  const plan: Plan = { ...pick(fact), refused: fact.refused, because: null };
  if (fact.algorithm === null || fact.refused !== null) return plan;
  const together = parts.filter((part) => part.fact.algorithm !== null && part.fact.refused === null);
  const needed = worstOf(together);
  const decided = { ...plan, ...needed, because: deciding(own, together, needed) };
  return explicit(decided, together, own.operation.clause, engine, version);
}

function pick({
  algorithm,
  lock,
  work,
}: Pick<Fact, "algorithm" | "lock" | "work">): Pick<Plan, "algorithm" | "lock" | "work"> {
  return { algorithm, lock, work };
}

/** What is instant alone may build the table anew where the statement as a whole is not instant. */
function worstOf(parts: readonly Part[]): Pick<Plan, "algorithm" | "lock" | "work"> {
  let algorithm: Algorithm = "INSTANT";
  let lock: LockLevel = "NONE";
  let work: Work = "none";
  for (const { fact } of parts) {
    algorithm = dearer(algorithms, algorithm, fact.algorithm ?? "INSTANT");
    lock = dearer(lockLevels, lock, fact.lock ?? "NONE");
    work = dearer(works, work, fact.work);
  }
  if (algorithm === "INSTANT") return { algorithm, lock, work };
  for (const { fact } of parts) {
    const own = fact.algorithm ?? "INSTANT";
    if (own !== algorithm) work = dearer(works, work, fact.inPlace);
  }
  if (work === "rewrite") algorithm = dearer(algorithms, algorithm, "INPLACE");
  return { algorithm, lock, work };
}

/** Null when the operation alone is done no better. */
function deciding(
  own: Part,
  parts: readonly Part[],
  plan: Pick<Plan, "algorithm" | "lock">,
): IdentifiedOperation | null {
  if (own.fact.algorithm === plan.algorithm && own.fact.lock === plan.lock) return null;
  const other = parts.find(
    ({ operation, fact }) =>
      operation !== own.operation && (fact.algorithm === plan.algorithm || fact.lock === plan.lock),
  );
  return other?.operation ?? parts.find(({ operation }) => operation !== own.operation)?.operation ?? null;
}

function explicit(
  plan: Plan,
  parts: readonly Part[],
  clause: Clause | undefined,
  engine: MysqlName,
  version: number,
): Plan {
  const said = clause?.algorithm?.toUpperCase() ?? "DEFAULT";
  const lock = clause?.lock?.toUpperCase() ?? "DEFAULT";
  const asked = algorithms.find((one) => one === said);
  const chosen = asked === undefined ? plan : withAlgorithm(plan, parts, asked, engine, version);
  const level = lockLevels.find((one) => one === lock);
  if (chosen.refused !== null || level === undefined) return chosen;
  if (engine === "mysql" && asked === "INSTANT")
    return {
      ...chosen,
      refused: `MySQL takes ALGORITHM=INSTANT with no LOCK but DEFAULT, not with LOCK=${level}`,
    };
  if (lockLevels.indexOf(level) >= lockLevels.indexOf(chosen.lock ?? "NONE"))
    return { ...chosen, lock: level };
  return { ...chosen, refused: `LOCK=${level} is refused: it needs LOCK=${chosen.lock}` };
}

function withAlgorithm(
  plan: Plan,
  parts: readonly Part[],
  asked: Algorithm,
  engine: MysqlName,
  version: number,
): Plan {
  if (engine === "mysql" && (asked === "NOCOPY" || (asked === "INSTANT" && version < 80_012))) {
    return {
      ...plan,
      refused: `MySQL does not know ALGORITHM=${asked}${asked === "NOCOPY" ? "" : " before 8.0.12"}`,
    };
  }
  const { algorithm } = plan;
  if (algorithms.indexOf(asked) < algorithms.indexOf(algorithm ?? "INSTANT"))
    return { ...plan, refused: `ALGORITHM=${asked} is refused: it needs ALGORITHM=${algorithm}` };
  if (asked === "COPY") {
    const online = engine === "mariadb" && version >= onlineCopy;
    const lock = dearer(lockLevels, plan.lock ?? "NONE", online ? "NONE" : "SHARED");
    return { ...plan, algorithm: "COPY", lock, work: "rewrite" };
  }
  // MariaDB takes INPLACE for a bound, and still does it in the cheapest way; MySQL takes it for an order.
  if (engine === "mariadb" || algorithm !== "INSTANT" || asked !== "INPLACE") return plan;
  const work = parts.reduce((worst: Work, { fact }) => dearer(works, worst, fact.inPlace), plan.work);
  return { ...plan, algorithm: "INPLACE", work };
}
