/** Names as Laravel makes them: snake case, and the plural by the rules of Doctrine's inflector for English. */

/** Words that have no other form. */
const uncountable = new Set(
  (
    "people trivia media advice aircraft amoyese art audio baggage bison borghese bream breeches britches " +
    "buffalo butter cantus carp cattle chassis clippers clothing coal cod coitus compensation congoese " +
    "contretemps coreopsis corps cotton data debris deer diabetes djinn education eland elk emoji " +
    "equipment evidence faroese feedback fish flounder flour foochowese food furniture gallows genevese " +
    "genoese gilbertese gold headquarters herpes hijinks homework hottentotese impatience information " +
    "innings jackanapes jeans jedi kin kiplingese knowledge kongoese leather love lucchese luggage " +
    "mackerel maltese management metadata mews money moose mumps music nankingese news nexus niasese " +
    "nutrition offspring oil patience pekingese piedmontese pincers pistoiese plankton pliers pokemon " +
    "police polish portuguese proceedings progress rabies rain research rhinoceros rice salmon sand " +
    "sarawakese scissors series shavese shears sheep siemens silk sms soap spam species staff sugar swine " +
    "talent toothpaste traffic travel trousers trout tuna us vermontese vinegar weather wenchowese wheat " +
    "whiting wildebeest wood wool yengeese recommended related "
  ).split(" "),
);

/** Words with forms of their own. */
const irregular = new Map(
  (
    "atlas:atlases axis:axes axe:axes beef:beefs blouse:blouses brother:brothers cafe:cafes cave:caves " +
    "chateau:chateaux niveau:niveaux child:children canvas:canvases cookie:cookies brownie:brownies " +
    "corpus:corpuses cow:cows criterion:criteria curriculum:curricula demo:demos domino:dominoes " +
    "echo:echoes epoch:epochs foot:feet fungus:fungi ganglion:ganglions gas:gases genie:genies " +
    "genus:genera goose:geese graffito:graffiti hippopotamus:hippopotami hoof:hoofs human:humans " +
    "iris:irises larva:larvae leaf:leaves lens:lenses loaf:loaves man:men medium:media " +
    "memorandum:memoranda money:monies mongoose:mongooses motto:mottoes move:moves mythos:mythoi " +
    "niche:niches nucleus:nuclei numen:numina occiput:occiputs octopus:octopuses opus:opuses ox:oxen " +
    "passerby:passersby penis:penises person:people plateau:plateaux runner-up:runners-up safe:safes " +
    "sex:sexes sieve:sieves soliloquy:soliloquies son-in-law:sons-in-law syllabus:syllabi testis:testes " +
    "thief:thieves tooth:teeth tornado:tornadoes trilby:trilbys turf:turfs valve:valves volcano:volcanoes " +
    "abuse:abuses avalanche:avalanches cache:caches curve:curves emphasis:emphases foe:foes grave:graves " +
    "hoax:hoaxes neurosis:neuroses save:saves wave:waves oasis:oases zombie:zombies "
  )
    .trim()
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

const rules: readonly (readonly [RegExp, string])[] = [
  [/(s)tatus$/iu, "$1tatuses"],
  [/(quiz)$/iu, "$1zes"],
  [/^(ox)$/iu, "$1en"],
  [/([m|l])ouse$/iu, "$1ice"],
  [/(matr|vert|ind)(ix|ex)$/iu, "$1ices"],
  [/(x|ch|ss|sh)$/iu, "$1es"],
  [/([^aeiouy]|qu)y$/iu, "$1ies"],
  [/(hive|gulf)$/iu, "$1s"],
  [/(?:([^f])fe|([lr])f)$/iu, "$1$2ves"],
  [/sis$/iu, "ses"],
  [/([ti])um$/iu, "$1a"],
  [/(tax)on$/iu, "$1a"],
  [/(c)riterion$/iu, "$1riteria"],
  [/(p)erson$/iu, "$1eople"],
  [/(m)an$/iu, "$1en"],
  [/(c)hild$/iu, "$1hildren"],
  [/(f)oot$/iu, "$1eet"],
  [/(buffal|her|potat|tomat|volcan)o$/iu, "$1oes"],
  [/(alumn|bacill|cact|foc|fung|nucle|radi|stimul|syllab|termin|vir)us$/iu, "$1i"],
  [/us$/iu, "uses"],
  [/(alias)$/iu, "$1es"],
  [/(analys|ax|cris|test|thes)is$/iu, "$1es"],
  [/s$/iu, "s"],
  [/^$/u, ""],
  [/$/u, "s"],
];

/** `Str::plural`. */
export function plural(word: string): string {
  const lower = word.toLowerCase();
  if (uncountable.has(lower) || /\w(?:media|ware)$|^sea[- ]bass$/u.test(lower)) return word;
  if (!/[a-z0-9\u0080-\uffff]$/iu.test(word)) return word;
  const own = irregular.get(lower);
  if (own !== undefined) return word.charAt(0) + own.slice(1);
  for (const [pattern, put] of rules) if (pattern.test(word)) return word.replace(pattern, put);
  return word;
}

/** `UserProfile` is `user_profile`. */
export function snake(word: string): string {
  if (/^[a-z]+$/u.test(word)) return word;
  return word
    .replaceAll(/\s+/gu, "")
    .replaceAll(/(.)(?=[A-Z])/gu, "$1_")
    .toLowerCase();
}

/** The table of a model that says none: `UserProfile` has `user_profiles`. */
export function conventionalTable(model: string): string {
  const words = model.split(/(?=[A-Z])/u);
  const last = words.pop() ?? "";
  return snake(words.join("") + plural(last));
}

/** `Post::class` is `App\Models\Post`: the last word. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}

/** `user_profile` is `UserProfile`. */
export function studly(word: string): string {
  return word.replaceAll(/(?:^|[-_\s]+)(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
