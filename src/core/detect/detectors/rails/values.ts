/** The values that only the reader of Rails understands. */

import type { HostValue, Value } from "../../reading/source/value.ts";
import type { ChangedTable } from "./changed-table.ts";
import type { TableBuilder } from "./table-builder.ts";

export type RailsValue =
  /** `t` of `create_table`. */
  | TableBuilder
  /** `t` of `change_table`. */
  | ChangedTable
  /** `dir` of `reversible`. */
  | { host: "direction"; back: boolean }
  /** The connection; `direct`: what it is told is done at once, also on the way back. */
  | { host: "connection"; direct: boolean; vague?: boolean }
  /** A model of the application, or rows of it. `table` is null where its name is not sure. */
  | { host: "model"; name: string; table: string | null; own: boolean; where: boolean; vague?: boolean }
  /** One row, or a value of one. */
  | { host: "record"; name: string; table: string | null; vague: true }
  /** Something that changes nothing, whatever is called on it. */
  | { host: "harmless"; vague: true };

export function host(value: RailsValue): Value {
  return { kind: "host", value: value as HostValue };
}

export function hosted(value: Value | undefined): RailsValue | null {
  return value?.kind === "host" ? (value.value as RailsValue) : null;
}
