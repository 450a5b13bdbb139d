/** A PostgreSQL server as the queue's database, and the words for what is wrong with it. */

import { UserError } from "../../core/errors.ts";

/** Refuses what is no address of a PostgreSQL. */
export function checkAddress(databaseUrl: string): void {
  if (/^(?:postgres|postgresql|socket):/u.test(databaseUrl)) return;
  throw new UserError(
    "DATABASE_URL is no address of a PostgreSQL: it begins with postgres://, as in postgres://user:password@host:5432/name.",
  );
}

/** What a person can do about an error of the first connection; null: it is no matter of the connection. */
export function connectionTrouble(cause: unknown): UserError | null {
  const { code, address, port, hostname, message } = causeOf(cause);
  const where = [address ?? hostname, port].filter((part) => part !== undefined).join(":");
  const at = where === "" ? "" : ` at ${where}`;
  const words = wordsFor(code ?? "", message, at);
  return words === null ? null : new UserError(words, { cause });
}

interface Trouble {
  code?: string;
  address?: string;
  port?: number;
  hostname?: string;
  message: string;
}

/** Node tries every address of a host, and gathers the errors. */
function causeOf(cause: unknown): Trouble {
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  return first as Trouble;
}

function wordsFor(code: string, message: string, at: string): string | null {
  const unreachable = /^E[A-Z_]+$/u.test(code) || /timeout|terminated/iu.test(message);
  if (unreachable) {
    const why = code === "" ? "it does not answer" : code;
    return `The PostgreSQL of DATABASE_URL cannot be reached${at} (${why}). Start it, or correct DATABASE_URL.`;
  }
  // SQLSTATE classes: PostgreSQL's manual, appendix A.
  if (code.startsWith("28")) {
    return "The PostgreSQL of DATABASE_URL refuses the user or the password. Correct DATABASE_URL.";
  }
  if (code === "3D000") {
    return "The PostgreSQL of DATABASE_URL has no database of that name. Create it, or correct DATABASE_URL.";
  }
  if (code === "42501") {
    return "The user of DATABASE_URL may not create what the queue needs. Let it: GRANT CREATE ON DATABASE name TO user.";
  }
  if (code.startsWith("57") || code.startsWith("53")) {
    return `The PostgreSQL of DATABASE_URL takes no connection (${code}): it is starting, stopping, or full. Try again when it is up.`;
  }
  if (/SSL|certificate/iu.test(message)) {
    return "The PostgreSQL of DATABASE_URL and this process do not agree on encryption. Correct sslmode in DATABASE_URL.";
  }
  return null;
}
