/** The demonstration's repository: an identity service with Alembic migrations, a base and a proposed change. */

/** Files by path. */
type Files = Record<string, string>;

const migrations = "identity/common/sql/migrations";

/** The service as the last release shipped it. */
export const base: Files = {
  "README.md": "# Identity\n\nA service that keeps users and their credentials.\n",
  "releasenotes/config.yaml": "---\nrelease_tag_re: '((?:v?[\\d.ab]|rc)+)'\n",
  "releasenotes/notes/audit-events-6f0e4c1b2a9d8e37.yaml":
    "---\nfeatures:\n  - |\n    Audit events are kept in a table of their own.\n",
  ".github/lockstep.yml": "mode: enforce\ndatabases:\n  - name: identity\n    engines: [postgresql >= 14]\n",
  [`${migrations}/env.py`]: `from alembic import context

from identity.common.sql import models

def run_migrations_online(engine):
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=models.metadata)
        with context.begin_transaction():
            context.run_migrations()
`,
  [`${migrations}/versions/3c1d_initial.py`]: `"""Initial tables."""

import sqlalchemy as sa
from alembic import op

revision = '3c1d'
down_revision = None


def upgrade():
    op.create_table(
        'user',
        sa.Column('id', sa.String(64), primary_key=True),
        sa.Column('name', sa.String(255), nullable=False),
        sa.Column('domain_id', sa.String(64), nullable=False),
        sa.Column('legacy_id', sa.String(64), nullable=True),
        sa.Column('enabled', sa.Boolean, nullable=True),
    )
    op.create_index('ix_user_legacy_id', 'user', ['legacy_id'])


def downgrade():
    op.drop_table('user')
`,
};

/** The change as its author first proposes it: an offline drop, a raw UPDATE, and no note. */
export const proposed: Files = {
  [`${migrations}/versions/8f2c_drop_legacy_id.py`]: `"""Drop user.legacy_id, and enable every user that was never switched off."""

import sqlalchemy as sa
from alembic import op

revision = '8f2c'
down_revision = '3c1d'

USERS = 'user'


def upgrade():
    op.add_column(USERS, sa.Column('locale', sa.String(16), nullable=True))
    op.execute("UPDATE \\"user\\" SET enabled = true WHERE enabled IS NULL")
    with op.batch_alter_table(USERS) as batch:
        batch.drop_column('legacy_id')


def downgrade():
    op.add_column(USERS, sa.Column('legacy_id', sa.String(64), nullable=True))
    op.drop_column(USERS, 'locale')
`,
};

/** What the author answers where only a person can: by the words that stand around the gap. */
const answers: readonly [RegExp, string][] = [
  [
    /rationale/iu,
    "It holds identifiers of a service that was retired in 6.2. Nothing has read it since 7.0.",
  ],
  [/change_data/iu, "the table has a few thousand rows, and this takes less than a second"],
  [/drop_column/iu, "nothing has read it since 7.0, and 7.0 ships a release before this"],
  [/.*/u, "Take a backup of the column first if you still export it."],
];

/** Plays the author: every marked gap (`<why?>`) gets an answer that fits the words before it; what only asks for a look goes. */
export function answerGaps(text: string): string {
  const looked = text.replaceAll(/<from the pull request[^<>\n]*> ?/giu, "");
  return looked.replaceAll(/<[a-z][^<>\n]*>/giu, (_gap, offset: number) => {
    const before =
      looked
        .slice(0, offset)
        .split(/\n\s*\n|\n\s*#/u)
        .at(-1) ?? "";
    return answers.find(([words]) => words.test(before))?.[1] ?? "";
  });
}
