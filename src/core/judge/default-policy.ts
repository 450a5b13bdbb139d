/** What counts where no policy file says otherwise. No zod here: the command line starts without it. */

import type { Banned, Policy } from "./policy.ts";

/** Keystone's ban list for its expand branch: what takes away, renames or alters. A comment takes nothing away, so dropping one is not in it. */
const bannedInExpand: Banned[] = [
  "alter_column_type",
  "drop_column",
  "drop_constraint",
  "drop_default",
  "drop_index",
  "drop_not_null",
  "drop_table",
  "rename_column",
  "rename_table",
  "set_default",
  "set_not_null",
];

/** Keystone's ban list for its contract branch: what adds, rows among it; comments are left out here too. */
const bannedInContract: Banned[] = [
  "add_check",
  "add_column",
  "add_exclusion",
  "add_foreign_key",
  "add_primary_key",
  "add_unique",
  "create_index",
  "create_table",
  "rename_table",
  "seed_rows",
];

export const defaultPolicy: Policy = {
  mode: "monitor",
  databases: [
    {
      name: "main",
      paths: [],
      engines: [{ engine: "postgresql", from: 14, to: null, assumed: true }],
      notes: [],
      smallTables: [],
      topology: null,
      transaction: null,
    },
  ],
  migrations: [],
  ignore: [],
  notes: { directories: null, markup: "rst", labels: {}, demand: "default" },
  exceptions: { file: "releasenotes/lockstep-exceptions.yaml", grant: "review" },
  commands: { who: [], emergency: [] },
  demands: [],
  phases: {
    expand: [],
    contract: [],
    data: [],
    banned: { expand: bannedInExpand, contract: bannedInContract },
  },
  rules: {},
  releaseTags: [],
};
