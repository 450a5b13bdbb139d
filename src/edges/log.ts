/** The log: a static message, data in the object, on the standard error stream. No secret gets through, whatever is put in. */

import { destination, pino, type DestinationStream, type Logger } from "pino";

export type { Logger };

/** Writes at once, so that nothing is lost when the process ends. */
export function createLog(level: string, stream?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      formatters: { log: shownEntry },
      // What a child logger says with every line does not pass the formatter.
      redact: { paths: bound, censor: hidden },
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(given, method) {
          // An error alone would become the message.
          const args: unknown[] =
            given[0] instanceof Error ? [{ err: given[0] }, given[1] ?? "a fault"] : given;
          const masked = args.map((each) => (typeof each === "string" ? shown(each, 0) : each));
          method.apply(this, masked as Parameters<typeof method>);
        },
      },
    },
    stream ?? destination({ dest: 2, sync: true }),
  );
}

/** Names of what nobody may read. */
const secretName =
  /authorization|cookie|credential|jwt|passw|pem$|private_?key|secret|signature|token|database_?url/iu;

/** What secrets look like inside other text: GitHub's tokens, JSON web tokens, keys, and the password of an address. */
const secretText =
  /\b(?:gh[a-z]_[\w.-]+|github_pat_\w+|v1\.[0-9a-f]{40}|eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?)|-----BEGIN[^-]*-----[^]*?(?:-----END[^-]*-----|$)|(?<=\/\/[^\s/@]{0,256}:)[^\s/@]+(?=@)/gu;

const hidden = "[hidden]";
const bound = ["authorization", "password", "pem", "privateKey", "secret", "signature", "token"];

function shownEntry(entry: Record<string, unknown>): Record<string, unknown> {
  return shown(entry, 0) as Record<string, unknown>;
}

function shown(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value.replace(secretText, hidden);
  if (typeof value !== "object" || value === null) return value;
  if (depth > 5) return "[deeper]";
  if (value instanceof Error) return shownError(value, depth);
  if (Array.isArray(value)) return value.slice(0, 100).map((each) => shown(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      secretName.test(name) ? hidden : shown(each, depth + 1),
    ]),
  );
}

/** Of an error only what tells where and why: libraries hang requests, and with them texts of strangers, on theirs. */
function shownError(error: Error, depth: number): Record<string, unknown> {
  const { code, status, kind } = error as Error & { code?: unknown; status?: unknown; kind?: unknown };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  const plain = (each: unknown) => (typeof each === "string" || typeof each === "number" ? each : undefined);
  return {
    type: error.name,
    message: messageOf(error),
    code: plain(code),
    status: plain(status),
    kind: plain(kind),
    stack: frames.slice(0, 20).join("\n"),
    cause: error.cause === undefined ? undefined : shown(error.cause, depth + 1),
  };
}

/** The first line, for what follows may quote the text that was read; a SyntaxError quotes it in the first. */
function messageOf(error: Error): string {
  if (error instanceof SyntaxError) return "[a text that could not be read]";
  const line = error.message.split("\n", 1)[0] ?? "";
  return (shown(line.slice(0, 500), 0) as string).trim();
}
