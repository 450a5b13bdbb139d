/** Names as Rails makes them: plurals, singulars and table names, by the rules that ActiveSupport comes with. An application can add its own, which are not known here. */

type Rule = readonly [RegExp, string];

/** The last one that fits counts; longest first here, so that the first does. */
const plurals: readonly Rule[] = [
  [/(quiz)$/iu, "$1zes"],
  [/^(oxen)$/iu, "$1"],
  [/^(ox)$/iu, "$1en"],
  [/^(m|l)ice$/iu, "$1ice"],
  [/^(m|l)ouse$/iu, "$1ice"],
  [/(matr|vert|ind)(?:ix|ex)$/iu, "$1ices"],
  [/(x|ch|ss|sh)$/iu, "$1es"],
  [/([^aeiouy]|qu)y$/iu, "$1ies"],
  [/(hive)$/iu, "$1s"],
  [/(?:([^f])fe|([lr])f)$/iu, "$1$2ves"],
  [/sis$/iu, "ses"],
  [/([ti])a$/iu, "$1a"],
  [/([ti])um$/iu, "$1a"],
  [/(buffal|tomat)o$/iu, "$1oes"],
  [/(bu)s$/iu, "$1ses"],
  [/(alias|status)$/iu, "$1es"],
  [/(octop|vir)i$/iu, "$1i"],
  [/(octop|vir)us$/iu, "$1i"],
  [/^(ax|test)is$/iu, "$1es"],
  [/s$/iu, "s"],
  [/$/u, "s"],
];

const singulars: readonly Rule[] = [
  [/(database)s$/iu, "$1"],
  [/(quiz)zes$/iu, "$1"],
  [/(matr)ices$/iu, "$1ix"],
  [/(vert|ind)ices$/iu, "$1ex"],
  [/^(ox)en/iu, "$1"],
  [/(alias|status)(?:es)?$/iu, "$1"],
  [/(octop|vir)(?:us|i)$/iu, "$1us"],
  [/^(a)x[ie]s$/iu, "$1xis"],
  [/(cris|test)(?:is|es)$/iu, "$1is"],
  [/(shoe)s$/iu, "$1"],
  [/(o)es$/iu, "$1"],
  [/(bus)(?:es)?$/iu, "$1"],
  [/^(m|l)ice$/iu, "$1ouse"],
  [/(x|ch|ss|sh)es$/iu, "$1"],
  [/(m)ovies$/iu, "$1ovie"],
  [/(s)eries$/iu, "$1eries"],
  [/([^aeiouy]|qu)ies$/iu, "$1y"],
  [/([lr])ves$/iu, "$1f"],
  [/(tive)s$/iu, "$1"],
  [/(hive)s$/iu, "$1"],
  [/([^f])ves$/iu, "$1fe"],
  [/(^analy)(?:sis|ses)$/iu, "$1sis"],
  [/((?:a)naly|(?:b)a|(?:d)iagno|(?:p)arenthe|(?:p)rogno|(?:s)ynop|(?:t)he)(?:sis|ses)$/iu, "$1sis"],
  [/([ti])a$/iu, "$1um"],
  [/(n)ews$/iu, "$1ews"],
  [/(ss)$/iu, "$1"],
  [/s$/iu, ""],
];

const irregulars: readonly (readonly [string, string])[] = [
  ["person", "people"],
  ["man", "men"],
  ["child", "children"],
  ["sex", "sexes"],
  ["move", "moves"],
  ["zombie", "zombies"],
];

const uncountable = /(?:^|_)(?:equipment|information|rice|money|species|series|fish|sheep|jeans|police)$/iu;

export function pluralize(word: string): string {
  return inflect(word, plurals, 0);
}

export function singularize(word: string): string {
  return inflect(word, singulars, 1);
}

function inflect(word: string, rules: readonly Rule[], from: 0 | 1): string {
  if (word === "" || uncountable.test(word)) return word;
  for (const pair of irregulars) {
    for (const form of [pair[from], pair[1 - from] as string]) {
      if (!word.toLowerCase().endsWith(form)) continue;
      const head = word.slice(0, word.length - form.length + 1);
      return head + (pair[1 - from] as string).slice(1);
    }
  }
  for (const [pattern, put] of rules) if (pattern.test(word)) return word.replace(pattern, put);
  return word;
}

/** `UserAccount` is `user_account`. */
export function underscore(name: string): string {
  return name
    .replaceAll("::", "/")
    .replaceAll(/([A-Z\d]+)([A-Z][a-z])/gu, "$1_$2")
    .replaceAll(/([a-z\d])([A-Z])/gu, "$1_$2")
    .toLowerCase();
}

/** The table of a model by its name; null where a module around it can say otherwise. */
export function tableOfModel(name: string): string | null {
  return name.includes("::") ? null : pluralize(underscore(name));
}
