/** Whether a call is there for what it does, or for what it gives. */

import type { Syntax } from "../../reading/source/syntax.ts";
import type { Migration } from "./migration.ts";

/** Is the call a statement of its own, there for what it does? */
export function standsAlone({ run }: Migration, node: Syntax): boolean {
  const { statement } = run;
  if (statement === node) return true;
  // `call if x`, `call unless x`, `call rescue nil`
  return (
    statement.type.endsWith("_modifier") &&
    statement.children.some(
      (child) => child.field === "body" && child.start === node.start && child.end === node.end,
    )
  );
}

const ACTS =
  /!$|^(?:migrate|backfill|populate|convert|fix|update|insert|delete|destroy|create|drop|add|remove|alter|rename|move|copy|sync|run|execute|apply|truncate|seed|import|purge|clean|merge|change|set_|reset|recreate|rebuild|enable|disable|grant|revoke|save|store|perform|enqueue|process|touch|increment)/u;

/** Does a name begin with a verb of doing? */
export function actsByName(name: string): boolean {
  return ACTS.test(name);
}
