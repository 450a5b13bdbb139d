/** What is said between the queue and the thread of its embedded database. */

export interface DatabasePlace {
  /** The data directory. */
  folder: string;
  /** Where it is made before it gets that name. */
  making: string;
}

export type ToDatabase = { id: number; text: string; values: unknown[] | undefined } | { close: true };

export type FromDatabase =
  | { state: "open" }
  /** There was none: it has been made, and can be opened. */
  | { state: "made" }
  | { state: "unusable"; reason: string }
  | { state: "answered"; id: number; rows: unknown[] }
  /** `code`: SQLSTATE. */
  | { state: "failed"; id: number; message: string; code: string };
