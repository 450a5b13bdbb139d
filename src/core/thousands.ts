/** A large number as people write it. The language's own way loads its tables first, which costs 5 to 10 ms. */

/** `10,000` */
export function thousands(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/gu, ",");
}
