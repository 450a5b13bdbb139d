/** Methods of gems that are several commands about columns and constraints at once. */

import { bool, NONE, text, type Value } from "../../../reading/source/value.ts";
import { Given } from "../given.ts";
import type { Call } from "../migration.ts";
import { command } from "../record.ts";

type Read = (call: Call) => void;

function given(positional: (Value | undefined)[], options: Record<string, Value | undefined> = {}): Given {
  const known = Object.entries(options).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  const values = positional.filter((value) => value !== undefined);
  return new Given(values, new Map(known), false, null);
}

/** Sends commands by their names, in the order in which they run. */
function commands(call: Call, ...planned: readonly [string, Given][]): void {
  for (const [name, own] of planned) command({ ...call, name, given: own });
}

const unvalidated = bool(false);

/** A check that is added NOT VALID, and read over in a statement of its own unless `validate: false`. */
function check(call: Call, expression: string, name: string): void {
  const { given: own } = call;
  const named = own.option("name") ?? own.option("constraint_name") ?? text(name);
  const table = own.at(0);
  commands(call, [
    "add_check_constraint",
    given([table, text(expression)], { name: named, validate: unvalidated }),
  ]);
  if (!own.refused("validate"))
    commands(call, ["validate_check_constraint", given([table], { name: named })]);
}

const notNull: Read = (call) => {
  const column = call.given.text(1) ?? "";
  check(call, `"${column}" IS NOT NULL`, `${call.given.text(0)}_${column}_null`);
};

const textLimit: Read = (call) => {
  const column = call.given.text(1) ?? "";
  const limit = call.given.at(2);
  check(
    call,
    `char_length("${column}") <= ${limit?.kind === "number" ? limit.value : 255}`,
    `${call.given.text(0)}_${column}_limit`,
  );
};

const checkByName =
  (name: string, suffix: string): Read =>
  (call) => {
    const { given: own } = call;
    const named =
      own.option("name") ?? own.option("constraint_name") ?? text(`${own.text(0)}_${own.text(1)}_${suffix}`);
    commands(call, [name, given([own.at(0)], { name: named })]);
  };

const foreignKey: Read = (call) => {
  const { given: own, migration } = call;
  const options = {
    ...Object.fromEntries(own.options),
    validate: unvalidated,
    reverse_lock_order: undefined,
  };
  commands(call, ["add_foreign_key", given([own.at(0), own.at(1)], options)]);
  if (own.refused("validate")) return;
  migration.reader.outside(() =>
    commands(call, [
      "validate_foreign_key",
      given([own.at(0), own.at(1)], { column: own.option("column"), name: own.option("name") }),
    ]),
  );
};

/** The column, its index CONCURRENTLY, and its foreign key NOT VALID and then read over. */
const referenceConcurrently: Read = (call) => {
  const { given: own, migration } = call;
  const [table, name] = [own.at(0), own.text(1)];
  const key = own.option("foreign_key");
  const index = own.option("index");
  commands(call, ["add_reference", own.with({ index: bool(false), foreign_key: null })]);
  if (index === undefined || index.kind !== "bool" || index.value) {
    const options =
      index?.kind === "dict"
        ? Given.from({ positional: [index], keywords: new Map(), open: false }).options
        : new Map<string, Value>();
    const concurrently = new Given(
      [table ?? NONE, text(`${name}_id`)],
      new Map([...options, ["algorithm", text("concurrently")]]),
      false,
      null,
    );
    migration.reader.outside(() => commands(call, ["add_index", concurrently]));
  }
  if (key === undefined || (key.kind === "bool" && !key.value) || key.kind === "none") return;
  const options =
    key.kind === "dict" ? Given.from({ positional: [key], keywords: new Map(), open: false }) : given([]);
  const to = options.option("to_table") ?? text(`${name}s`);
  foreignKey({
    ...call,
    given: new Given(
      [table ?? NONE, to],
      new Map([...options.options, ["column", text(`${name}_id`)]]),
      false,
      null,
    ),
  });
};

const attachment =
  (name: string): Read =>
  (call) => {
    const { given: own } = call;
    const columns: [string, string][] = [
      ["file_name", "string"],
      ["content_type", "string"],
      ["file_size", "integer"],
      ["updated_at", "datetime"],
    ];
    for (const value of own.positional.slice(1)) {
      const prefix = value.kind === "text" ? value.pieces.map((piece) => piece.text).join("") : "";
      for (const [suffix, type] of columns)
        commands(call, [
          name,
          given([own.at(0), text(`${prefix}_${suffix}`), ...(name === "add_column" ? [text(type)] : [])]),
        ]);
    }
  };

