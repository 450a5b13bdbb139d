/** The engines: one line each. */

import type { EngineName } from "../impact.ts";
import type { EngineRules } from "./engine.ts";
import { postgresql } from "./postgresql/postgresql.ts";

export const engines: Readonly<Record<EngineName, EngineRules>> = {
  postgresql,
};
