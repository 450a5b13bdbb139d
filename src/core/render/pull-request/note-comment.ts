/** The one comment with the drafted note: what is missing, a link that adds it, and the text. */

import { draftedFiles } from "../../draft/drafted-files.ts";
import { gapForm } from "../../note/emptiness.ts";
import type { Problem } from "../../problem.ts";
import type { Verdict } from "../../verdict.ts";
import { inWords } from "../words.ts";
import { type Block, code, codeBlock, heading, link, mark, paragraph, strong } from "./markdown/nodes.ts";
import { toMarkdown } from "./markdown/to-markdown.ts";
import { completionKey, marker, noteKey } from "./marker.ts";
import { editFileLink, newFileLink } from "./new-file-link.ts";
import type { NoteComment, PullRequestFacts } from "./pages.ts";

/** A note as far as it is drafted, and how it gets to the branch. */
export interface NoteDraft {
  /** The problem that it solves; null: it completes a note that is there. */
  problem: Problem | null;
  path: string;
  text: string;
  /** What the page that the link opens does. `fills`: a new file with the text in it; `opens`: one without; `edits`: the file as it is. */
  page: { does: "fills" | "opens" | "edits"; url: string } | null;
}

/** The notes that are missing and can be drafted. Hints ask for nothing. */
export function missingNotes({ problems }: Pick<Verdict, "problems">, facts: PullRequestFacts): NoteDraft[] {
  return problems.flatMap((problem): NoteDraft[] => {
    const [edit] = problem.fix?.edits ?? [];
    if (problem.rule !== "note-is-there" || problem.severity === "hint" || edit === undefined) return [];
    const { place, text } = edit;
    return [{ problem, path: place.path, text, page: pageFor(facts, place.path, text) }];
  });
}

/** The notes that are there and lack something that can be drafted, each as a whole. */
export function completedNotes(verdict: Verdict, facts: PullRequestFacts): NoteDraft[] {
  const problems = verdict.problems.filter(({ rule }) => rule !== "note-is-there");
  return draftedFiles({ ...verdict, problems }, facts.source).flatMap(({ path, text, fresh }) =>
    fresh ? [] : [{ problem: null, path, text, page: pageFor(facts, path, text) }],
  );
}

/** `drafts`: at least one. */
export function noteComment(drafts: readonly NoteDraft[]): NoteComment {
  const blocks = [opening(drafts), ...drafts.flatMap((draft) => section(draft, drafts.length > 1))];
  const isMissing = drafts.some(({ problem }) => problem !== null);
  const ending = [mark(marker(isMissing ? noteKey : completionKey))];
  return { body: toMarkdown(blocks, { ending, elsewhere: [code("lockstep draft"), " prints all of it."] }) };
}

/** What the comment says when no note is missing any more. `path`: the note that serves now, null where none is needed. */
export function foldedNoteComment(path: string | null): string {
  const said =
    path === null
      ? paragraph("No release note is asked for here any more.")
      : paragraph("The release note is there: ", code(path), ".");
  return toMarkdown([said], { ending: [mark(marker(noteKey))] });
}

function pageFor(facts: PullRequestFacts, path: string, text: string): NoteDraft["page"] {
  if (facts.source(path) !== null) {
    const url = editFileLink(facts, path);
    return url === null ? null : { does: "edits", url };
  }
  const link = newFileLink(facts, path, text);
  return link === null ? null : { does: link.filled ? "fills" : "opens", url: link.url };
}

function opening(drafts: readonly NoteDraft[]): Block {
  const missing = drafts.filter(({ problem }) => problem !== null).length;
  const gaps = drafts.flatMap(({ text }) => text.match(new RegExp(gapForm, "g")) ?? []).length;
  const yours = ` ${left(gaps)}`;
  if (missing === 0) return paragraph(strong("The release note, with what it lacks."), yours);
  if (missing === 1) return paragraph(strong("This change needs a release note for operators."), yours);
  return paragraph(strong(`This change needs ${inWords(missing)} release notes for operators.`), yours);
}

function left(gaps: number): string {
  if (gaps === 0) return "All of it is written already: read it over.";
  const lines = `${inWords(gaps)} ${gaps === 1 ? "line is" : "lines are"}`;
  return `Most of it is written already; ${lines} yours, in angle brackets.`;
}

function section(draft: NoteDraft, several: boolean): Block[] {
  const title = several ? [heading(4, code(draft.path))] : [];
  return [...title, howTo(draft, several), codeBlock("yaml", draft.text.trimEnd())];
}

function howTo({ path, page, problem }: NoteDraft, named: boolean): Block {
  const file = named ? [] : [code(path), " "];
  if (page === null) {
    const what = problem === null ? "Put this in the place of what is in " : "Save this as ";
    return paragraph(
      "The branch of this pull request is gone, or in a private fork, so there is no page to open. ",
      what,
      code(path),
      ".",
    );
  }
  if (page.does === "edits") {
    const edit = link(page.url, strong("Edit the note"));
    return paragraph(edit, " (opens ", ...file, "on your branch): put this in the place of what is there.");
  }
  const add = link(page.url, strong("Add the note"));
  if (page.does === "fills") return paragraph(add, " (opens ", ...file, "on your branch, filled in)");
  return paragraph(
    add,
    " (opens ",
    ...file,
    "on your branch, empty): paste this, as it is too long for a link.",
  );
}
