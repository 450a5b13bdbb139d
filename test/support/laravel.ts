/** Reads Laravel migrations in tests. */

import type { FileReading, Tree } from "../../src/core/detect/detector.ts";
import { laravel } from "../../src/core/detect/detectors/laravel.ts";
import type { EngineName } from "../../src/core/impact.ts";
import type { ReadOperation } from "../../src/core/operation.ts";
import { parsers } from "./php.ts";

/** The migration on an engine; `version`: what `composer.json` requires. */
export function readLaravel(
  text: string,
  engine: EngineName = "mysql",
  version = "^11.0",
  expired: () => boolean = () => false,
): FileReading {
  const composer = JSON.stringify({ require: { "laravel/framework": version, "doctrine/dbal": "*" } });
  const tree: Tree = {
    paths: ["composer.json"],
    text: (path) => (path === "composer.json" ? composer : null),
  };
  return laravel.read("database/migrations/2024_01_01_000000_a.php", text, {
    tree,
    parsers,
    transaction: null,
    dialect: { engines: [engine], stated: true },
    expired,
  });
}

/** The lines of `up`. */
export function readUp(lines: string, engine?: EngineName, version?: string): FileReading {
  return readLaravel(
    `<?php\nreturn new class extends Migration {\npublic function up() {\n${lines}\n}\n};\n`,
    engine,
    version,
  );
}

/** The lines of a callback of `Schema::table('t', ...)`. */
export function readTable(lines: string, engine?: EngineName, version?: string): ReadOperation[] {
  return readUp(`Schema::table('t', function (Blueprint $table) {\n${lines}\n});`, engine, version)
    .operations;
}
