/** Every command by everybody who can write one, on a private and on a public repository. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as person from "../../../sandbox/person.ts";
import type { Account, CustomRole, PullRequest, Role } from "../../../sandbox/world.ts";
import { Project } from "../../support/project.ts";
import { app } from "../writing-app.ts";
import { firstExemption, names, outcomesOf, schemaChange, shop, writeAll } from "./every-command.ts";
import type { Line, Outcome } from "./every-command.ts";

const done = "done";
const no = "refused";
const none = "ignored";

/** In the order of `columns`. */
const columns: readonly Line[] = [
  "help",
  "check",
  "draft",
  "explain",
  "preview",
  "wrong",
  "draft commit",
  "exempt",
  "exempt all",
  "revoke",
  "waive",
];

// prettier-ignore
const expected: Readonly<Record<string, readonly Outcome[]>> = {
  //                      help  check draft expl. prev. wrong commit exempt all revoke waive
  "nobody":              [no,   no,   no,   no,   no,   no,   no,   no,   no,   no,   no  ],
  "read":                [no,   no,   no,   no,   no,   no,   no,   no,   no,   no,   no  ],
  "triage":              [done, done, done, done, done, done, no,   no,   no,   no,   no  ],
  "write":               [done, done, done, done, done, done, done, done, done, done, done],
  "maintain":            [done, done, done, done, done, done, done, done, done, done, done],
  "admin":               [done, done, done, done, done, done, done, done, done, done, done],
  "custom on read":      [no,   no,   no,   no,   no,   no,   no,   no,   no,   no,   no  ],
  "custom on triage":    [done, done, done, done, done, done, no,   no,   no,   no,   no  ],
  "custom on write":     [done, done, done, done, done, done, done, done, done, done, done],
  "author who may push": [done, done, done, done, done, done, done, no,   no,   no,   no  ],
  "author from a fork":  [done, done, done, done, done, done, no,   no,   no,   no,   no  ],
  "wrote a commit":      [done, done, done, done, done, done, done, no,   no,   no,   no  ],
  "bot":                 [none, none, none, none, none, none, none, none, none, none, none],
  "blocked":             [no,   no,   no,   no,   no,   no,   no,   no,   no,   no,   no  ],
  "GitHub cannot tell":  [no,   no,   no,   no,   no,   no,   no,   no,   no,   no,   no  ],
};

for (const visibility of ["private", "public"] as const) {
  test(`who may run which command on a ${visibility} repository`, async () => {
    const project = await Project.create(app, { files: shop, public: visibility === "public" });
    const cast = new Cast(project);
    const outcomes: Record<string, readonly Outcome[]> = {};
    for (const row of Object.keys(expected)) {
      const by = cast.play(row);
      const pullRequest = await cast.open(row, by);
      await project.say(pullRequest, project.grace, firstExemption);
      const written = writeAll(pullRequest, by);
      await app.settled();
      const of = await outcomesOf(project, pullRequest, written);
      outcomes[row] = columns.map((name) => of[name]);
    }
    app.sandbox.faults.clear();
    assert.deepEqual(outcomes, expected);
    assert.deepEqual(columns.toSorted(), names.toSorted());
  });
}

/** The people of the table, in one project. */
class Cast {
  readonly #project: Project;

  constructor(project: Project) {
    this.#project = project;
  }

  play(row: string): Account {
    const { organisation, repository } = this.#project;
    const login = `${row.toLowerCase().replaceAll(" ", "-")}-of-${organisation.login}`;
    if (row === "bot") return this.#bot(login);
    const account = person.createUser(app.sandbox, login);
    const role = this.#roleOf(row);
    if (role !== null) person.setRole(repository, account, role);
    if (row === "blocked") person.blockUser(app.sandbox, organisation, account);
    if (row === "GitHub cannot tell") {
      const address = `/collaborators/${login}/permission`;
      app.sandbox.faults.add({ fault: { kind: "status", status: 403, message: "Forbidden" }, address });
    }
    return account;
  }

  #roleOf(row: string): Role | CustomRole | null {
    const { organisation } = this.#project;
    switch (row) {
      case "nobody":
        return null;
      case "read":
      case "triage":
      case "write":
      case "maintain":
      case "admin":
        return row;
      case "custom on read":
        return person.customRole(organisation, "auditor", "read");
      case "custom on triage":
        return person.customRole(organisation, "sorter", "triage");
      case "custom on write":
        return person.customRole(organisation, "dba", "write");
      case "author from a fork":
        return "read";
      default:
        return "write";
    }
  }

  #bot(slug: string): Account {
    const { bot } = person.createApp(app.sandbox, {
      slug,
      owner: this.#project.ada,
      permissions: { contents: "write", issues: "write", pull_requests: "write" },
      events: [],
    });
    this.#project.repository.collaborators.set(bot.login, "write");
    return bot;
  }

  /** A draft: Lockstep comments nothing of itself. */
  async open(row: string, by: Account): Promise<PullRequest> {
    const project = this.#project;
    if (row === "author who may push") return project.open(schemaChange, { draft: true, by });
    if (row === "author from a fork") {
      const headRepository = person.forkRepository(app.sandbox, by, project.repository);
      return project.open(schemaChange, { draft: true, by, headRepository });
    }
    const pullRequest = await project.open(schemaChange, { draft: true });
    if (row === "wrote a commit")
      await project.push(pullRequest, { "db/migrations/0003_drop.down.sql": "SELECT 1;\n" }, by);
    return pullRequest;
  }
}
