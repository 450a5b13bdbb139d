/** Knows whether GitHub accepts us, without asking more than once a minute, and says in the log what changes. */

import type { Logger } from "../log.ts";
import { clockWords, type AppAnswer } from "./ask-app.ts";

export interface AppWatch {
  /** The last answer; a new one when that is older than a minute, or ten seconds where something was wrong. Never rejects. */
  state(): Promise<AppAnswer>;
  /** The last answer that told who we are. */
  known(): AppAnswer["app"];
}

/** Milliseconds that an answer holds. */
const validFor = { good: 60_000, bad: 10_000 };

export function watchApp(ask: () => Promise<AppAnswer>, log: Logger): AppWatch {
  let until = Number.NEGATIVE_INFINITY;
  let asking: Promise<AppAnswer> | null = null;
  let known: AppAnswer["app"] = null;
  let said = new Set<string>();

  /** Each thing once, and again only after it was well in between. */
  function say(answer: AppAnswer): void {
    const clock = clockWords(answer.ahead);
    const wrong = new Map<string, string>(answer.lacks.map((words) => [words, words]));
    if (answer.trouble !== null) wrong.set("trouble", answer.trouble);
    // Its seconds differ from one answer to the next.
    if (clock !== null && answer.trouble !== clock) wrong.set("clock", clock);
    for (const [what, words] of wrong) {
      if (!said.has(what)) log.warn({ app: known?.slug }, words);
    }
    if (said.size > 0 && wrong.size === 0) log.info({ app: known?.slug }, "GitHub accepts the App again");
    said = new Set(wrong.keys());
  }

  return {
    known: () => known,
    async state() {
      if (asking === null || performance.now() > until) {
        until = Number.POSITIVE_INFINITY;
        asking = ask().then((answer) => {
          until = performance.now() + validFor[answer.trouble === null ? "good" : "bad"];
          known = answer.app ?? known;
          say(answer);
          return answer;
        });
      }
      return await asking;
    },
  };
}
