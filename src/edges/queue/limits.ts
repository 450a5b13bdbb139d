/** The numbers of the queue, in one place. */

export interface QueueLimits {
  /** How often a fault is tried in all, with the seconds to wait before each further try: about nine minutes together. */
  backoff: readonly number[];
  /** How often a job may ask for a later time without that counting as a try. */
  deferrals: number;
  /** Milliseconds that one try may take. */
  tryFor: number;
  /** Milliseconds between two looks for jobs that are due, or that another process stored. */
  poll: number;
  /** Milliseconds between two looks for installations of which nothing runs, when there were none: it reads all that waits. */
  fair: number;
  /** Milliseconds between two signs of life of the jobs that run; only where several processes share a database. */
  beat: number;
  /** Milliseconds that running jobs get to finish when the process stops. */
  grace: number;
  /** Jobs that one INSERT stores at most. */
  batch: number;
  /** Seconds that a finished job stays, for counts and for whoever looks for it. */
  finished: number;
}

export const queueLimits: QueueLimits = {
  backoff: [5, 15, 45, 120, 360],
  deferrals: 24,
  tryFor: 300_000,
  poll: 1_000,
  fair: 250,
  beat: 3_000,
  grace: 10_000,
  batch: 500,
  finished: 600,
};

/** Jobs that run at the same time in one process, unless it is told otherwise: they wait for GitHub most of the time. */
export const usualConcurrency = 4;

/** Seconds without a sign of life until a running job counts as lost, and seconds between two looks for lost ones: pg-boss allows no less. */
export const lostAfter = { silence: 10, look: 2 };
