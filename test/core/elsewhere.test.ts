/** What runs only on another database system is listed, and judged by nobody. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { assessChange, runsHere } from "../../src/core/assess-change.ts";
import { compareMigrations } from "../../src/core/detect/compare.ts";
import { alembic } from "../../src/core/detect/detectors/alembic.ts";
import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

const source = `
from alembic import op
revision = "1"
down_revision = None

def upgrade():
    if op.get_bind().dialect.name == "mysql":
        op.drop_column("user", "legacy_id")
    op.drop_index("ix_user_name", "user")
`;

test("a column that is dropped on MySQL only is no outage of a PostgreSQL", async () => {
  const parsers = await loadParsers(["python", "postgresql"]);
  const tree = { paths: [], text: () => null };
  const path = "versions/1_drop.py";
  const context = { tree, parsers, transaction: null, expired: () => false };
  const reading = alembic.read(path, source, context);
  const [change] = compareMigrations([
    {
      path,
      oldPath: null,
      status: "added",
      framework: "alembic",
      database: "main",
      phase: null,
      before: null,
      after: { reading, text: source },
    },
  ]);
  assert.ok(change);
  const operations = assessChange([change], [], defaultPolicy);
  const shown = operations.map((operation) => ({
    kind: operation.kind,
    here: runsHere(operation, defaultPolicy),
    offline: operation.impact.offline,
    demand: operation.demand,
  }));
  assert.deepEqual(
    shown.toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
    [
      { kind: "drop_column", here: false, offline: false, demand: "listed" },
      { kind: "drop_index", here: true, offline: false, demand: "hint" },
    ],
  );
});
