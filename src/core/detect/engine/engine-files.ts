/** The files of a project that say which engine it runs on, and what each of them says. */

import { voicesOf } from "./drivers.ts";
import type { Voice } from "./drivers.ts";
import { djangoSettingsFiles, djangoVoices } from "./django-settings.ts";

/** Longer ones are written by programs. */
const longest = 200_000;

/** Where a text of YAML is read: its parser is loaded only when there is one. */
export type YamlVoices = typeof import("./yaml-files.ts");

type Read = (text: string, yaml: YamlVoices | null) => Voice[];

const images: Read = (text, yaml) => yaml?.imagesIn(text) ?? [];

const words = /([\w.-]+)/gu;
const javaPackages: Read = (text) => voicesOf("jvm", matches(text, words));

/** `'default' => env('DB_CONNECTION', 'mysql')`, in a line of its own at the outermost level. */
const LARAVEL_DEFAULT =
  /^[ \t]{1,4}["']default["'][ \t]*=>[ \t]*(?:env\([ \t]*["']\w+["'][ \t]*,[ \t]*)?["'](\w+)["']/gmu;

/** `client: "pg"` of Knex, `type: "postgres"` of TypeORM. */
const client: Read = (text) =>
  voicesOf("script", matches(text, /\bclient["']?[ \t]*[:=][ \t]*["'`]([\w-]+)["'`]/gu));
const source: Read = (text) =>
  voicesOf("script", matches(text, /\btype["']?[ \t]*[:=][ \t]*["'`]([\w-]+)["'`]/gu));

const scripts: readonly (readonly [string, Read])[] = [
  ...["knexfile.js", "knexfile.ts"].map((name) => [name, client] as const),
  ...["ormconfig.json", "data-source.ts"].map((name) => [name, source] as const),
];

/** By their names in a folder of the project. */
const readers: Readonly<Record<string, Read>> = {
  "config/database.yml": (text, yaml) => yaml?.adaptersIn(text) ?? [],
  ".env.example": (text) =>
    voicesOf("adapter", matches(text, /^[ \t]*DB_CONNECTION[ \t]*=[ \t]*["']?(\w+)/gmu)),
  "config/database.php": (text) => voicesOf("adapter", matches(text, LARAVEL_DEFAULT)),
  "alembic.ini": (text) => voicesOf("adapter", matches(text, /^[ \t]*sqlalchemy\.url[ \t]*=[ \t]*(\w+)/gmu)),
  ...Object.fromEntries(scripts),
  ...Object.fromEntries(djangoSettingsFiles.map((name) => [name, djangoVoices] as const)),
  "docker-compose.yml": images,
  "docker-compose.yaml": images,
  "compose.yml": images,
  "compose.yaml": images,
  "package.json": (text) => voicesOf("npm", keysUnder(text, "dependencies")),
  "requirements.txt": (text) => pythonPackages(matches(text, /^[ \t]*([\w.-]+)/gmu)),
  "pyproject.toml": (text) => pythonPackages(matches(text, /(?:^|["'])([\w.-]+)/gmu)),
  "go.mod": (text) =>
    voicesOf("go", matches(text, /^[ \t]*(?:require[ \t]+)?([\w.-]+\/[\w./-]+)[ \t]+v[\w.+-]+[ \t\r]*$/gmu)),
  Gemfile: (text) => voicesOf("gem", matches(text, /^[ \t]*gem[ \t(]+["']([\w-]+)["']/gmu)),
  "composer.json": (text) => voicesOf("composer", keysUnder(text, "require")),
  "pom.xml": javaPackages,
  "build.gradle": javaPackages,
  "build.gradle.kts": javaPackages,
  "Cargo.toml": crates,
};

/** What people write of a project by hand says more than what it is built with. */
const settingsFiles = new Set([
  "config/database.yml",
  "alembic.ini",
  ".env.example",
  "config/database.php",
  ...scripts.map(([name]) => name),
  ...djangoSettingsFiles,
]);

/** New projects of Laravel and Django come with SQLite: that says less than a server somewhere else. */
const beginners = new Set([".env.example", "config/database.php", ...djangoSettingsFiles]);

export const engineFileNames: readonly string[] = Object.keys(readers);

export function isSettings(name: string, { engine }: Voice): boolean {
  return settingsFiles.has(name) && !(engine === "sqlite" && beginners.has(name));
}

/** Whether the file needs the parser for YAML. */
export function isYaml(path: string): boolean {
  return /\.ya?ml$/u.test(path);
}

/** What a file of that name says; never throws on any text. */
export function voicesIn(name: string, text: string, yaml: YamlVoices | null): Voice[] {
  return text.length > longest ? [] : (readers[name]?.(text, yaml) ?? []);
}

function matches(text: string, form: RegExp): string[] {
  return [...text.matchAll(form)].flatMap((match) => match[1] ?? []);
}

function pythonPackages(names: readonly string[]): Voice[] {
  return voicesOf(
    "pypi",
    names.map((name) => name.replaceAll("_", "-")),
  );
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keysUnder(json: string, key: string): string[] {
  try {
    const value: unknown = JSON.parse(json);
    const under = isMapping(value) ? value[key] : null;
    return isMapping(under) ? Object.keys(under) : [];
  } catch {
    return [];
  }
}

const speakers = new Set(["sqlx", "diesel", "sea-orm"]);

/** A crate by its name, and what it is built to speak to by its features. */
function crates(text: string): Voice[] {
  const found: string[] = [];
  // `[dependencies.diesel]` is about one crate, and so are the lines of `sqlx = { ... }`.
  let table = false;
  let entry = false;
  for (const line of text.split("\n")) {
    const name = /^([\w-]+)[ \t]*=/u.exec(line)?.[1];
    if (line.startsWith("[")) {
      table = speakers.has(/dependencies\.([\w-]+)\]/u.exec(line)?.[1] ?? "");
      entry = false;
    } else if (name !== undefined) {
      found.push(name);
      entry = speakers.has(name) || (table && name === "features");
    }
    if (entry) found.push(...matches(line, /["']([\w-]+)["']/gu));
  }
  return voicesOf("cargo", found);
}
