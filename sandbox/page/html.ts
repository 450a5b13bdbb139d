/** HTML that is escaped by construction: what is put into a template is text, unless it is HTML of ours already. */

/** A piece of HTML that may be put into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | null | false | readonly Value[];

/** A template: every value is escaped, `null` and `false` are nothing. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  let text = parts[0] ?? "";
  for (const [index, value] of values.entries()) text += show(value) + (parts[index + 1] ?? "");
  return new Html(text);
}

/** The text of an attribute or an element. */
function escape(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);
}

function show(value: Value): string {
  if (value === null || value === false) return "";
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(show).join("");
  return escape(String(value));
}
