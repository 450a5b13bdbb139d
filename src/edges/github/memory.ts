/** What stays true over jobs: git's objects never change, so what was once read need not be asked for again. */

import type { Content } from "../../core/change.ts";
import type { TreeFindings } from "../../core/usage/usage.ts";
import { SettingsReader } from "../../gather/settings.ts";
import { RecentMap } from "./recent-map.ts";

/** Bytes of text, two for each character. */
const contentLimit = 64_000_000;
const kept = 2_000;

/** Keys begin with the number of the repository: nobody reads the text of another's. */
export class Memory {
  /** By the id of the blob. */
  readonly contents = new RecentMap<string, Content>(contentLimit, weigh);
  /** Paths in a release, by its commit and the folders that were looked at. */
  readonly released = new RecentMap<string, ReadonlySet<string>>(200);
  /** Commits between a tag and a commit, by their ids; null: the commit does not come after the tag. */
  readonly distances = new RecentMap<string, number | null>(kept * 10);
  /** Folders whose texts were loaded once, or are too much for one answer: only their names are asked for. */
  readonly seenFolders = new RecentMap<string, true>(kept);
  /** What was found in the files of a commit, by the commit and what was looked for. */
  readonly searched = new RecentMap<string, TreeFindings>(kept);
  readonly settings = new SettingsReader(null);
}

function weigh(content: Content): number {
  return 200 + 2 * ("text" in content ? content.text.length : content.unread.length);
}
