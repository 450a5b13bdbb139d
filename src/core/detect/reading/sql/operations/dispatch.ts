/** What each type of statement is: every one of the parser has its line here. */

import type { Node } from "libpg-query";

import { isOn, typeOf } from "../nodes.ts";
import type { Statement } from "../statement.ts";
import { alterTable } from "./alter-table.ts";
import { call, readInner } from "./calls.ts";
import { copy, insert, merge, remove, select, update } from "./data.ts";
import { drop } from "./drop.ts";
import { alterFunction, createFunction, define, doBlock } from "./functions.ts";
import { cluster, createIndex, createStatistics, reindex, vacuum } from "./indexes.ts";
import {
  alterPolicy,
  alterSequence,
  comment,
  createExtension,
  createPolicy,
  createRule,
  createSchema,
  createSequence,
  createTrigger,
  createView,
  refresh,
} from "./objects.ts";
import { alterRole, createRole, defaultPrivileges, dropRole, grant, grantRole } from "./privileges.ts";
import { reassignOwned, rename, setOwner, setSchema } from "./rename.ts";
import { createForeignTable, createTable, createTableAs, lockTable, truncate } from "./tables.ts";
import {
  alterDomain,
  alterEnum,
  alterType,
  createComposite,
  createDomain,
  createEnum,
  createRange,
} from "./types.ts";

type BodyOf<K> = Node extends infer N ? (N extends Record<K & string, infer B> ? B : never) : never;
type StatementName = Extract<
  Node extends infer N ? (N extends unknown ? keyof N : never) : never,
  `${string}Stmt`
>;
/** Nodes named like statements that stand inside others only. */
type InnerName = "RawStmt" | "SetOperationStmt" | "PLAssignStmt" | "ReplicaIdentityStmt" | "ReturnStmt";

type Handlers = { [K in Exclude<StatementName, InnerName>]: (body: BodyOf<K>, statement: Statement) => void };

const nothing = (): void => {};
const unknown =
  (reason: string) =>
  (_body: unknown, statement: Statement): void =>
    statement.unknown(reason);

