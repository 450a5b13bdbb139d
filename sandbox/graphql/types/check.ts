/** Check suites and check runs, and the Apps that write them. */

import { page } from "../connection.ts";
import type { PageArguments } from "../connection.ts";
import { commitById } from "../git-object.ts";
import type { Table } from "../resolver.ts";
import { runsOf } from "../suites.ts";
import type { RunFilter } from "../suites.ts";
import { appPayload } from "../../payloads/app.ts";
import { stampOrNull } from "../../payloads/dates.ts";
import { htmlUrl } from "../../payloads/repository.ts";
import type { Annotation, App, CheckRun, CheckSuite } from "../../world.ts";

export const checkSuite: Table<CheckSuite> = {
  id: ({ node }) => node,
  databaseId: ({ id }) => id,
  app: ({ app }) => app,
  repository: ({ repository }) => repository,
  commit: ({ repository, headSha }, _, context) => commitById(context, repository, headSha),
  checkRuns: (source, args: PageArguments & { filterBy?: RunFilter | null }) =>
    page(runsOf(source, args.filterBy), args),
};

export const checkRun: Table<CheckRun> = {
  id: ({ node }) => node,
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  externalId: ({ externalId }) => externalId,
  status: ({ status }) => status.toUpperCase(),
  conclusion: ({ conclusion }) => conclusion?.toUpperCase() ?? null,
  title: ({ title }) => title,
  summary: ({ summary }) => summary,
  text: ({ text }) => text,
  startedAt: ({ startedAt }) => stampOrNull(startedAt),
  completedAt: ({ completedAt }) => stampOrNull(completedAt),
  detailsUrl: ({ detailsUrl }) => detailsUrl,
  url: ({ suite, id }, _, { sandbox }) => `${htmlUrl(sandbox, suite.repository)}/runs/${id}`,
  permalink: ({ suite, id }, _, { sandbox }) => `${htmlUrl(sandbox, suite.repository)}/runs/${id}`,
  checkSuite: ({ suite }) => suite,
  repository: ({ suite }) => suite.repository,
  annotations: ({ annotations }, args: PageArguments) => page(annotations, args),
};

export const checkAnnotation: Table<Annotation> = {
  path: ({ path }) => path,
  annotationLevel: (source) => source.annotation_level.toUpperCase(),
  message: ({ message }) => message,
  title: ({ title }) => title ?? null,
  rawDetails: (source) => source.raw_details ?? null,
};

export const app: Table<App> = {
  id: (source, _, { sandbox }) => appPayload(sandbox, source).node_id,
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  slug: ({ slug }) => slug,
};
