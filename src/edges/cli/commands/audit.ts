/** `lockstep audit`: what was allowed in merged pull requests, from the records that the App left there. */

import { UserError } from "../../../core/errors.ts";
import { readDate } from "../../../core/judge/exception-text.ts";
import { audit as audited } from "../../../core/record/audit.ts";
import { plain } from "../../../core/render/paint.ts";
import { type Arguments, type Command, formatOption } from "../command.ts";

export const audit: Command = {
  usage: "OWNER/REPO --since DATE [--format FORMAT] [--app SLUG] [--api URL]",
  options: {
    since: { type: "string", value: "DATE", help: "the first day that counts, UTC: 2026-01-31" },
    format: formatOption("text", "json", "csv"),
    app: { type: "string", value: "SLUG", help: "the name in your App's address (default: lockstep)" },
    api: { type: "string", value: "URL", help: "https://HOST/api/v3 of a GitHub Enterprise Server" },
  },
  positionals: { least: 1, most: 1 },
  description: `Asks GitHub, with the token in GITHUB_TOKEN or GH_TOKEN, for the pull requests merged since then, and reads
the comment in which the App recorded the exceptions and waivers of each. It exits with 1 when a record is
missing, was edited, cannot be read, or says something else than the check. A comment that somebody else
made to look like a record does not count, and is mentioned. With csv that goes to the standard error.`,
  examples: [
    { line: "lockstep audit acme/shop --since 2026-01-01", says: "what was allowed this year" },
    {
      line: "lockstep audit acme/shop --since 2026-01-01 --format csv > allowed.csv",
      says: "a row for each exception and waiver, for a spreadsheet",
    },
    {
      line: "lockstep audit acme/shop --since 2026-01-01 --app acme-lockstep --format json",
      says: "of an App with another name, for a program",
    },
  ],
  async run(given, world) {
    const { owner, name } = repositoryOf(given);
    const since = sinceOf(given);
    const app = (given.text("app") ?? "lockstep").toLowerCase();
    const progress = (total: number) => world.progress(total);
    const reading = await world.tools.merged({ owner, name, since, app, api: given.text("api"), progress });
    const found = audited(reading, app);
    const scope = { repository: reading.repository, since, app, merged: reading.pulls.length };
    const format = given.text("format");
    if (format === "json") {
      const { auditJson } = await import("../../../core/render/audit-json.ts");
      world.out(auditJson(found, scope, world.version));
    } else {
      const { auditText, troublesText } = await import("../../../core/render/audit-text.ts");
      if (format === "csv") {
        const { auditCsv } = await import("../../../core/render/audit-csv.ts");
        world.out(auditCsv(found));
        world.err(troublesText(found, plain));
      } else world.out(auditText(found, scope, world.paint));
    }
    return found.troubles.some(({ severity }) => severity === "error") ? 1 : 0;
  },
};

function repositoryOf(given: Arguments): { owner: string; name: string } {
  const [text = ""] = given.positionals;
  const { owner, name } =
    /^(?:https:\/\/[^/]+\/)?(?<owner>[\w.-]+)\/(?<name>[\w.-]+?)(?:\.git)?\/?$/u.exec(text)?.groups ?? {};
  if (owner === undefined || name === undefined)
    throw new UserError(`${text} is no repository: write OWNER/REPO, as in acme/shop.`);
  return { owner, name };
}

function sinceOf(given: Arguments): string {
  const text = given.text("since");
  if (text === null) throw new UserError("audit wants to know since when: --since 2026-01-31");
  const date = readDate(text);
  if (date === null) throw new UserError(`--since ${text} is no day. Write it as YYYY-MM-DD.`);
  return date;
}
