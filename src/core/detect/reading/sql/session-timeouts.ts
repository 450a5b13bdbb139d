/** The timeouts that a migration sets for the statements after it: SET, SET LOCAL and RESET of `lock_timeout` and `statement_timeout`. */

import type { VariableSetStmt } from "libpg-query";

import type { Timeouts } from "../../../operation.ts";

type Name = keyof Timeouts;

/** A value that is not known is no limit. */
type Value = number | null;

const names: Readonly<Record<string, Name>> = { lock_timeout: "lock", statement_timeout: "statement" };

export class SessionTimeouts {
  readonly #session = new Map<Name, Value>();
  /** By transaction: what SET LOCAL says there. */
  readonly #local = new Map<string, Map<Name, Value>>();

  /** What bounds a statement in this transaction; null when nothing does. */
  at(transaction: string | null): Timeouts | null {
    if (this.#session.size === 0 && this.#local.size === 0) return null;
    const local = transaction === null ? undefined : this.#local.get(transaction);
    const value = (name: Name): Value => {
      const own = local?.get(name);
      return (own === undefined ? this.#session.get(name) : own) ?? null;
    };
    const timeouts = { lock: value("lock"), statement: value("statement") };
    return timeouts.lock === null && timeouts.statement === null ? null : timeouts;
  }

  /** Takes a SET or RESET; `conditional`: whether it runs is not known, so that it bounds nothing. */
  take(node: VariableSetStmt, transaction: string | null, conditional: boolean): void {
    if (node.kind === "VAR_RESET_ALL") {
      this.#session.clear();
      this.#local.clear();
      return;
    }
    const name = Object.hasOwn(names, node.name ?? "") ? names[node.name ?? ""] : undefined;
    if (name === undefined) return;
    const value = node.kind === "VAR_SET_VALUE" && !conditional ? valueOf(node) : null;
    if (node.is_local !== true) {
      this.#session.set(name, value);
      for (const local of this.#local.values()) local.delete(name);
      return;
    }
    // Outside a transaction SET LOCAL does nothing.
    if (transaction === null) return;
    const local = this.#local.get(transaction) ?? new Map<Name, Value>();
    this.#local.set(transaction, local.set(name, value));
  }
}

const units: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds; null for 0, which is no limit, and for what is no constant. */
function valueOf({ args }: VariableSetStmt): Value {
  const [node] = args ?? [];
  if (node === undefined || !("A_Const" in node)) return null;
  const { ival, sval, fval } = node.A_Const;
  const text = ival === undefined ? (sval?.sval ?? fval?.fval ?? "") : String(ival.ival ?? 0);
  const [, number = "", unit = ""] = /^\s*(\d+(?:\.\d*)?|\.\d+)\s*([a-z]*)\s*$/u.exec(text) ?? [];
  const factor = unit === "" ? 1 : Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (number === "" || factor === undefined) return null;
  const value = Math.round(Number(number) * factor);
  return value === 0 ? null : value;
}