const handlers: Handlers = {
  AlterCollationStmt: unknown(
    "refreshes the version of a collation: indexes that use it may need to be rebuilt",
  ),
  AlterDatabaseRefreshCollStmt: unknown(
    "refreshes the collation version of a database: indexes may need to be rebuilt",
  ),
  AlterDatabaseSetStmt: unknown("changes the settings of a database for all new sessions"),
  AlterDatabaseStmt: unknown("changes a database as a whole"),
  AlterDefaultPrivilegesStmt: defaultPrivileges,
  AlterDomainStmt: alterDomain,
  AlterEnumStmt: alterEnum,
  AlterEventTrigStmt: unknown("switches an event trigger, which acts on every change of the schema"),
  AlterExtensionContentsStmt: unknown("changes what belongs to an extension"),
  AlterExtensionStmt: unknown("updates an extension, which runs scripts that are not in the file"),
  AlterFdwStmt: unknown("changes a foreign data wrapper"),
  AlterForeignServerStmt: unknown("changes a foreign server"),
  AlterFunctionStmt: alterFunction,
  AlterObjectDependsStmt: unknown("changes which extension an object depends on"),
  AlterObjectSchemaStmt: setSchema,
  AlterOpFamilyStmt: unknown("changes an operator family"),
  AlterOperatorStmt: unknown("changes an operator"),
  AlterOwnerStmt: setOwner,
  AlterPolicyStmt: alterPolicy,
  AlterPublicationStmt: unknown("changes what a publication replicates"),
  AlterRoleSetStmt: unknown("changes the settings of a role for all new sessions"),
  AlterRoleStmt: alterRole,
  AlterSeqStmt: alterSequence,
  AlterStatsStmt: unknown("changes extended statistics"),
  AlterSubscriptionStmt: unknown("changes a subscription"),
  AlterSystemStmt: unknown("changes a setting of the whole server"),
  AlterTSConfigurationStmt: unknown("changes a text search configuration"),
  AlterTSDictionaryStmt: unknown("changes a text search dictionary"),
  AlterTableMoveAllStmt: unknown("moves every table of a tablespace, and does not name them"),
  AlterTableSpaceOptionsStmt: unknown("changes the settings of a tablespace"),
  AlterTableStmt: alterTable,
  AlterTypeStmt: alterType,
  AlterUserMappingStmt: unknown("changes a user mapping of a foreign server"),
  CallStmt: call,
  CheckPointStmt: nothing,
  ClosePortalStmt: nothing,
  ClusterStmt: cluster,
  CommentStmt: comment,
  CompositeTypeStmt: createComposite,
  ConstraintsSetStmt: nothing,
  CopyStmt: copy,
  CreateAmStmt: unknown("creates an access method"),
  CreateCastStmt: unknown("creates a cast, which can change what existing queries mean"),
  CreateConversionStmt: unknown("creates a conversion between encodings"),
  CreateDomainStmt: createDomain,
  CreateEnumStmt: createEnum,
  CreateEventTrigStmt: unknown("creates an event trigger, which acts on every change of the schema"),
  CreateExtensionStmt: createExtension,
  CreateFdwStmt: unknown("creates a foreign data wrapper"),
  CreateForeignServerStmt: unknown("creates a foreign server"),
  CreateForeignTableStmt: createForeignTable,
  CreateFunctionStmt: createFunction,
  CreateOpClassStmt: unknown("creates an operator class"),
  CreateOpFamilyStmt: unknown("creates an operator family"),
  CreatePLangStmt: unknown("creates a procedural language"),
  CreatePolicyStmt: createPolicy,
  CreatePublicationStmt: unknown("creates a publication: UPDATE and DELETE then need a replica identity"),
  CreateRangeStmt: createRange,
  CreateRoleStmt: createRole,
  CreateSchemaStmt: createSchema,
  CreateSeqStmt: createSequence,
  CreateStatsStmt: createStatistics,
  CreateStmt: createTable,
  CreateSubscriptionStmt: unknown("creates a subscription, which copies and changes rows"),
  CreateTableAsStmt: createTableAs,
  CreateTableSpaceStmt: unknown("creates a tablespace"),
  CreateTransformStmt: unknown("creates a transform"),
  CreateTrigStmt: createTrigger,
  CreateUserMappingStmt: unknown("creates a user mapping of a foreign server"),
  CreatedbStmt: unknown("creates a database"),
  DeallocateStmt: nothing,
  DeclareCursorStmt: (node, statement) => readInner(node.query, statement),
  DefineStmt: define,
  DeleteStmt: remove,
  DiscardStmt: nothing,
  DoStmt: doBlock,
  DropOwnedStmt: unknown("drops everything that a role owns, and does not name it"),
  DropRoleStmt: dropRole,
  DropStmt: drop,
  DropSubscriptionStmt: unknown("drops a subscription"),
  DropTableSpaceStmt: unknown("drops a tablespace"),
  DropUserMappingStmt: unknown("drops a user mapping of a foreign server"),
  DropdbStmt: unknown("drops a database"),
  ExecuteStmt: execute,
  ExplainStmt: explain,
  FetchStmt: nothing,
  GrantRoleStmt: grantRole,
  GrantStmt: grant,
  ImportForeignSchemaStmt: unknown("imports foreign tables that are not named in the file"),
  IndexStmt: createIndex,
  InsertStmt: insert,
  ListenStmt: nothing,
  LoadStmt: unknown("loads a library into the server"),
  LockStmt: lockTable,
  MergeStmt: merge,
  NotifyStmt: nothing,
  PrepareStmt: prepare,
  ReassignOwnedStmt: reassignOwned,
  RefreshMatViewStmt: refresh,
  ReindexStmt: reindex,
  RenameStmt: rename,
  RuleStmt: createRule,
  SecLabelStmt: unknown("sets a security label, which another module acts on"),
  SelectStmt: select,
  TransactionStmt: nothing,
  TruncateStmt: truncate,
  UnlistenStmt: nothing,
  UpdateStmt: update,
  VacuumStmt: vacuum,
  VariableSetStmt: setVariable,
  VariableShowStmt: nothing,
  ViewStmt: createView,
};

/** Reads one statement into operations. */
export function dispatch(node: Node, statement: Statement): void {
  const type = typeOf(node);
  if (!Object.hasOwn(handlers, type)) {
    statement.unknown(`a statement of a type that is not known (${type})`);
    return;
  }
  const handler = handlers[type as keyof Handlers] as (body: unknown, statement: Statement) => void;
  handler((node as Record<string, unknown>)[type], statement);
}

/** The names of the statements that have a line here. */
export function statementTypes(): string[] {
  return Object.keys(handlers);
}

/** It is no operation, but bounds how long those after it wait. */
function setVariable(node: BodyOf<"VariableSetStmt">, { around, standing }: Statement): void {
  around.settings.take(node, standing.transaction, standing.conditional);
}

/** EXPLAIN runs its statement only with ANALYZE. */
function explain(node: BodyOf<"ExplainStmt">, statement: Statement): void {
  if (isOn(node.options, "analyze")) readInner(node.query, statement);
}

/** What is prepared counts where it stands, as if it ran. */
function prepare(node: BodyOf<"PrepareStmt">, statement: Statement): void {
  statement.around.prepared.add((node.name ?? "").toLowerCase());
  readInner(node.query, statement);
}

function execute(node: BodyOf<"ExecuteStmt">, statement: Statement): void {
  if (statement.around.prepared.has((node.name ?? "").toLowerCase())) return;
  statement.emit("run_code", {
    details: { source: statement.original(statement.whole), called: node.name ?? null, tables: [] },
  });
}
