/** Who may register the App: whoever sits at this machine, or holds the link from the terminal. Never the first visitor. */

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

import { redirect, text, type Answer } from "./answer.ts";

const cookieName = "lockstep_setup";

export interface SetupGuard {
  /** The path of the page, with the token where one is needed. */
  path: string;
  /** Null: the request may pass. */
  refusal(request: IncomingMessage): Answer | null;
  /** The headers that let the browser of a request that may pass come back. */
  welcome(request: IncomingMessage): Readonly<Record<string, string>>;
  /** What a form must send along. */
  formKey: string;
  isFormKey(given: string | null): boolean;
  /** Something for GitHub to send back, good for one use. */
  newState(): string;
  takeState(given: string | null): boolean;
}

/** `local`: the server listens on this machine only. */
export function setupGuard({ local, port }: { local: boolean; port: number }): SetupGuard {
  const session = secret();
  const formKey = secret();
  const token = secret();
  let tokenUsed = false;
  const states: string[] = [];
  const names = new Set(
    ["127.0.0.1", "localhost", "[::1]"].flatMap((name) =>
      port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
    ),
  );
  const isKnown = (request: IncomingMessage) => same(cookieOf(request), session);
  const welcome = (request: IncomingMessage) => {
    const secure = schemeOf(request) === "https" ? "; Secure" : "";
    // GitHub sends the browser back, so that it must be Lax.
    return { "set-cookie": `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Lax${secure}` };
  };

  return {
    path: local ? "/" : `/?token=${token}`,
    refusal(request) {
      if (local) {
        // A page of a stranger whose name was pointed to this machine has that name here.
        if (names.has((request.headers.host ?? "").toLowerCase())) return null;
        return text(403, `Open http://127.0.0.1:${port}/ on this machine.`);
      }
      if (isKnown(request)) return null;
      const given = parametersOf(request).get("token");
      if (given === null) return text(403, "Open the link that Lockstep printed where it was started.");
      if (request.method !== "GET" || !same(given, token)) return text(403, "This is not the link.");
      if (tokenUsed) return text(403, "This link was used before. Start Lockstep again to get another.");
      tokenUsed = true;
      return redirect("/", welcome(request));
    },
    welcome,
    formKey,
    isFormKey: (given) => same(given, formKey),
    newState() {
      const state = secret();
      states.push(state);
      if (states.length > 20) states.shift();
      return state;
    },
    takeState(given) {
      const found = states.findIndex((state) => same(given, state));
      if (found >= 0) states.splice(found, 1);
      return found >= 0;
    },
  };
}

/** Behind a proxy, the browser's. */
export function schemeOf(request: IncomingMessage): "http" | "https" {
  const said = String(request.headers["x-forwarded-proto"] ?? "").split(",", 1)[0];
  return said?.trim() === "https" ? "https" : "http";
}

export function parametersOf(request: IncomingMessage): URLSearchParams {
  const [, query = ""] = (request.url ?? "").split(/\?(.*)/su);
  return new URLSearchParams(query);
}

function cookieOf(request: IncomingMessage): string | null {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [name, value] = pair.trim().split("=", 2);
    if (name === cookieName) return value ?? null;
  }
  return null;
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}

/** Takes as long whatever differs. */
function same(given: string | null, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return given !== null && timingSafeEqual(digest(given), digest(wanted));
}
