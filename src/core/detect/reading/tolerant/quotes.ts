/** Names and strings without their quotes. */

/** Takes off the quotes of a name or a string; escapes of strings become what they stand for where that is a quote. */
export function unquote(text: string): string {
  const first = text.charAt(0);
  if (first === "[") return text.slice(1, -1);
  const opened = /^[nNxXbB]'/.test(text) ? 1 : 0;
  const quote = text.charAt(opened);
  if (quote !== "'" && quote !== '"' && quote !== "`") return text;
  const inner = text.slice(opened + 1, -1).replaceAll(quote + quote, quote);
  return quote === "`" ? inner : inner.replace(/\\(['"`\\])/g, "$1");
}
