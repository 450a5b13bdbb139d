/** A note does not say that there is no downtime when an operation is offline. */

import { replacedBody } from "../drafted.ts";
import { dutiesOf, sectionsNamed } from "../note-duty.ts";
import { consequence, listedShort, named, relatedTo } from "../operation-words.ts";
import type { Rule } from "../rule.ts";

export const downtimeIsTold: Rule = {
  name: "downtime-is-told",
  summary: '"No downtime" stands only where every operation runs online.',
  check: (input) =>
    dutiesOf(input).flatMap((duty) => {
      const offline = duty.operations.filter((operation) =>
        operation.impacts.some((impact) => impact.offline),
      );
      const told = sectionsNamed(duty, "downtime_variables").filter(({ section }) => section.empty === null);
      const [first] = told;
      const [one] = offline;
      if (one === undefined || first === undefined || told.some(({ section }) => !section.none)) return [];
      const why =
        offline.length === 1
          ? `${named(one)} ${consequence(one)}`
          : `${listedShort(offline.map(named))} cannot run online`;
      return [
        {
          rule: "downtime-is-told",
          severity: "error",
          subject: first.note.path,
          message: `"${first.section.label}" says none, but ${why}. Say what the length of an interruption depends on.`,
          place: first.section.place,
          related: relatedTo(offline),
          fix: replacedBody(input, offline, first.note, first.section),
        },
      ];
    }),
};
