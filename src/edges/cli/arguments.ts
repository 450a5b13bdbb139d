/** Reads the arguments of one command, and says in words what is wrong with them. */

import { parseArgs, type ParseArgsConfig } from "node:util";

import { UserError } from "../../core/errors.ts";
import { didYouMean, nearest } from "../../core/nearest.ts";
import type { Arguments, Command, OptionSpec } from "./command.ts";

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** Throws `UserError` on anything that the command does not take. */
export function readArguments(name: string, command: Command, argv: readonly string[]): Arguments {
  const config: ParseArgsConfig = {
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(command.options).map(([option, { type, multiple }]) => [
        option,
        { type, multiple: multiple ?? false },
      ]),
    ),
    allowPositionals: true,
  };
  refuseUnknown(name, command, config);
  const { values, positionals } = parsed(name, command, config);
  for (const [option, spec] of Object.entries(command.options)) refuseValue(option, spec, values[option]);
  countPositionals(name, command, positionals);
  return {
    flag: (option) => values[option] === true,
    text: (option) => {
      const value = values[option];
      return typeof value === "string" ? value : null;
    },
    texts: (option) => [values[option] ?? []].flat().filter((value) => typeof value === "string"),
    positionals,
  };
}

function refuseUnknown(name: string, command: Command, config: ParseArgsConfig): void {
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
  const known = Object.keys(command.options);
  for (const token of tokens) {
    if (token.kind !== "option" || known.includes(token.name)) continue;
    const meant = nearest(token.name, known);
    const hint =
      meant !== null
        ? ` Did you mean --${meant}?`
        : command.positionals.most > 0
          ? " A file of that name goes behind --."
          : "";
    throw new UserError(`${name} has no option ${token.rawName}.${hint}${seeHelp(name)}`);
  }
}

function parsed(
  name: string,
  command: Command,
  config: ParseArgsConfig,
): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ ...config, strict: true });
  } catch (error) {
    const [line = ""] = (error as Error).message.split("\n");
    const option = /^Option '(?:-\w, )?--([\w-]+)' argument is ambiguous/.exec(line)?.[1];
    if (option !== undefined) {
      throw new UserError(
        `--${option} wants ${command.options[option]?.value ?? "a value"}; one that starts with a dash is written --${option}=-x.${seeHelp(name)}`,
        { cause: error },
      );
    }
    throw new UserError(`${line.replace(/\.$/, "")}.${seeHelp(name)}`, { cause: error });
  }
}

function refuseValue(option: string, spec: OptionSpec, value: Values[string]): void {
  for (const one of [value ?? []].flat()) {
    if (one === "") throw new UserError(`--${option} is empty: it wants ${spec.value ?? "a value"}.`);
    if (spec.choices === undefined || typeof one !== "string" || spec.choices.includes(one)) continue;
    const choices = spec.choices.join(", ");
    throw new UserError(
      `--${option} cannot be ${one}: it is one of ${choices}.${didYouMean(one, spec.choices)}`,
    );
  }
}

function countPositionals(name: string, command: Command, positionals: readonly string[]): void {
  const { least, most } = command.positionals;
  if (positionals.length < least) {
    throw new UserError(`${name} wants more arguments: lockstep ${name} ${command.usage}.${seeHelp(name)}`);
  }
  const extra = positionals[most];
  if (extra !== undefined)
    throw new UserError(`${name} does not know what to do with ${extra}.${seeHelp(name)}`);
}

function seeHelp(name: string): string {
  return ` See lockstep ${name} --help.`;
}
