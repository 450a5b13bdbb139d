/** The samples of every kind: read and assessed, they are its page. */

import type { EngineName } from "../impact.ts";
import type { Kind } from "../operation.ts";
import type { Samples, SamplesByKind, Variants } from "./sample.ts";
import { columnSamples } from "./samples/columns.ts";
import { keySamples } from "./samples/keys.ts";
import { objectSamples } from "./samples/objects.ts";
import { tableSamples } from "./samples/tables.ts";

const all: SamplesByKind = { ...tableSamples, ...columnSamples, ...keySamples, ...objectSamples };

/** One statement of a kind. */
export interface Sample {
  /** In a few words; empty where there is nothing to tell apart. */
  variant: string;
  sql: string;
}

/** The statements of a kind on an engine; none where the engine has no statement for it. */
export function samplesOf(kind: Kind, engine: EngineName): Sample[] {
  const samples: Samples = all[kind] ?? {};
  const variants: Variants =
    (engine === "mariadb" ? (samples.mariadb ?? samples.mysql) : samples[engine]) ?? {};
  return Object.entries(variants).map(([variant, sql]) => ({ variant, sql }));
}
