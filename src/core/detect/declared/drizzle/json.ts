/** Looks into parsed JSON of which nothing is certain. */

export type Mapping = Readonly<Record<string, unknown>>;

export function mapping(value: unknown): Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}

export function textAt(of: Mapping, key: string): string | null {
  const value = Object.hasOwn(of, key) ? of[key] : undefined;
  return typeof value === "string" ? value : null;
}

/** The mappings in a list, or under the keys of a mapping. */
export function mappingsAt(of: Mapping, key: string): Mapping[] {
  const value = Object.hasOwn(of, key) ? of[key] : undefined;
  if (Array.isArray(value)) return value.map(mapping);
  return Object.values(mapping(value)).map(mapping);
}

/** The texts in a list, or under the keys of a mapping. */
export function textsAt(of: Mapping, key: string): string[] {
  const value = Object.hasOwn(of, key) ? of[key] : undefined;
  const items: unknown[] = Array.isArray(value) ? value : Object.values(mapping(value));
  return items.filter((item) => typeof item === "string");
}
