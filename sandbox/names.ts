/** How repositories are named. */

import type { Repository } from "./world.ts";

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}
