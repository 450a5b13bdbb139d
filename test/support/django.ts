/** Reads Django's migrations in tests. */

import type { FileReading } from "../../src/core/detect/detector.ts";
import { django } from "../../src/core/detect/detectors/django.ts";
import type { Direction } from "../../src/core/operation.ts";
import type { EngineName } from "../../src/core/impact.ts";
import { parsers } from "./python.ts";

/** The last of the files is read, and the way up of it given; those before it are the base, by their paths. */
export function readDjango(
  files: Readonly<Record<string, string>>,
  engine: EngineName = "postgresql",
  expired: () => boolean = () => false,
  direction: Direction = "up",
): FileReading {
  const all = Object.entries(files);
  const [path, text] = all.at(-1) ?? ["", ""];
  const base = new Map(all.slice(0, -1));
  const paths = [...base.keys()].toSorted();
  const wanted = new Set(django.wants(path, text, paths));
  const tree = { paths, text: (other: string) => (wanted.has(other) ? (base.get(other) ?? null) : null) };
  const dialect = { engines: [engine], stated: true };
  const reading = django.read(path, text, { tree, parsers, transaction: null, dialect, expired });
  return { ...reading, operations: reading.operations.filter((one) => one.direction === direction) };
}

/** A migration with these operations, behind `dependsOn` of the same application. */
export function migration(dependsOn: string | null, ...operations: string[]): string {
  return [
    "from django.contrib.postgres import fields as postgres",
    "from django.contrib.gis.db import models as gis",
    "from django.db import migrations, models",
    "from shop import fields as own",
    "class Migration(migrations.Migration):",
    `    dependencies = [${dependsOn === null ? "" : `("shop", "${dependsOn}")`}]`,
    "    operations = [",
    ...operations.map((operation) => `        ${operation},`),
    "    ]",
    "",
  ].join("\n");
}

/** What `operations` do behind a model `Book` with these fields, each as `name: field`. */
export function behindBook(
  fields: readonly string[],
  operations: readonly string[],
  engine: EngineName = "postgresql",
  direction: Direction = "up",
): FileReading {
  const made = ["id: models.BigAutoField(primary_key=True)", ...fields].map((field) => {
    const at = field.indexOf(": ");
    return `("${field.slice(0, at)}", ${field.slice(at + 2)})`;
  });
  return readDjango(
    {
      "shop/migrations/0001_initial.py": migration(
        null,
        `migrations.CreateModel("Book", [${made.join(", ")}])`,
      ),
      "shop/migrations/0002_change.py": migration("0001_initial", ...operations),
    },
    engine,
    () => false,
    direction,
  );
}
