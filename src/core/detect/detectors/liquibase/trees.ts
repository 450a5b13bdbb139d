/** The tree of a changelog, whatever it is written in. */

import { readFormattedSql } from "./formatted-sql.ts";
import type { Tree } from "./node.ts";
import { readXml } from "./xml.ts";
import { readYamlChangelog } from "./yaml.ts";

/** Never throws. */
export function treeOf(path: string, text: string): Tree {
  const extension = /\.(\w+)$/u.exec(path)?.[1]?.toLowerCase();
  if (extension === "sql") return readFormattedSql(text);
  if (extension === "json") return readYamlChangelog(text, true);
  if (extension === "yaml" || extension === "yml") return readYamlChangelog(text, false);
  return readXml(text);
}
