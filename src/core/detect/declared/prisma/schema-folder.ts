/** In which folder the files of one schema of Prisma lie, told from the path of one of them. */

import { fileName, folderOf } from "../../reading/sql/path.ts";

/** A schema in several files lies in a folder of its own, with folders inside of it as people like. */
export function schemaFolder(path: string): string {
  const folder = folderOf(path);
  if (fileName(path) === "schema.prisma" && !/(?:^|\/)schemas?$/i.test(folder)) return folder;
  const parts = folder.split("/");
  const at = parts.lastIndexOf("prisma");
  return at === -1 ? folder : parts.slice(0, at + 1).join("/");
}
