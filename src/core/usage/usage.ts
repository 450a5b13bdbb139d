/** Where code of the previous release still names what a change takes away, renames or newly asks for. */

/** `surely`: it uses it; `likely`: a person would say so, and could be wrong; `hardly`: the word is there, and probably means another thing. */
export type Sureness = "surely" | "likely" | "hardly";

export interface NamedLine {
  path: string;
  line: number;
  /** The line without its indent, cut off where it is long. */
  text: string;
  sure: Sureness;
}

/** What was found for one operation. */
export interface Usage {
  /** What was looked for: `user.legacy_id`, or a table's name. */
  name: string;
  /** The release tag whose files were searched; null: there is none, so those of the base were. */
  release: string | null;
  /** The commit of these files, for links; null when nothing was searched. */
  commit: string | null;
  /** `not_named` is said only where all of the code was searched and would be expected to name it. */
  answer: "named" | "likely_named" | "not_named" | "unclear";
  /** The surest lines, at most five. */
  named: NamedLine[];
  /** All lines that surely or likely name it. */
  count: number;
  /** Files that were searched. */
  searched: number;
  /** No file of code was left out. */
  complete: boolean;
  /** One clause: why it is unclear, null when it is not. */
  unclear: string | null;
}

/** What to look for on behalf of one operation. */
export interface NameSearch {
  /** The operation. */
  id: string;
  /** As written; null: the usual one. */
  schema: string | null;
  table: string;
  /** Null: the table itself. */
  column: string | null;
  /** `gone`: code that names it fails; `asked`: code that writes it may fail. */
  because: "gone" | "asked";
  /** Other tables of the same database: code that names one of them is the code that uses the database. */
  others: readonly string[];
}

/** What was found for one search in all files. */
export interface SearchFindings {
  id: string;
  lines: NamedLine[];
  count: number;
  /** The table is named in code; for a table, another one of the database. */
  expected: boolean;
  /** A migration or a schema of the tree names it: it was there already. */
  known: boolean;
  /** A line of code that takes whatever columns or tables there are, so that it names none; null when none was seen. */
  dynamic: NamedLine | null;
}

/** What one search over the files of a commit found. */
export interface TreeFindings {
  searched: number;
  /** One clause: what was left out, null when nothing was. */
  incomplete: string | null;
  found: SearchFindings[];
}

/** What was looked for in the files of one commit. */
export interface OldCode {
  searches: readonly NameSearch[];
  tree: SearchedTree;
}

/** The files of a commit, searched; or why that could not be done, as a clause. */
export type SearchedTree =
  | { release: string | null; commit: string; findings: TreeFindings }
  | { release: string | null; trouble: string };
