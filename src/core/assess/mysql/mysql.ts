/** What is known of mysql. */

import type { EngineName } from "../../impact.ts";
import type { EngineRules } from "../engine.ts";
import { numberings } from "../../engine-version.ts";

function rulesOf(name: EngineName): EngineRules {
  return {
    name,
    title: numberings[name].title,
    versions: [numberings[name].oldest],
    transactional: false,
    effects: (_, versions) => ({
      effects: [
        {
          versions,
          work: "unknown",
          locks: [],
          unseen: [],
          grows: "unknown",
          algorithm: null,
          refused: null,
          source: "assumed: nothing is known of it",
        },
      ],
      assumed: [],
    }),
    typeChange: ({ operation }) => ({
      from: operation.details.oldType,
      to: operation.details.type,
      breaks: "old code uses the type as it was",
      loses: null,
      narrows: false,
    }),
    words: () => ({ variables: [], saferWay: null }),
  };
}
export const mysql = rulesOf("mysql");
export const mariadb = rulesOf("mariadb");
