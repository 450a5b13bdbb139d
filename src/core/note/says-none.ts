/** Tells whether a section says that there is nothing: its first sentence is a none-phrase. */

const heads = new Set([
  "none",
  "n/a",
  "na",
  "not applicable",
  "does not apply",
  "no",
  "nope",
  "nil",
  "nothing",
  "nothing else",
  "nothing more",
  "nothing further",
  "nothing special",
  "nothing to migrate",
  "nothing to do",
  "nothing to add",
  "not needed",
  "not required",
  "not necessary",
  "not affected",
  "unnecessary",
  "zero",
  "no-op",
  "no op",
  "none at all",
  "-",
]);

const none = "(?:no|not any|zero)";
const adjective =
  "(?:further|other|additional|special|extra|existing|more|user|manual|known|expected|significant|real|actual|data|database|schema|offline|service|online)";
const noun =
  "(?:data|rows?|records?|values?|migrations?|data migrations?|downtime|downtimes|downtime variables?|variables?|interruptions?|outages?|impact|effect|changes?|actions?|operator actions?|steps?|notes?|considerations?|work|disruption|backfill|information|data movement|conversion|table)";
const verb =
  "(?:needed|required|necessary|expected|anticipated|moved|migrated|changed|touched|affected|modified|copied|converted|rewritten|involved|planned|transferred|lost|foreseen|to migrate|to do|to move)";
const be = "(?:is|are|will be|was|were|gets|get|needs to be|need to be|has to be|have to be|being)";
const tail =
  "(?: (?:at all|here|whatsoever|for operators|for this change|for this migration|for this|by this change|by this migration|by the migration|in this release|in this migration|during the upgrade|on any table|on the operator's side))?";

const phrases = [
  `(?:there (?:is|are|will be) )?${none} (?:${adjective} )*${noun}(?: (?:or|and) (?:${adjective} )*${noun})?(?: ${be})?(?: ${verb})?${tail}`,
  `nothing (?:${be} |else ${be} )?${verb}${tail}`,
  `(?:this|it|the|this change|the change|this migration|the migration|the upgrade)(?: (?:needs|requires|causes|has|involves|moves|changes|implies|means))? no (?:${adjective} )*${noun}${tail}`,
  `(?:this |it |this change |the change |this migration |the migration )?(?:does not|doesn't|do not|will not|won't) (?:need|require|cause|involve|move|change|touch|have|imply) (?:any )?(?:${adjective} )*${noun}${tail}`,
  `(?:${adjective} )*${noun} (?:is|are|was|were) not (?:${verb}|impacted)${tail}`,
  `(?:this |it |this change |the change |this migration |the migration |the operation )?(?:runs|can run|can be run|can be applied|is applied|applies|is) (?:online|without (?:any )?(?:downtime|interruption|outage))`,
  `requires no (?:${adjective} )*${noun}${tail}`,
].map((phrase) => new RegExp(`^${phrase}$`));

/** Whether the text's first sentence is a none-phrase. What follows it explains. */
export function saysNone(text: string): boolean {
  const first = plain(text.slice(0, 400).split(/\n[ \t]*\n/)[0] as string);
  const sentence = first.split(/[.!;](?=\s|$)/)[0] as string;
  if (isNonePhrase(sentence)) return true;
  const clause = /^([^,:(]{1,60}?)\s*(?:[,:(]|\s--?\s)\s*(.*)$/.exec(sentence);
  if (clause === null) return false;
  return (
    isNonePhrase(clause[1] as string) &&
    !/^(?:but|except|unless|if|apart|other than|besides|only|when|as long|provided|until|save)\b/.test(
      clause[2] as string,
    )
  );
}

function isNonePhrase(text: string): boolean {
  const phrase = text.trim();
  if (phrase === "" || phrase.length > 120) return false;
  return heads.has(phrase) || phrases.some((form) => form.test(phrase));
}

/** Without list marks, marks of emphasis and code, and double spaces; dashes are one sort. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[‐-―−]/g, "-")
    .replace(/-{2,}/g, "-")
    .replace(/^\s*(?:[*+•]|-(?=\s+\w))\s+/, "")
    .replace(/[*_`"“”]+/g, "")
    .replaceAll("’", "'")
    .replace(/\s+/g, " ")
    .trim();
}
