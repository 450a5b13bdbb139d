/** Follows the raw HTML of a comment: what stands in an element of it is code, a quote or hidden all the same, over any number of paragraphs. */

/** Comments, also those that only browsers take for one, and tags with what stands in quotes in them. Whatever does not end goes on to the end. */
const tokens =
  /<!--(?:>|->|[^]*?-->|[^]*$)|<(?:[?!]|\/(?![a-z]))[^>]*>?|<(\/?)([a-z][^\s/>]*)(?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*>?/gi;

/** Elements whose text is no plain text of the comment. */
const holding = new Set(
  (
    "a applet blockquote button canvas code colgroup datalist del dialog frameset h1 h2 h3 h4 h5 h6 head iframe kbd " +
    "listing math noembed noframes noscript object option plaintext pre q s samp script select strike style svg " +
    "table tbody td template textarea tfoot th thead title tr tt var xmp"
  ).split(" "),
);

export class RawHtml {
  readonly #open = new Map<string, number>();
  #unended = false;

  /** `html`: what the parser found to be HTML, in the order of the text. */
  read(html: string): void {
    for (const [token, slash, name = ""] of html.matchAll(tokens)) {
      // It takes in what follows, and where that ends only a browser could tell.
      if (!(token.startsWith("<!--") ? /^<!--(?:-?>|[^]*-->$)/u : />$/u).test(token)) this.#unended = true;
      const key = name.toLowerCase();
      if (!holding.has(key)) continue;
      const depth = this.#open.get(key) ?? 0;
      this.#open.set(key, slash === "" ? depth + 1 : Math.max(0, depth - 1));
    }
  }

  /** What comes now stands in none of them. */
  get isOutside(): boolean {
    return !this.#unended && ![...this.#open.values()].some((depth) => depth > 0);
  }
}
