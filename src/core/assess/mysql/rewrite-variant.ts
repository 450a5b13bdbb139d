/** Which way a table is written anew, from the words of the statement. */

const copy = /^(?:convert to|order by|import tablespace|create, copy, drop)/u;
const partitions = /^(?:partition by|remove partitioning)/u;
const somePartitions = /^(?:add partitions|coalesce|reorganize|rebuild|optimize|repair) ?partition/u;

export function rewriteVariant(how: string): string {
  const words = how.toLowerCase();
  if (copy.test(words)) return "copy";
  if (partitions.test(words)) return "partitions";
  if (somePartitions.test(words)) return "some partitions";
  if (words.includes("system versioning")) return "system versioning";
  const engine = /^engine\s*=\s*(\S+)/u.exec(words);
  return engine !== null && engine[1] !== "innodb" ? "other engine" : "in place";
}
