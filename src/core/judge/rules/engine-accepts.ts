/** The engine runs every statement. */

import { engineTitle } from "../../engine-line.ts";
import { named, saferLines } from "../operation-words.ts";
import type { Rule } from "../rule.ts";

export const engineAccepts: Rule = {
  name: "engine-accepts",
  summary: "The engine runs every statement. No exception lifts this.",
  check: (input) =>
    input.operations.flatMap((operation) => {
      const impact = operation.impacts.find((one) => one.refused !== null);
      if (operation.direction !== "up" || impact === undefined) return [];
      const safer = impact.saferWay ?? operation.impact.saferWay;
      return [
        {
          rule: "engine-accepts",
          severity: "error",
          subject: operation.id,
          message: [
            `${named(operation)} will fail${operation.impacts.length > 1 ? ` on ${engineTitle(impact)}` : ""}: ${(impact.refused ?? "").replace(/\.?$/u, ".")}`,
            ...saferLines("Instead", safer),
          ].join("\n"),
          place: operation.place,
          operation: operation.id,
        },
      ];
    }),
};
