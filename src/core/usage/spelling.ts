/** How code spells the name of a table or a column: with underscores, in camel case, in the singular. */

/** `legacy_id`, `legacyId`, `LegacyID` and `LEGACY_ID` have the same key. */
export function keyOf(name: string): string {
  return name.replaceAll(/[_\s-]/gu, "").toLowerCase();
}

/** The words of a name, in lower case. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, "$1_")
    .toLowerCase()
    .split(/[\s_-]+/u)
    .filter((word) => word !== "");
}

/** The keys of a table's own name and of those that a model has for it: `user_roles` is `userroles` and `userrole`. */
export function tableKeys(table: string): Set<string> {
  const key = keyOf(table);
  return new Set([key, ...singulars(key), ...plurals(key)]);
}

function singulars(key: string): string[] {
  const found: string[] = [];
  if (key.endsWith("ies") && key.length > 4) found.push(`${key.slice(0, -3)}y`);
  if (/(?:s|x|ch|sh)es$/u.test(key)) found.push(key.slice(0, -2));
  if (/[^su]s$/u.test(key) && key.length > 3) found.push(key.slice(0, -1));
  if (key.endsWith("people")) found.push(`${key.slice(0, -6)}person`);
  if (key.endsWith("children")) found.push(key.slice(0, -3));
  return found;
}

function plurals(key: string): string[] {
  if (/[^aeiou]y$/u.test(key)) return [`${key.slice(0, -1)}ies`];
  return [/(?:s|x|ch|sh)$/u.test(key) ? `${key}es` : `${key}s`];
}

/** The keys of classes that a framework could have for it when the table's name starts with the name of an application: `app_user_role` could be `UserRole` or `Role`. */
export function prefixedKeys(table: string): Set<string> {
  const words = wordsOf(table);
  const own = tableKeys(table);
  const keys = words.slice(1).flatMap((_, at) => [...tableKeys(words.slice(at + 1).join("_"))]);
  return new Set(keys.filter((key) => !own.has(key)));
}

/** What follows a foreign key's name in a model that has the other object under a shorter one: `legacy` for `legacy_id`. */
export function relationKey(column: string): string | null {
  const words = wordsOf(column);
  return words.length > 1 && words.at(-1) === "id" ? keyOf(words.slice(0, -1).join("")) : null;
}

/** Words that many tables have a column for, and that programs use for other things as well. */
const common = new Set(
  `access account action active address admin age alias amount app application archived args attempts attributes author avatar base
  blob body bucket category channel checksum city client code color comment comments config configuration connection content context
  count country create created creator credential currency cursor data database date default deleted delivery depth description
  detail details device digest direction disabled domain duration email enabled encoding end endpoint entity entry error event
  events expired expires expiry extra failed field file filename files filter first flag flags folder format from full group groups
  handle hash header headers height hidden host hostname icon identifier image index info input instance integer interface item
  items job key keys kind label language last length level limit line link links list locale location locked log login mail map
  member message messages meta metadata method mode model module name namespace network node note notes notification number object
  offset option options order organization origin output owner page parameters params parent part password path payload permission
  permissions phone picture platform plugin policy port position post posts prefix priority private product profile project
  properties property protocol provider public query queue rank rate rating read reason record ref reference region request
  resource response result results revision role roles root rule rules salt schema scope scopes score secret section sender
  schedule schedules sequence server service session sessions setting settings severity shared size slot slug snapshot sort source stage start state
  status step steps string subject subtype summary tag tags target task tasks team template tenant text thread time timestamp
  timezone title token tokens topic total trace tracking transaction tree trust type types uid unit updated uri url usage user
  username users uuid value values version view visibility visible volume weight width workspace workflow year zone`.split(
    /\s+/u,
  ),
);

/** Words that make no name rare. */
const small = new Set(
  "id at by on is has in to of and or not no use used uuid date time count type name can new old my all any max min num".split(
    " ",
  ),
);

/** How much a name is its own: 2: whoever reads it knows what is meant; 1: an uncommon word, or several common ones; 0: one that many programs have. */
export type Rarity = 0 | 1 | 2;

export function rarityOf(name: string): Rarity {
  const words = wordsOf(name);
  if (words.length === 1) {
    const [word = ""] = words;
    return word.length > 5 && !common.has(word) && !common.has(word.replace(/s$/u, "")) ? 1 : 0;
  }
  if (words.length > 2) return 2;
  // `created_at`, `user_id`, `is_active`, `domain_id`
  if (words.every((word) => common.has(word) || small.has(word)))
    return words.some((word) => small.has(word)) ? 0 : 1;
  return 2;
}
