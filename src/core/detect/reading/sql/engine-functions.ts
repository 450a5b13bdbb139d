/** The functions that PostgreSQL brings and that change no table. */

const NAMES = new Set(
  "now count max min sum avg coalesce setval nextval currval set_config pg_get_serial_sequence".split(" "),
);

/** Has a call of this function (parts of its name) no effect on tables? */
export function isHarmless(parts: readonly string[]): boolean {
  const name = (parts.at(-1) ?? "").toLowerCase();
  if (parts.length > 1 && parts[0] !== "pg_catalog" && parts[0] !== "information_schema") return false;
  return NAMES.has(name);
}
