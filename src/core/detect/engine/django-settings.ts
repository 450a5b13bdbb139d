/** What the settings of a Django project say of its engine: `"ENGINE": "django.db.backends.postgresql"`, or the address of a database. */

import { voicesOf } from "./drivers.ts";
import type { Voice } from "./drivers.ts";

export const djangoSettingsFiles: readonly string[] = [
  "settings.py",
  "settings/__init__.py",
  "settings/base.py",
  "settings/common.py",
  "settings/production.py",
  "config/settings.py",
  "config/settings/base.py",
];

/** Django's own backends, GeoDjango's, and those that wrap them. */
const BACKEND = /["'](?:\w+\.)+backends?\.(?:\w+\.)*?(postgresql|postgis|mysql|sqlite|spatialite)\w*["']/gu;
const ADDRESS = /["'](postgres|postgresql|postgis|mysql|mariadb|sqlite)(?:\+\w+)?:\/\//gu;

export function djangoVoices(text: string): Voice[] {
  const words = [...text.matchAll(BACKEND), ...text.matchAll(ADDRESS)].map((match) => match[1] ?? "");
  return voicesOf(
    "adapter",
    words.map((word) => (word === "spatialite" ? "sqlite" : word)),
  );
}
