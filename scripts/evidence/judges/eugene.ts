/** The examples of eugene: scripts that run one after the other, of which the last is the change. */

import { git } from "../engine-repository.ts";
import type { Case } from "./judge.ts";

/** What each hint is about, where that is no lock, compatibility or loss: then nothing is to be caught. */
const others: Readonly<Record<string, string>> = {
  E3: "json instead of jsonb: which operators it has",
  E4: "more statements after one that holds a lock: short ones",
  E9: "no lock timeout: hygiene",
  E15: "no index under a foreign key: later deletes are slow",
  W13: "an enumerated type: later changes are harder",
};

export function eugeneCases(folder: string): Case[] {
  const paths = git(folder, "ls-tree", "-r", "--name-only", "HEAD", "eugene/examples/").split("\n");
  return paths.flatMap((path): Case[] => {
    const [, id = "", side] = /examples\/([EW]\d+)\/(bad|good)\.sql$/u.exec(path) ?? [];
    if (side === undefined || id in others) return [];
    const scripts = git(folder, "show", `HEAD:${path}`)
      .split(/^-- \d+\.sql$/mu)
      .slice(1);
    const named = scripts.map((text, at): [string, string] => [`migrations/000${at + 1}_script.sql`, text]);
    return [
      {
        judge: "eugene",
        name: `${id} ${side}`,
        base: new Map(named.slice(0, -1)),
        head: new Map(named.slice(-1)),
        engines: "postgresql >= 12",
        dangerous: side === "bad",
      },
    ];
  });
}
