/** One of a thing, or a list of it, as policies write it. */

import { z } from "zod";

import { kinds } from "../kinds.ts";

export const texts = z.union([z.string(), z.array(z.string())]).transform(asList);
export const kindList = z.union([z.enum(kinds), z.array(z.enum(kinds))]).transform(asList);

export function asList<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}
