/** A page of measurements for people: one row for each statement, one column for each thing that was measured. */

interface Measurements {
  about: string;
  setup: readonly string[];
  operations: readonly {
    id: string;
    before: readonly string[];
    statement: string;
    measured: Record<string, object>;
  }[];
}

export function factsPage(name: string, { about, setup, operations }: Measurements): string {
  const columns = [
    ...new Set(
      operations.flatMap(({ measured }) => Object.values(measured).flatMap((one) => Object.keys(one))),
    ),
  ];
  const rows = operations.flatMap(({ id, before, statement, measured }) =>
    Object.entries(measured).map(([version, one]) => {
      const cells = columns.map((column) => cell((one as Record<string, unknown>)[column]));
      const sql = [...before, statement]
        .map((text) => `\`${shortened(text).replaceAll("|", "\\|")}\``)
        .join("<br>");
      return `| ${[id, version, sql, ...cells].join(" | ")} |`;
    }),
  );
  const head = [
    "id",
    "version",
    "statement",
    ...columns.map((column) => column.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`)),
  ];
  return [
    `# ${name}`,
    "",
    about,
    "",
    "Before each statement:",
    "",
    "```sql",
    ...setup.map((sql) => `${sql};`),
    "```",
    "",
    `| ${head.join(" | ")} |`,
    `|${head.map(() => "---").join("|")}|`,
    ...rows,
    "",
  ].join("\n");
}

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 297)}...` : text;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  return (Array.isArray(value) ? value.join(", ") : String(value)).replaceAll("|", "\\|");
}
