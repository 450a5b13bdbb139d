/** Operations of `django.contrib.postgres` on extensions and collations. */

import { stringOf, truthOf } from "../../reading/source/value.ts";
import { literalOf, quoted } from "./editor.ts";
import { nothing, type Doing, type Handler } from "./operation.ts";
import type { Given } from "./values.ts";

function extension(given: (arguments_: Given) => string | null): Handler {
  return {
    parameters: ["name"],
    state: (arguments_) => (given(arguments_) === null ? null : nothing),
    database({ editor, given: arguments_ }) {
      const name = given(arguments_);
      if (editor.engine === "postgresql" && name !== null)
        editor.sink.send(`CREATE EXTENSION IF NOT EXISTS ${quoted(editor, name)}`);
    },
    backward({ editor, given: arguments_ }) {
      const name = given(arguments_);
      if (editor.engine === "postgresql" && name !== null)
        editor.sink.send(`DROP EXTENSION IF EXISTS ${quoted(editor, name)}`);
    },
  };
}

const nameOf = (given: Given): string | null => stringOf(given.get("name"));

function collation({ editor, given }: Doing): void {
  const [name, locale] = [nameOf(given), stringOf(given.get("locale"))];
  if (editor.engine !== "postgresql" || name === null) return;
  const provider = stringOf(given.get("provider")) ?? "libc";
  const deterministic = given.get("deterministic");
  const loose =
    deterministic !== undefined && truthOf(deterministic) === false ? ", deterministic = false" : "";
  editor.sink.send(
    `CREATE COLLATION ${quoted(editor, name)} (provider = ${provider}, locale = ${literalOf(editor, locale ?? "")}${loose})`,
  );
}

function dropCollation({ editor, given }: Doing): void {
  const name = nameOf(given);
  if (editor.engine === "postgresql" && name !== null)
    editor.sink.send(`DROP COLLATION ${quoted(editor, name)}`);
}

export const postgresOperations: Readonly<Record<string, Handler>> = {
  CreateExtension: extension(nameOf),
  BloomExtension: extension(() => "bloom"),
  BtreeGinExtension: extension(() => "btree_gin"),
  BtreeGistExtension: extension(() => "btree_gist"),
  CITextExtension: extension(() => "citext"),
  CryptoExtension: extension(() => "pgcrypto"),
  HStoreExtension: extension(() => "hstore"),
  TrigramExtension: extension(() => "pg_trgm"),
  UnaccentExtension: extension(() => "unaccent"),
  VectorExtension: extension(() => "vector"),
  CreateCollation: {
    parameters: ["name", "locale"],
    state: () => nothing,
    database: collation,
    backward: dropCollation,
  },
  RemoveCollation: {
    parameters: ["name", "locale"],
    state: () => nothing,
    database: dropCollation,
    backward: collation,
  },
};
