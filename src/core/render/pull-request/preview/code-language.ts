/** The languages that code may be shown in. */

/** GitHub draws pictures and maps of others, and makes edits of one. */
const languages = new Set([
  "bash",
  "console",
  "diff",
  "ini",
  "json",
  "python",
  "ruby",
  "sh",
  "sql",
  "text",
  "toml",
  "xml",
  "yaml",
]);

/** One of them, or none. */
export function codeLanguage(name: string): string {
  const language = name.trim().toLowerCase();
  return languages.has(language) ? language : "";
}
