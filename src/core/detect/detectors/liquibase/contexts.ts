/** Contexts of a changeSet: those that name an engine are decided, all others are for whoever runs the update to say. */

import type { EngineName } from "../../../impact.ts";

const engineWords = new Set(
  "postgresql postgres mysql mariadb sqlite h2 hsqldb hsql oracle mssql sqlserver db2 derby".split(" "),
);

/** `postgresql and !test`: false where the engine decides, null where it does not. Brackets are not looked into. */
export function contextTakes(expression: string | null, engine: EngineName): boolean | null {
  if (expression === null) return true;
  if (/[()]/u.test(expression)) return null;
  const parts = expression.toLowerCase().split(/,|\s+or\s+/u);
  const some = new Set(parts.map((part) => every(part, engine)));
  if (some.has(true)) return true;
  return some.has(null) ? null : false;
}

function every(text: string, engine: EngineName): boolean | null {
  const decide = (part: string): boolean | null => {
    const [, not = "", word = ""] = /^\s*(!|not\s)?\s*@?(.*?)\s*$/su.exec(part) ?? [];
    if (!engineWords.has(word)) return null;
    const is = word === engine || (word === "postgres" && engine === "postgresql");
    return is === (not === "");
  };
  const answers = new Set(text.split(/\s+and\s+/u).map(decide));
  if (answers.has(false)) return false;
  return answers.has(null) ? null : true;
}
