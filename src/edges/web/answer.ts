/** What a request is answered with. */

export interface Answer {
  status: number;
  /** `text/plain` unless it says otherwise. */
  type?: string;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

export function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body: `${body}\n`, headers };
}

export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return text(303, "See elsewhere.", { ...headers, location });
}

/** Said with every answer: nothing is kept, framed, guessed or passed on. */
export const caution: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "content-security-policy":
    "default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'",
};
