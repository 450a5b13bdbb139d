/** The file `.env` beside which the server was started: read at the start, and written once, by the first run. */

import { randomBytes } from "node:crypto";
import { chmod, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";

import { UserError } from "../../core/errors.ts";

/** Null: there is none. */
export async function readEnvFile(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new UserError(`\`${path}\` cannot be read (${code}). Let this account read it, or remove it.`);
  }
}

/** Whether `writeEnvFile` will be able to: it is asked before something is registered that could then not be kept. */
export async function checkEnvFile(path: string): Promise<void> {
  const trial = `${path}.${randomBytes(4).toString("hex")}`;
  try {
    await writeFile(trial, "", { mode: 0o600, flag: "wx" });
    await rm(trial);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Sets the values and keeps every other line. Only the owner can read what results, and at no time is half of it there. */
export async function writeEnvFile(path: string, values: Readonly<Record<string, string>>): Promise<void> {
  const old = (await readEnvFile(path)) ?? "";
  const kept = old.split("\n").filter((line) => {
    const name = /^\s*(?:export\s+)?([A-Z_]+)\s*=/u.exec(line)?.[1];
    return name === undefined || !(name in values);
  });
  while (kept.at(-1) === "") kept.pop();
  const added = Object.entries(values).map(([name, value]) => `${name}="${value.replaceAll("\n", "\\n")}"`);
  const text = [...kept, ...added, ""].join("\n");
  try {
    // A link stays one: what it points to is replaced.
    const target = await realpath(path).catch(() => path);
    const half = `${target}.${randomBytes(4).toString("hex")}`;
    await writeFile(half, text, { mode: 0o600, flag: "wx", flush: true });
    await chmod(half, 0o600);
    await rename(half, target);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): UserError {
  const { code } = error as NodeJS.ErrnoException;
  return new UserError(
    `The App's credentials are kept in \`${path}\`, which cannot be written (${code}). Let this account write in that folder, or start Lockstep in another.`,
  );
}
