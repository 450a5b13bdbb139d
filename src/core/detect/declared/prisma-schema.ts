/** Prisma's `schema.prisma`, in one file or in several of a folder. */

import { Lines, wholeFile } from "../../place.ts";
import type { FileReading } from "../detector.ts";
import { dialectOf } from "../file-dialect.ts";
import { engineOfSetting } from "../reading/sql/dialect.ts";
import { readDirectives } from "../reading/sql/directives.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { folderOf } from "../reading/sql/path.ts";
import { manyToMany } from "./prisma/many-to-many.ts";
import { namesOf } from "./prisma/model.ts";
import { parseSchema } from "./prisma/parse.ts";
import { schemaFolder } from "./prisma/schema-folder.ts";
import { enumOperation, modelOperations } from "./prisma/tables.ts";
import type { SchemaReader } from "./schema-reader.ts";

const tooSlow = "reading took too long, so the rest of the file was not read";

export const prismaSchema: SchemaReader = {
  name: "prisma-schema",
  language: "prisma",
  madeBy: ["prisma"],
  remedy: "`prisma migrate dev --name ...` makes the migration",
  claims: (path, _tree, named) => /\.prisma$/i.test(path) && (named || !isNoMigration(path)),
  confirms: () => true,
  schemaOf: schemaFolder,
  homeOf: (path) => folderOf(schemaFolder(path)),
  wants(path, _text, paths) {
    const folder = schemaFolder(path);
    return paths.filter(
      (other) => /\.prisma$/i.test(other) && other !== path && schemaFolder(other) === folder,
    );
  },
  read(path, text, context) {
    const file = parseSchema(text);
    const others = prismaSchema
      .wants(path, text, context.tree.paths)
      .flatMap((other) => context.tree.text(other) ?? []);
    const names = namesOf([file, ...others.map(parseSchema)]);
    const lines = new Lines(path, text);
    const placeAt = (start: number, end: number): ReturnType<Lines["place"]> => lines.place(start, end);
    const source = { text, place: placeAt };
    const reading: FileReading = {
      operations: [],
      unread: file.faults.map(({ start, end, reason }) => ({ place: placeAt(start, end), reason })),
      directives: readDirectives(source, file.comments, []),
      revision: null,
      dependsOn: [],
    };
    if (names.said === "mongodb") return reading;
    const hints = context.dialect ?? { engines: [], stated: false };
    const said = dialectOf(path, hints, engineOfSetting(names.said));
    if ("unread" in said) {
      reading.unread.push({ place: wholeFile(path), reason: said.unread });
      return reading;
    }
    if (said.from !== null) reading.dialect = { engine: said.dialect, why: said.from };
    for (const block of file.blocks) {
      if (context.expired()) {
        reading.unread.push({ place: placeAt(block.start, text.length), reason: tooSlow });
        break;
      }
      if (block.keyword === "enum" && names.provider === "postgresql")
        reading.operations.push(enumOperation(block, placeAt));
      if (block.keyword !== "model") continue;
      reading.operations.push(
        ...modelOperations(block, names, placeAt),
        ...manyToMany(block, names, placeAt),
      );
    }
    if (said.only) for (const operation of reading.operations) operation.onlyOn = said.dialect;
    return reading;
  },
};
