/** What a sample of a kind is: one statement per variant that matters to an operator, as each engine writes it. */

import type { EngineName } from "../impact.ts";
import type { Kind } from "../operation.ts";

/** The variant in a few words, and its statement, which stands alone and has no semicolon at its end. */
export type Variants = Readonly<Record<string, string>>;

/** `mariadb` is what MariaDB has otherwise than MySQL; where it says nothing, MySQL's samples are MariaDB's. An engine without samples has no statement of the kind. */
export type Samples = Readonly<Partial<Record<EngineName, Variants>>>;

export type SamplesByKind = Partial<Readonly<Record<Kind, Samples>>>;

/** Where every engine writes it alike. */
export function everywhere(variants: Variants): Samples {
  return { postgresql: variants, mysql: variants, sqlite: variants };
}

/** What only PostgreSQL has. */
export function only(variants: Variants): Samples {
  return { postgresql: variants };
}
