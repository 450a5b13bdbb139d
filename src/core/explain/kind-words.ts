/** What there is to say of the kinds that no statement of PostgreSQL is by itself. */

import type { Kind } from "../operation.ts";

/** Paragraphs; a line that starts with two spaces is text to copy. */
export const kindWords: Partial<Record<Kind, readonly string[]>> = {
  drop_partition: [
    "Drops a partition of a table together with its rows, as other database systems do in one statement (ALTER TABLE event DROP PARTITION p2020). On PostgreSQL a partition is a table of its own, and DROP TABLE event_2020 is a drop_table.",
    "asks for: note and exception (offline): the rows vanish for old code and cannot be brought back, and reads and writes of the whole table wait briefly.",
    "safer, on PostgreSQL: take it out of the table first, and drop it one release later:",
    "  ALTER TABLE event DETACH PARTITION event_2020 CONCURRENTLY;\n  DROP TABLE event_2020;",
    "lockstep explain detach_partition and lockstep explain drop_table say what each means on each version.",
  ],
  unknown_statement: [
    "A statement that was seen and not understood: SQL that does not parse, a template marker, a statement of another database system, one that is put together while the migration runs. It may do anything, so it is never passed over.",
    "asks for: note, and for someone else than the author who looks at it (lockstep explain everything-is-read).",
    "better: write it so that it can be read. In SQL that is a statement of its own, without markers; in Python a literal:",
    "  op.execute(\"UPDATE account SET locale = 'en' WHERE locale IS NULL\")",
    "A file that is no migration is named in the policy on the base, and then never read:",
    "  ignore: [db/seeds/**]",
  ],
};