const renames =
  (...planned: ("add" | "drop" | "rename")[]): Read =>
  (call) => {
    const { given: own } = call;
    const [table, from, to] = own.positional;
    for (const step of planned) {
      if (step === "rename") commands(call, ["rename_column", given([table, from, to])]);
      else if (step === "drop") commands(call, ["remove_column", given([table, from])]);
      else commands(call, ["add_column", given([table, to, own.option("type")])]);
    }
  };

export const columns: Readonly<Record<string, Read>> = {
  add_not_null_constraint: notNull,
  add_text_limit_constraint: textLimit,
  add_text_limit: textLimit,
  validate_not_null_constraint: checkByName("validate_check_constraint", "null"),
  validate_not_null_constraint_in_background: checkByName("validate_check_constraint", "null"),
  validate_text_limit_constraint: checkByName("validate_check_constraint", "limit"),
  validate_text_limit: checkByName("validate_check_constraint", "limit"),
  remove_not_null_constraint: checkByName("remove_check_constraint", "null"),
  remove_text_limit_constraint: checkByName("remove_check_constraint", "limit"),
  remove_text_limit: checkByName("remove_check_constraint", "limit"),
  add_column_with_default: (call) => commands(call, ["add_column", call.given]),
  add_concurrent_foreign_key: foreignKey,
  add_reference_concurrently: referenceConcurrently,
  validate_foreign_key_in_background: (call) => commands(call, ["validate_foreign_key", call.given]),
  validate_constraint_in_background: (call) => commands(call, ["validate_constraint", call.given]),
  add_attachment: attachment("add_column"),
  remove_attachment: attachment("remove_column"),
  drop_attached_file: attachment("remove_column"),
  finalize_column_rename: renames("rename"),
  rename_column_concurrently: renames("add"),
  cleanup_concurrent_column_rename: renames("drop"),
  swap_column_names: (call) => {
    const [table, first, second] = call.given.positional;
    commands(
      call,
      ["rename_column", given([table, first, second])],
      ["rename_column", given([table, second, first])],
    );
  },
  cleanup_column_type_change: (call) => dropTwins(call),
  cleanup_column_type_changes: (call) => dropTwins(call),
  initialize_column_type_change: (call) => {
    const [table, column, type] = call.given.positional;
    const twin =
      column?.kind === "text"
        ? text(`${column.pieces.map((piece) => piece.text).join("")}_for_type_change`)
        : column;
    commands(call, [
      "add_column",
      call.given.with(
        {},
        [table, twin, type].filter((value) => value !== undefined),
      ),
    ]);
  },
  safe_make_column_nullable: (call) =>
    commands(call, ["change_column_null", given([call.given.at(0), call.given.at(1), bool(true)])]),
  unsafe_make_column_not_nullable: (call) =>
    commands(call, ["change_column_null", given([call.given.at(0), call.given.at(1), bool(false)])]),
  safe_make_column_not_nullable: (call) => {
    notNull(call);
    commands(call, ["change_column_null", given([call.given.at(0), call.given.at(1), bool(false)])]);
  },
  safe_add_unvalidated_check_constraint: (call) =>
    commands(call, ["add_check_constraint", call.given.with({ validate: unvalidated })]),
  safe_create_enum_type: (call) => commands(call, ["create_enum", call.given]),
  safe_add_index_on_empty_table: (call) => commands(call, ["add_index", call.given]),
  unsafe_remove_constraint: (call) => commands(call, ["remove_check_constraint", call.given]),
  safe_rename_constraint: (call) =>
    commands(call, [
      "rename_constraint",
      given([call.given.at(0), call.given.option("from"), call.given.option("to")]),
    ]),
  add_timestamps_with_timezone: (call) =>
    commands(call, ["add_timestamps", call.given.with({ columns: null, type: null })]),
};

/** The old values go with the column that held them. */
function dropTwins(call: Call): void {
  const [table, ...columns] = call.given.positional;
  for (const column of columns) {
    const name = column.kind === "text" ? column.pieces.map((piece) => piece.text).join("") : "";
    commands(call, ["remove_column", given([table, text(`${name}_for_type_change`)])]);
  }
}
