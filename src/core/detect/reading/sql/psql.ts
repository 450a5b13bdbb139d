/** What psql's own commands mean for a migration. */

import { type Passage, statementAt } from "./passage.ts";
import { commandName, type Piece } from "./split.ts";

/** Commands that read, show or set something of psql's, and change nothing. */
const HARMLESS = new Set(
  (
    "\\ \\; \\. \\? \\a \\bind \\C \\cd \\crosstabview \\d \\echo \\ef \\encoding \\errverbose \\ev \\f \\g \\gdesc \\gset \\gx " +
    "\\h \\help \\H \\l \\L \\list \\o \\out \\p \\print \\prompt \\pset \\q \\qecho \\quit \\r \\reset \\restrict \\s \\set \\setenv " +
    "\\sf \\sv \\t \\T \\timing \\unset \\unrestrict \\w \\warn \\write \\x \\z"
  ).split(" "),
);

export function readCommand(piece: Piece, passage: Passage): void {
  const { source, around } = passage;
  const name = commandName(source.text, piece.start);
  const place = source.place(piece.start, piece.end);
  const line = source.text.slice(piece.start, piece.end).trim();
  switch (name) {
    case "\\if":
      passage.conditions += 1;
      return;
    case "\\elif":
    case "\\else":
      return;
    case "\\endif":
      passage.conditions = Math.max(0, passage.conditions - 1);
      return;
    case "\\i":
    case "\\ir":
    case "\\include":
    case "\\include_relative":
      around.unread.push({ place, reason: `it runs another file (${line}), which is not read here` });
      return;
    case "\\c":
    case "\\connect":
      around.unread.push({ place, reason: `what follows runs in another database (${line})` });
      return;
    case "\\copy":
      copy(piece, line, passage);
      return;
    case "\\gexec":
    case "\\!":
    case "\\watch":
      statementAt(piece.start, line, () => 0, passage).emit("run_code", {
        details: { source: line, called: null, tables: [] },
      });
      return;
    default:
      if (!HARMLESS.has(name) && !name.startsWith("\\d") && !name.startsWith("\\lo_list"))
        around.unread.push({ place, reason: `a psql command that is not known (${name})` });
  }
}

/** `\copy table FROM ...` writes rows as COPY does; it is read as such. */
function copy(piece: Piece, line: string, passage: Passage): void {
  const match = /^\\copy\s+(?:(\w+)\.)?(\w+|"[^"]+")\s*(?:\(([^)]*)\))?\s*from\b/i.exec(line);
  if (match === null) {
    if (/^\\copy\s.*\bto\b/i.test(line)) return;
    passage.around.unread.push({
      place: passage.source.place(piece.start, piece.end),
      reason: "a \\copy that cannot be read",
    });
    return;
  }
  const columns = (match[3] ?? "").split(",").map((name) => name.trim().replaceAll('"', ""));
  statementAt(piece.start, line, () => 0, passage).emit("change_data", {
    schema: match[1] ?? null,
    table: (match[2] ?? "").replaceAll('"', ""),
    columns: columns.filter((name) => name !== ""),
    details: { statement: "copy", sources: [], where: true, rows: null, onConflict: null, source: line },
  });
}
