/** One statement that may hold template placeholders, parsed as far as it is certain what it does. */

import type { PostgresqlParser } from "../../parsers.ts";
import { type Failure, parseStatement, type Parsed } from "./parse.ts";
import { withPlaceholders } from "./placeholders.ts";
import { mayHoldQuoted, undecided } from "./undecided.ts";

/** The statement and its text with a name in the place of each placeholder, as long as the one that was written. */
export interface Template extends Parsed {
  text: string;
}

/** `marker`: the placeholder that stands for a whole name in a statement that is whole otherwise; null: the statement itself is broken. */
export interface TemplateFailure extends Failure {
  marker: string | null;
}

/** `known`: it was parsed already. */
export function parseTemplate(
  parser: PostgresqlParser,
  text: string,
  known: Parsed | null = null,
): Template | TemplateFailure {
  const parsed = known ?? parseStatement(parser, text);
  if (!("reason" in parsed)) {
    const marker = mayHoldQuoted(text) ? undecided(parsed.nodes) : null;
    return marker === null ? { nodes: parsed.nodes, offset: parsed.offset, text } : wholeName(marker);
  }
  const placeholders = withPlaceholders(text);
  if (placeholders === null) return { ...parsed, marker: null };
  const named = parseStatement(parser, placeholders.text);
  if ("reason" in named) {
    const reason = `a template marker stands where it cannot be read (${placeholders.first})`;
    return { reason, at: parsed.at, marker: null };
  }
  const marker = placeholders.restore(named.nodes);
  return marker === null ? { ...named, text: placeholders.text } : wholeName(marker);
}

function wholeName(marker: string): TemplateFailure {
  const reason = `the template marker ${marker} stands for a whole name, so what this does cannot be read`;
  return { reason, at: -1, marker };
}
