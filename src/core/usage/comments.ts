/** Which parts of a file are for people only. In doubt it is code: a line that is taken for a comment is never looked at again. */

interface Language {
  /** What starts a comment that lasts until the end of the line. */
  line: RegExp | null;
  /** Comments between two marks, where the first stands at the start of a line. */
  block: readonly (readonly [start: RegExp, end: RegExp])[];
}

const slashes = /\/\//gu;
const hashes = /#(?=\s|!|$)/gu;
const stars = [/^\s*\/\*/u, /\*\//u] as const;
const markup = [/^\s*<!--/u, /-->/u] as const;

const languages: readonly [extensions: RegExp, language: Language][] = [
  [
    /\.(?:py|pyi|sh|bash|ya?ml|toml|pl|pm|r|ex|exs|jl|graphql|conf|ini|cfg|properties)$/iu,
    { line: hashes, block: [] },
  ],
  [/\.rb$|\.rake$/iu, { line: hashes, block: [[/^=begin\b/u, /^=end\b/u]] }],
  [/\.php$/iu, { line: /\/\/|#(?=\s|$)/gu, block: [stars] }],
  [/\.(?:sql|psql|pgsql|lua|hs|elm)$/iu, { line: /--/gu, block: [stars] }],
  [/\.(?:xml|html?|vue|svelte|hbs)$/iu, { line: null, block: [markup] }],
  [
    /\.(?:[cm]?[jt]sx?|go|java|kts?|scala|groovy|rs|cs|c|cc|cpp|h|hpp|m|swift|dart|prisma)$/iu,
    { line: slashes, block: [stars] },
  ],
];

/** Comments that mappers read: PHP's annotations and SQL that a generator takes from there. */
const isRead = /@(?:ORM|Column|Table|JoinColumn|JoinTable|Index|UniqueConstraint|Id|Entity|SQL)\b/iu;

/** What a string on the next line belongs to; after anything else it is a statement of its own, and only for people. */
const continued = /(?:[([{,=+%\\"'|&<>*/-]|\b(?:return|yield|in|and|or|not|else|if|await|lambda.*:))\s*$/u;

/** The column from which each line is a comment (0: all of it), `Infinity` where none of it is. */
export function commentColumns(path: string, lines: readonly string[]): Float64Array {
  const columns = new Float64Array(lines.length).fill(Infinity);
  const language = languages.find(([extensions]) => extensions.test(path))?.[1];
  if (language === undefined) return columns;
  // In Rust a single quote starts a lifetime as well.
  const quotes = /\.rs$/iu.test(path) ? [`"`] : [`"`, `'`, "`"];
  const isPython = /\.pyi?$/iu.test(path);
  let end: RegExp | null = null;
  let before = "";
  for (const [at, line] of lines.entries()) {
    if (end !== null) {
      if (!isRead.test(line)) columns[at] = 0;
      if (end.test(line)) end = null;
      continue;
    }
    const block = language.block.find(([start]) => start.test(line));
    if (block !== undefined) {
      const [start, stop] = block;
      const rest = line.replace(start, "");
      if (!stop.test(rest)) {
        end = stop;
        if (!isRead.test(line)) columns[at] = 0;
      } else if (rest.replace(stop, "\0").endsWith("\0") && !isRead.test(line)) columns[at] = 0;
      continue;
    }
    const docs = isPython && !continued.test(before) ? /^\s*[rRuU]?("""|''')/u.exec(line) : null;
    if (docs !== null) {
      columns[at] = 0;
      const mark = docs[1] ?? "";
      if (!line.slice(docs[0].length).includes(mark)) end = mark === '"""' ? /"""/u : /'''/u;
      before = "";
      continue;
    }
    if (language.line !== null) columns[at] = lineComment(line, language.line, quotes);
    const code = line.slice(0, Math.min(line.length, columns[at] ?? Infinity)).trimEnd();
    if (code !== "") before = code;
  }
  return columns;
}

/** Where a comment starts in the line; not within quotes. */
function lineComment(line: string, mark: RegExp, quotes: readonly string[]): number {
  for (const { index } of line.matchAll(mark)) {
    const before = line.slice(0, index);
    if (before.trim() === "") return 0;
    // `http://` and the like
    if (!/\s$/u.test(before)) continue;
    if (quotes.every((quote) => before.split(quote).length % 2 === 1)) return index;
  }
  return Infinity;
}
