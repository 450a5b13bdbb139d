/** Migrations of frameworks that no detector reads yet: they are said to be unread, so that nobody takes silence for safety. */

import { wholeFile } from "../place.ts";
import type { FileReading } from "./detector.ts";

/** By path alone, and only where the path leaves no doubt. A framework leaves this list when its detector comes. */
const layouts: readonly [framework: string, path: RegExp][] = [
  ["ecto", /(?:^|\/)priv\/\w+\/migrations\/\d{8,}_\w+\.exs$/u],
  ["ef-core", /(?:^|\/)Migrations\/(?:[^/]+\/)*\d{14}_\w+(?<!\.Designer)\.cs$/u],
  ["liquibase, written in Groovy,", /(?:^|\/)(?:db\/changelog|grails-app\/migrations)\/.+\.groovy$/u],
  [
    "sequelize, db-migrate or node-pg-migrate",
    /(?:^|\/)migrations?\/(?:[^/]+\/)*\d{8,17}[-_.][\w.-]+\.[cm]?[jt]s$/u,
  ],
];

const sqlalchemyMigrate = /^(.*)\/versions\/\d{3,}_\w+\.(?:py|sql)$/u;
const notReal = /(?:^|\/)(?:tests?|fixtures|examples?|node_modules|vendor)\//u;

/** The framework that a path belongs to when no detector claims it; null when it looks like no migration. `has` says whether a path is in the tree. */
export function otherFramework(path: string, has: (path: string) => boolean): string | null {
  if (notReal.test(path)) return null;
  const repository = sqlalchemyMigrate.exec(path)?.[1];
  if (repository !== undefined && has(`${repository}/migrate.cfg`)) return "sqlalchemy-migrate";
  return layouts.find(([, layout]) => layout.test(path))?.[0] ?? null;
}

/** Whether a file by its extension alone could be a migration of one of these frameworks. */
export function mayBeOther(path: string): boolean {
  return /\.(?:py|rb|php|exs|cs|groovy|[cm]?[jt]s)$/iu.test(path);
}

/** Why nothing of such a file is read. */
export function whyNotRead(framework: string): string {
  return `migrations of ${framework} are not read yet, so nobody has looked at what this one does`;
}

/** What there is to say of such a file. */
export function notReadYet(path: string, framework: string): FileReading {
  return {
    operations: [],
    unread: [{ place: wholeFile(path), reason: whyNotRead(framework) }],
    directives: [],
    revision: null,
    dependsOn: [],
  };
}
