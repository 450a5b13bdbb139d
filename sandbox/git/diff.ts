/** The difference of two trees as GitHub computes it: with renames, counts and unified patches, all from one git process. */

import { runGit } from "./run-git.ts";

export interface DiffFile {
  path: string;
  /** The old path of a renamed or copied file, else null. */
  previousPath: string | null;
  status: "added" | "removed" | "modified" | "renamed" | "copied" | "changed";
  /** Object ids, null where there is no file. */
  oldOid: string | null;
  newOid: string | null;
  oldMode: string | null;
  newMode: string | null;
  additions: number;
  deletions: number;
  binary: boolean;
  /** From the first `@@` on, without the last line feed. Null: binary, or no line differs. */
  patch: string | null;
}

const statuses: Record<string, DiffFile["status"]> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  C: "copied",
  T: "changed",
};
const zeros = /^0+$/u;

/** `base` and `head` are commits or trees. Sorted by path, as GitHub lists files. */
export async function diffTrees(directory: string, base: string, head: string): Promise<DiffFile[]> {
  const args = ["diff-tree", "-r", "--raw", "--numstat", "-p", "-z", "-M50%", "-l1000", "--no-abbrev"];
  const { stdout } = await runGit(directory, [
    ...args,
    "--full-index",
    "--no-ext-diff",
    "--no-textconv",
    base,
    head,
  ]);
  return readDiff(stdout);
}

function readDiff(output: Buffer): DiffFile[] {
  const files: DiffFile[] = [];
  let at = 0;
  const field = (): string => {
    const end = output.indexOf(0, at);
    const text = output.toString("utf8", at, end === -1 ? output.length : end);
    at = end === -1 ? output.length : end + 1;
    return text;
  };
  while (output[at] === 0x3a) {
    const [oldMode = "", newMode = "", oldOid = "", newOid = "", status = ""] = field().slice(1).split(" ");
    const kind = statuses[status.slice(0, 1)] ?? "modified";
    const first = field();
    const moved = kind === "renamed" || kind === "copied";
    files.push({
      path: moved ? field() : first,
      previousPath: moved ? first : null,
      status: kind,
      oldOid: zeros.test(oldOid) ? null : oldOid,
      newOid: zeros.test(newOid) ? null : newOid,
      oldMode: zeros.test(oldMode) ? null : oldMode,
      newMode: zeros.test(newMode) ? null : newMode,
      additions: 0,
      deletions: 0,
      binary: false,
      patch: null,
    });
  }
  for (const file of files) {
    const [additions = "0", deletions = "0", path = ""] = field().split("\t");
    if (path === "") at = output.indexOf(0, output.indexOf(0, at) + 1) + 1;
    file.binary = additions === "-";
    file.additions = file.binary ? 0 : Number(additions);
    file.deletions = file.binary ? 0 : Number(deletions);
  }
  if (output[at] === 0) at++;
  addPatches(files, output.toString("utf8", at));
  return files;
}

/** Lines of a patch begin with ` +-\@`, so a line that begins with `diff` opens the next file. Only line feeds end a line here. */
function addPatches(files: readonly DiffFile[], text: string): void {
  const sections = `\n${text}`.split("\ndiff --git ").slice(1);
  let next = 0;
  for (const file of files) {
    // A file that becomes a link is taken away and added.
    const count = file.status === "changed" ? 2 : 1;
    const own = sections.slice(next, next + count);
    next += count;
    const hunks = own.flatMap((section) => {
      const start = section.indexOf("\n@@ ");
      return start === -1 ? [] : [section.slice(start + 1).replace(/\n$/u, "")];
    });
    file.patch = hunks.length === 0 ? null : hunks.join("\n");
  }
}
