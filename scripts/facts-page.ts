/** Writes the table of PostgreSQL's facts into its page, between the two marks: `node scripts/facts-page.ts`. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { factsTable } from "../test/support/facts-table.ts";

const page = join(import.meta.dirname, "../src/core/assess/postgresql/postgresql.md");
const text = readFileSync(page, "utf8");
writeFileSync(
  page,
  text.replace(
    /(<!-- facts -->\n)[\s\S]*(<!-- end -->)/u,
    (_, start: string, end: string) => start + factsTable() + end,
  ),
);
