/** The rules, in the order in which they are asked. */

import type { Rule } from "./rule.ts";
import { changeIsNamed } from "./rules/change-is-named.ts";
import { contractIsSubtractive } from "./rules/contract-is-subtractive.ts";
import { dataMigrationIsTold } from "./rules/data-migration-is-told.ts";
import { downtimeIsTold } from "./rules/downtime-is-told.ts";
import { engineAccepts } from "./rules/engine-accepts.ts";
import { everythingIsRead } from "./rules/everything-is-read.ts";
import { exceptionHasReason } from "./rules/exception-has-reason.ts";
import { exceptionHolds } from "./rules/exception-holds.ts";
import { exceptionIsGranted } from "./rules/exception-is-granted.ts";
import { exceptionIsSound } from "./rules/exception-is-sound.ts";
import { exceptionIsThere } from "./rules/exception-is-there.ts";
import { exceptionMatches } from "./rules/exception-matches.ts";
import { expandIsAdditive } from "./rules/expand-is-additive.ts";
import { migrationIsKept } from "./rules/migration-is-kept.ts";
import { migrationIsUnedited } from "./rules/migration-is-unedited.ts";
import { noteFileIsSound } from "./rules/note-file-is-sound.ts";
import { noteIsThere } from "./rules/note-is-there.ts";
import { noteStays } from "./rules/note-stays.ts";
import { schemaHasItsMigration } from "./rules/schema-has-its-migration.ts";
import { sectionsAreThere } from "./rules/sections-are-there.ts";
import { sectionsSaySomething } from "./rules/sections-say-something.ts";
import { settingsAreSound } from "./rules/settings-are-sound.ts";

/** One line each. */
export const registry: readonly Rule[] = [
  noteIsThere,
  sectionsAreThere,
  sectionsSaySomething,
  changeIsNamed,
  dataMigrationIsTold,
  downtimeIsTold,
  noteStays,
  noteFileIsSound,
  exceptionIsThere,
  exceptionHasReason,
  exceptionMatches,
  exceptionHolds,
  exceptionIsGranted,
  exceptionIsSound,
  expandIsAdditive,
  contractIsSubtractive,
  migrationIsUnedited,
  migrationIsKept,
  schemaHasItsMigration,
  engineAccepts,
  everythingIsRead,
  settingsAreSound,
];
