/** A note does not say that no data moves when a migration moves it. */

import { changeContext } from "../change-context.ts";
import { movesData } from "../demand.ts";
import { replacedBody } from "../drafted.ts";
import { dutiesOf, sectionsNamed } from "../note-duty.ts";
import { listedShort, named, relatedTo } from "../operation-words.ts";
import type { Rule } from "../rule.ts";

export const dataMigrationIsTold: Rule = {
  name: "data-migration-is-told",
  summary:
    '"No data migration" stands only where no migration moves data or runs code whose effect cannot be read.',
  check: (input) =>
    dutiesOf(input).flatMap((duty) => {
      const context = changeContext(input.operations);
      const moving = duty.operations.filter((operation) => movesData(operation, context));
      const running = duty.operations.filter((operation) => operation.kind === "run_code");
      const told = sectionsNamed(duty, "data_migration").filter(({ section }) => section.empty === null);
      const [first] = told;
      const operations = [...moving, ...running];
      if (operations.length === 0 || first === undefined || told.some(({ section }) => !section.none))
        return [];
      const why =
        moving.length > 0
          ? `${listedShort(moving.map(named))} ${moving.length === 1 ? "moves" : "move"} data`
          : `the effect of ${listedShort(running.map(named))} cannot be read from the migration`;
      return [
        {
          rule: "data-migration-is-told",
          severity: "error",
          subject: first.note.path,
          message: `"${first.section.label}" says none, but ${why}. Say which rows change and how, and how long that takes per row.`,
          place: first.section.place,
          related: relatedTo(operations),
          fix: replacedBody(input, operations, first.note, first.section),
        },
      ];
    }),
};
