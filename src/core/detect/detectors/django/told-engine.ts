/** What a migration hears when it asks which engine it runs on: only what is sure. */

import type { EngineName } from "../../../impact.ts";
import { dict, text, type Value } from "../../reading/source/value.ts";
import type { ReadContext } from "../../detector.ts";

/** Null: the project may run on several, or nobody says on which. */
export function toldEngine({ dialect }: ReadContext): EngineName | null {
  const [first, ...others] = dialect?.engines ?? [];
  return first === undefined ? (dialect?.spoken?.engine ?? null) : others.length === 0 ? first : null;
}

/** Django's word for the engine; MariaDB is one of MySQL's to it. */
const VENDORS: Readonly<Record<EngineName, string>> = {
  postgresql: "postgresql",
  mysql: "mysql",
  mariadb: "mysql",
  sqlite: "sqlite",
};

/** What an imported name is that says the engine; null: it says none. */
export function engineWord(path: string, engine: EngineName | null): Value | null {
  if (engine === null) return null;
  const vendor = VENDORS[engine];
  if (path === "django.db.connection.vendor") return text(vendor);
  const backend = text(`django.db.backends.${vendor === "sqlite" ? "sqlite3" : vendor}`);
  const settings = { ...dict([[text("ENGINE"), backend]]), open: true };
  if (path === "django.db.connection.settings_dict") return settings;
  if (path === "django.conf.settings.DATABASES")
    return { ...dict([[text("default"), settings]]), open: true };
  return null;
}
