/** Opens GitHub as the App: who it is, and repositories with the rights of their installations. */

import type { GitHub } from "../../review/github.ts";
import type { RepositoryId } from "../../review/job.ts";
import type { Logger } from "../log.ts";
import { AppRequests } from "./app-requests.ts";
import { Client } from "./client.ts";
import type { Connection } from "./client.ts";
import { graphqlRoute, octokitsFor } from "./http.ts";
import { Limits } from "./limits.ts";
import { Memory } from "./memory.ts";
import { RecentMap } from "./recent-map.ts";
import { OpenRepository } from "./repository.ts";
import { Tokens } from "./tokens.ts";

export interface GitHubSettings {
  appId: number;
  /** PEM. */
  privateKey: string;
  /** The address of the REST interface; null: that of github.com. */
  apiUrl: string | null;
  log: Logger;
  /** The time in milliseconds since the epoch, where it is another than the machine's. */
  now?: () => number;
}

/** So many installations are remembered. */
const kept = 10_000;

/** Asks GitHub who the App is, which tells at once of a wrong key or a clock that is off: `GitHubTrouble` with words for whoever runs the App. */
export async function openGitHub(settings: GitHubSettings): Promise<GitHub> {
  const { appId, apiUrl, log, now = () => Date.now() } = settings;
  const { withToken, asApp } = octokitsFor(settings, apiUrl, log);
  const requests = new AppRequests(asApp, now);
  const limits = new RecentMap<number, Limits>(kept);
  const connection: Connection = {
    octokit: withToken,
    tokens: new Tokens(requests, log, now),
    limits: (installation) => {
      const known = limits.get(installation) ?? new Limits(now);
      limits.set(installation, known);
      return known;
    },
    graphql: graphqlRoute(apiUrl),
    now,
  };
  const memory = new Memory();
  return {
    app: await requests.app(),
    repository: (id: RepositoryId) => new OpenRepository(new Client(id, connection), appId, memory),
  };
}
