/** What GitHub answers instead of doing what was asked. */

export class Refused extends Error {
  readonly status: number;
  /** GitHub's list of what is wrong, where it sends one. */
  readonly errors: readonly unknown[] | null;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    options: { errors?: readonly unknown[]; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = "Refused";
    this.status = status;
    this.errors = options.errors ?? null;
    this.headers = options.headers ?? {};
  }
}

export function notFound(): Refused {
  return new Refused(404, "Not Found");
}

export function unprocessable(...errors: readonly unknown[]): Refused {
  return new Refused(422, "Validation Failed", { errors });
}

export function notAccessible(): Refused {
  return new Refused(403, "Resource not accessible by integration");
}
