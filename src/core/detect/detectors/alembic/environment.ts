/** env.py: how Alembic wraps migrations in transactions. */

import { pythonGrammar } from "../../reading/python/grammar.ts";
import type { ReadContext, TransactionMode } from "../../detector.ts";
import {
  field,
  parseSource,
  textOf,
  walk,
  type SourceFile,
  type Syntax,
} from "../../reading/source/syntax.ts";
import { environmentOf } from "./paths.ts";

/** One transaction over all pending migrations, unless env.py or the policy says otherwise. */
export function transactionOf(path: string, context: ReadContext): TransactionMode {
  if (context.transaction !== null) return context.transaction;
  const environment = environmentOf(path, context.tree.paths);
  const text = environment === null ? null : context.tree.text(environment);
  if (environment === null || text === null || context.parsers.python === null) return "all";
  if (!text.includes("transaction")) return "all";
  const file = parseSource(environment, text, context.parsers.python, pythonGrammar, context.expired);
  if ("refused" in file) return "all";
  if (says(file, "transactional_ddl", "False")) return "none";
  return says(file, "transaction_per_migration", "True") ? "file" : "all";
}

/** Is the keyword given with this value anywhere, in a call or as a key of a dict? */
function says(file: SourceFile, name: string, value: string): boolean {
  for (const node of walk(file.root)) {
    const given = keyed(file, node);
    if (given !== null && given.name === name && given.value === value) return true;
  }
  return false;
}

function keyed(file: SourceFile, node: Syntax): { name: string; value: string } | null {
  const [key, value] =
    node.type === "keyword_argument"
      ? [field(node, "name"), field(node, "value")]
      : node.type === "pair"
        ? [field(node, "key"), field(node, "value")]
        : [null, null];
  if (key === null || value === null) return null;
  return { name: textOf(file, key).replaceAll(/["']/gu, ""), value: textOf(file, value) };
}
