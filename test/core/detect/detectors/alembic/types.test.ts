/** SQLAlchemy's types, as PostgreSQL gets them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readMigration } from "../../../../support/python.ts";

const types: [string, string | null][] = [
  ["sa.String(50)", "varchar(50)"],
  ["sa.String(length=50)", "varchar(50)"],
  ["sa.String", "varchar"],
  ["sa.Unicode(9)", "varchar(9)"],
  ["sa.UnicodeText()", "text"],
  ["sa.CHAR(36)", "char(36)"],
  ["sa.SmallInteger", "smallint"],
  ["sa.BigInteger().with_variant(sa.Integer, 'sqlite')", "bigint"],
  ["sa.Integer().with_variant(pg.BIGINT, 'postgresql')", "bigint"],
  ["sa.DateTime", "timestamp"],
  ["sa.DateTime(timezone=True)", "timestamp with time zone"],
  ["sa.TIMESTAMP(True)", "timestamp with time zone"],
  ["pg.TIMESTAMP(timezone=True, precision=3)", "timestamp(3) with time zone"],
  ["sa.Time()", "time"],
  ["sa.Date", "date"],
  ["sa.Interval", "interval"],
  ["sa.Boolean()", "boolean"],
  ["sa.LargeBinary()", "bytea"],
  ["sa.JSON()", "json"],
  ["pg.JSONB(astext_type=sa.Text())", "jsonb"],
  ["pg.UUID(as_uuid=True)", "uuid"],
  ["sa.Numeric(10, 2)", "numeric(10,2)"],
  ["sa.Numeric(precision=8)", "numeric(8)"],
  ["sa.Numeric", "numeric"],
  ["sa.Float", "double precision"],
  ["sa.Float(precision=24)", "real"],
  ["sa.REAL", "real"],
  ["pg.ARRAY(sa.String(20))", "varchar(20)[]"],
  ["sa.ARRAY(sa.Integer, dimensions=2)", "integer[][]"],
  ["pg.INET()", "inet"],
  ["sa.Enum('a', 'bcd', name='mood')", "mood"],
  ["sa.Enum('a', 'bcd', name='mood', native_enum=False)", "varchar(3)"],
  ["sa.Enum(Color)", "color"],
  ["sa.Enum('a', name='mood', schema='app')", "app.mood"],
  ["mysql.LONGTEXT()", "text"],
  ["mysql.TINYINT(display_width=1)", "smallint"],
  ["Wrapped()", "varchar(7)"],
  ["elsewhere.Money()", null],
];

for (const [type, expected] of types) {
  test(type, () => {
    const reading = readMigration(`
import enum
import elsewhere
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql as pg
revision = "a"
class Color(enum.Enum):
    RED = "red"
class Wrapped(sa.types.TypeDecorator):
    impl = sa.String(7)
def upgrade():
    op.add_column("t", sa.Column("c", ${type}))
`);
    const [operation] = reading.operations;
    assert.equal(reading.operations.length, 1);
    assert.ok(operation?.kind === "add_column");
    assert.equal(operation.details.column.type, expected);
  });
}
