/** Reads answers of GitHub, of which nothing is taken for granted. */

/** What stands at a path of keys; undefined when something on the way is no object. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let here = value;
  for (const key of keys) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

/** Null: it is not there, or no text. */
export function textAt(value: unknown, ...keys: readonly string[]): string | null {
  const found = at(value, ...keys);
  return typeof found === "string" ? found : null;
}

export function numberAt(value: unknown, ...keys: readonly string[]): number | null {
  const found = at(value, ...keys);
  return typeof found === "number" ? found : null;
}

/** Only `true` is true. */
export function isAt(value: unknown, ...keys: readonly string[]): boolean {
  return at(value, ...keys) === true;
}

/** Empty: it is not there, or no list. GraphQL's nodes that are null are left out. */
export function listAt(value: unknown, ...keys: readonly string[]): unknown[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found.filter((each) => each !== null) : [];
}

/** A text that must be there. Throws when GitHub's answer is another than expected: a fault of ours. */
export function needText(value: unknown, ...keys: readonly string[]): string {
  return textAt(value, ...keys) ?? missing(keys);
}

export function needNumber(value: unknown, ...keys: readonly string[]): number {
  return numberAt(value, ...keys) ?? missing(keys);
}

export function needList(value: unknown, ...keys: readonly string[]): unknown[] {
  return Array.isArray(at(value, ...keys)) ? listAt(value, ...keys) : missing(keys);
}

function missing(keys: readonly string[]): never {
  throw new Error(`GitHub's answer has no ${keys.join(".")}`);
}
