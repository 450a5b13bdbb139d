/** What each kind of operation is, and what it may break, in one paragraph. */

import type { Kind } from "../operation.ts";

export const kindWords: Readonly<Record<Kind, string>> = {
  create_table:
    "Makes a new table. Nobody uses it yet, so nobody waits; a foreign key in it takes a lock on the table that it points at.",
  drop_table:
    "Drops a table with its rows. Old code that still reads or writes it fails, and only a backup brings the rows back.",
  rename_table:
    "Gives a table another name. The statement is brief, and from then on old code fails: it knows only the old name.",
  truncate_table:
    "Empties a table at once. The rows are gone for good, whoever still needs them, and what references the table may be emptied too.",
  create_table_as:
    "Makes a table and fills it from a query. The new table is used by nobody, but the query reads what it copies, for as long as that takes.",
  add_column:
    "Adds a column. Whether that takes a moment or rewrites every row is decided by its default, its constraints and the version; a mandatory column without a default makes every INSERT of old code fail.",
  drop_column:
    "Drops a column with its values, and the indexes and constraints that use it. Old code that names it fails, also where an ORM lists all columns that it knew when it started.",
  rename_column:
    "Gives a column another name. The statement is brief, and from then on old code fails: it knows only the old name.",
  alter_column_type:
    "Changes the type of a column. A few changes touch the catalogue only; all others rewrite the table and its indexes. Old code may no longer understand the values, and a narrower type refuses some.",
  set_not_null:
    "Makes a column mandatory. All rows are looked at, it fails when one has NULL, and from then on old code that writes NULL fails.",
  drop_not_null: "Lets a column be NULL. Old code that reads it may not expect that.",
  set_default:
    "Changes what new rows get where an INSERT leaves the column out. Rows that are there keep their values.",
  drop_default:
    "Takes the default of a column away. Where the column is mandatory, an INSERT of old code that leaves it out fails.",
  create_index:
    "Builds an index. All rows are read, and it depends on the engine and the form whether writes wait meanwhile. A unique index fails when two rows have the same values, and refuses such rows from then on.",
  drop_index:
    "Drops an index. The statement is brief; the queries that used it get slow, and a unique index no longer keeps doubles out.",
  rename_index: "Gives an index another name. Only hints that name it notice.",
  rebuild_index: "Builds an index anew from the rows, when it is bloated or broken.",
  add_primary_key:
    "Adds a primary key: a unique index over columns that are NOT NULL. It fails on doubles and on NULL.",
  add_foreign_key:
    "Adds a foreign key. All rows are checked against the referenced table while writes of both wait, and from then on old code that writes orphans fails.",
  add_unique:
    "Adds a UNIQUE constraint by building a unique index. It fails when two rows have the same values, and refuses such rows from then on.",
  add_check:
    "Adds a CHECK. All rows are read unless the statement says that they need not be, and from then on values that break it are refused.",
  add_exclusion:
    "Adds an EXCLUDE constraint by building its index. There is no online form: reads and writes wait while all rows are read twice.",
  validate_constraint:
    "Checks the rows that were there before a constraint that was added without looking at them. This is the second step of the safer way.",
  drop_constraint:
    "Drops a constraint; what it kept out may come in. Brief, but for a primary key on MySQL and MariaDB. A foreign key is locked at both ends, which few expect.",
  rename_constraint:
    "Gives a constraint another name. Only code that names it, such as ON CONFLICT ON CONSTRAINT, notices.",
  create_view: "Makes a view: a name for a query. Nobody uses it yet.",
  alter_view: "Changes a view. Where it gets another name, old code fails.",
  replace_view:
    "Gives a view another query. Who reads it at that moment waits briefly; columns that it no longer has are missed by old code.",
  drop_view: "Drops a view. No rows are lost, but old code that still reads it fails.",
  create_materialized_view:
    "Makes a materialized view and fills it from its query, which reads what it needs for as long as that takes.",
  refresh_materialized_view:
    "Fills a materialized view anew. Without CONCURRENTLY who reads it waits until the query is done.",
  drop_materialized_view:
    "Drops a materialized view. It can be made again, but old code that still reads it fails.",
  create_type: "Makes a type. Nobody uses it yet.",
  alter_type: "Changes a composite type. Attributes that go or get another name are missed by old code.",
  drop_type: "Drops a type. It fails while a column has it; with CASCADE those columns go too.",
  rename_type: "Gives a type another name. Old code that names it, in casts or when it connects, fails.",
  create_domain: "Makes a domain: a type with rules of its own. Nobody uses it yet.",
  alter_domain:
    "Changes a domain. A new constraint is checked in every table that has a column of it, while writes of those tables wait.",
  drop_domain: "Drops a domain. It fails while a column has it; with CASCADE those columns go too.",
  add_enum_value:
    "Adds a value to an enum. The statement is brief; old code that reads the new value may not know it. Who goes back keeps the value: no statement takes it away again.",
  rename_enum_value:
    "Gives a value of an enum another name. Old code that reads or writes the old one fails.",
  create_trigger:
    "Makes a trigger. The statement is brief; from then on it runs for each row that is written, also by old code.",
  drop_trigger: "Drops a trigger. What it did for old code is not done any more.",
  set_trigger:
    "Switches a trigger on or off. While it is off, what it does is not done, and nothing does it later.",
  create_function: "Makes a function, or gives one another body, which old code calls from then on as well.",
  drop_function: "Drops a function or procedure. Old code that still calls it fails.",
  create_sequence: "Makes a sequence. Nobody uses it yet.",
  alter_sequence: "Changes a sequence. Where it starts anew, numbers come again that are taken already.",
  drop_sequence: "Drops a sequence. Old code that still asks it for numbers fails.",
  create_schema: "Makes a schema. Nobody uses it yet.",
  drop_schema:
    "Drops a schema, with CASCADE or on MySQL and MariaDB with all that is in it. Old code that uses it fails.",
  set_schema:
    "Moves a table or another thing into another schema. Old code that knows it by the old one fails.",
  set_owner: "Gives a table another owner, who may then do what only owners may.",
  attach_partition:
    "Makes a table a partition of another one. Its rows are read, unless something proves that they belong there.",
  detach_partition:
    "Takes a partition out of its table. Its rows stay, but for old code they vanish from the table.",
  create_partition:
    "Makes a new, empty partition. Where there is a default partition, its rows are read first.",
  drop_partition:
    "Drops a partition together with its rows. For old code they vanish from the table, and only a backup brings them back.",
  rewrite_table:
    "Writes a table and its indexes anew without changing what is in it: VACUUM FULL, CLUSTER, OPTIMIZE, another engine or character set, or a copy under the old name.",
  set_table_option:
    "Sets an option of a table: fillfactor, statistics, AUTO_INCREMENT, a default character set. Most are brief.",
  set_storage:
    "Says how the values of a column are stored from now on. Rows that are there stay as they are.",
  set_replica_identity:
    "Says what logical replication tells of a changed row. FULL makes every UPDATE and DELETE write more.",
  set_comment: "Sets a comment. Nothing depends on it.",
  change_privileges: "Grants or revokes rights. Where a right is revoked that old code needs, it fails.",
  lock_table:
    "Locks a table by itself. Everybody else waits until the transaction, or the session, lets go of it.",
  set_row_security:
    "Switches row security on or off. Switched on, rows that no policy allows vanish for everybody but the owner, without an error.",
  create_row_policy:
    "Makes a policy of row security. A restrictive one makes rows vanish for old code, without an error.",
  drop_row_policy:
    "Drops a policy of row security. Rows that only it allowed vanish for old code, without an error.",
  create_extension: "Installs an extension. The server must have its files, and the role the right.",
  drop_extension: "Drops an extension. Old code that uses its functions or types fails.",
  change_data:
    "Changes rows: a data migration. Nobody waits but who writes the same rows, until the transaction ends; in one large transaction that is long, and replicas and VACUUM or purge fall behind.",
  run_code:
    "Runs code whose effect cannot be read: a procedure, a block, a function of the migration. It may do anything, so the data-migration section of the note has to say what it does.",
  unknown_statement:
    "A statement that was seen and not understood: SQL that does not parse, a template marker, a statement of another database system, one that is put together while the migration runs. It may do anything, so somebody else than the author must look at it (`lockstep explain everything-is-read`). Better, write it so that it can be read: in SQL as a statement of its own, in Python as a literal. A file that is no migration is named in the policy on the base, under `ignore:`.",
};
