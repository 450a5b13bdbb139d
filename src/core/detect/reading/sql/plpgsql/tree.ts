/** A PL/pgSQL body as reading needs it: its statements with their ranges, in the order of the text. */

import type { Span } from "../statement.ts";

export type PlNode =
  /** An SQL statement, PERFORM and CALL among them; `into`: the range of its INTO targets. */
  | { kind: "sql"; span: Span; into: Span | null }
  | { kind: "perform"; span: Span; query: Span }
  /** An expression that is evaluated: a condition, an argument of RAISE, what RETURN gives. */
  | { kind: "expression"; span: Span }
  | { kind: "execute"; span: Span; text: Span }
  | { kind: "assign"; name: string; value: Span }
  /** What a query, a loop or a diagnostic writes into. */
  | { kind: "targets"; names: string[] }
  | { kind: "commit" }
  | { kind: "conditional"; body: PlNode[] }
  | { kind: "foreach"; name: string; array: Span; body: PlNode[] };
