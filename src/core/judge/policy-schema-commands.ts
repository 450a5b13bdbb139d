/** Who may run which command, as people write it in a policy. */

import { z } from "zod";

import { verbs } from "../command/request.ts";
import { asList, kindList } from "./policy-schema-lists.ts";
import { levels } from "./role.ts";

const verbList = z.union([z.enum(verbs), z.array(z.enum(verbs))]).transform(asList);

/** A text that says nothing else than what it names, in one form. */
function name(read: (text: string) => { name: string } | { error: string }) {
  return z.string().transform((text, context) => {
    const said = read(text.trim());
    if ("name" in said) return said.name;
    context.addIssue({ code: "custom", message: said.error });
    return z.NEVER;
  });
}

function names<T extends z.ZodType<string, string>>(one: T) {
  return z.union([one, z.array(one)]).transform(asList);
}

const roleNames = names(
  name((text) => {
    const level = levels.find((one) => one === text.toLowerCase());
    if (text === "" || level === "none") {
      return {
        error:
          "it is nobody's role. Write `triage`, `write`, `maintain`, `admin`, or the name of a custom role.",
      };
    }
    return { name: level ?? text };
  }),
);

/** The organisation before the slash says nothing new: it is the repository's. */
const teamNames = names(
  name((text) => {
    const [, slug] = /^@?(?:[\w.-]+\/)?([\w.-]+)$/u.exec(text) ?? [];
    return slug === undefined
      ? {
          error: `\`${text.slice(0, 60)}\` is no team. Write its slug, as it stands in its address: \`dba\` or \`ORG/dba\`.`,
        }
      : { name: slug.toLowerCase() };
  }),
);

const userNames = names(
  name((text) => {
    const [, login] = /^@?([\w-]+)$/u.exec(text) ?? [];
    if (login !== undefined) return { name: login };
    const team = text.includes("/") ? " A team stands under `teams`." : "";
    return { error: `\`${text.slice(0, 60)}\` is no login.${team}` };
  }),
);

const who = z
  .strictObject({
    commands: verbList.optional().describe("The commands that it is about. Without them: all."),
    kinds: kindList
      .optional()
      .describe(
        "Kinds of operations (`drop_column`) that these people may exempt, revoke, and grant by an approving review. Without them: all.",
      ),
    roles: roleNames
      .optional()
      .describe(
        "`read`, `triage`, `write`, `maintain` or `admin`, each with all that is more than it, or the name of a custom role. On a public repository everybody has `read`.",
      ),
    teams: teamNames.optional().describe("Teams of the repository's organisation: `dba` or `ORG/dba`."),
    users: userNames
      .optional()
      .describe("Logins. Whoever is named must still be able to read the repository."),
  })
  .refine(({ roles = [], teams = [], users = [] }) => roles.length + teams.length + users.length > 0, {
    message: "it names nobody. Say who may with `roles`, `teams` or `users`.",
  });

/** The key `commands` of a policy. */
export const commands = z.strictObject({
  who: z
    .array(who)
    .optional()
    .describe(
      "Who may instead of those who may by default: for `exempt`, `revoke` and `waive` everyone with `write`, for the other commands the author and everyone with `triage`. The last entry that fits counts. The author never may `exempt`, `revoke` or `waive`.",
    ),
  emergency: teamNames
    .optional()
    .describe("Teams that may exempt operations of any kind, whatever `who` says of it."),
});
