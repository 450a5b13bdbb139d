/** Follows the raw HTML of a comment: what stands in an element of it is read by GitHub's readers as code, a quote or a heading all the same. */

const names =
  /<(\/?)(a|blockquote|code|del|h[1-6]|kbd|pre|q|s|samp|script|strike|style|table|tbody|td|template|textarea|th|thead|title|tr|tt|var)(?![\w-])/gi;

export class RawHtml {
  readonly #open = new Map<string, number>();
  #inComment = false;

  /** `html`: what the parser found to be HTML, in the order of the text. */
  read(html: string): void {
    let rest = html;
    if (this.#inComment) {
      const end = rest.indexOf("-->");
      if (end === -1) return;
      rest = rest.slice(end + 3);
    }
    rest = rest.replaceAll(/<!--(?:>|->|[^]*?-->)/gu, "");
    const start = rest.indexOf("<!--");
    this.#inComment = start !== -1;
    for (const [, slash, name = ""] of (start === -1 ? rest : rest.slice(0, start)).matchAll(names)) {
      const key = name.toLowerCase();
      const depth = this.#open.get(key) ?? 0;
      this.#open.set(key, slash === "" ? depth + 1 : Math.max(0, depth - 1));
    }
  }

  /** What comes now stands in none of them. */
  get isOutside(): boolean {
    return !this.#inComment && ![...this.#open.values()].some((depth) => depth > 0);
  }
}
