/** Builds what runs the jobs of the service: GitHub, the reader of migrations, and the review over both. */

import { openGitHub } from "./edges/github/open-github.ts";
import { ReaderPool } from "./edges/isolation/reader-pool.ts";
import type { ReaderOptions } from "./edges/isolation/reader.ts";
import type { Logger } from "./edges/log.ts";
import { openPages } from "./edges/pages/open-pages.ts";
import type { Credentials, GitHubPlace } from "./edges/settings/settings.ts";
import { Readings } from "./gather/readings.ts";
import { SettingsReader } from "./gather/settings.ts";
import type { JobQueue, JobRunner } from "./review/job.ts";
import { reviewer } from "./review/reviewer.ts";

// One folder up from `src/` in a checkout, and from the compiled files in a package.
const packageRoot = new URL("..", import.meta.url);

/** Threads that read migrations: one hostile file holds up one of them, for two seconds. */
const readers = 2;

export interface Reviews {
  run: JobRunner;
  close(): Promise<void>;
}

export interface ReviewParts {
  credentials: Credentials;
  github: GitHubPlace;
  queue: JobQueue;
  log: Logger;
  version: string;
  /** How migrations are read, where it is another way than the usual. */
  reading?: Omit<ReaderOptions, "here">;
  /** The time, where it is another than the machine's: milliseconds since the epoch. */
  now?: () => number;
}

/** Throws `GitHubTrouble` when GitHub does not answer. */
export async function openReviews({
  credentials,
  github: place,
  queue,
  log,
  version,
  reading,
  now = () => Date.now(),
}: ReviewParts): Promise<Reviews> {
  const github = await openGitHub({ ...credentials, apiUrl: place.api, log, now });
  // All that comes is text from strangers.
  const reader = new ReaderPool(readers, { ...reading, here: "none" });
  const shared = { readings: new Readings(reader), settings: new SettingsReader(null) };
  const pages = openPages(packageRoot, reader);
  return {
    run: reviewer({ github, queue, shared, pages, now: () => new Date(now()), log, version }),
    close: () => reader.close(),
  };
}
