/** Verifies the JWT by which an App says who it is, in GitHub's words where it is wrong. */

import { verify } from "node:crypto";

import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { App } from "../world.ts";
import { clientId } from "../payloads/app.ts";

interface Claims {
  iat: number;
  exp: number;
  iss: string;
}

const undecodable = "A JSON web token could not be decoded";

export function appOfJwt(sandbox: Sandbox, jwt: string): App {
  const [header = "", payload = "", signature = ""] = jwt.split(".");
  const algorithm = part(header)["alg"];
  if (algorithm !== "RS256") throw new Refused(401, undecodable);
  const claims = claimsOf(part(payload));
  const app = sandbox.world.apps.find(
    (candidate) => String(candidate.id) === claims.iss || clientId(candidate) === claims.iss,
  );
  if (app === undefined) throw new Refused(404, "Integration not found");
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify("RSA-SHA256", signed, app.publicKey, Buffer.from(signature, "base64url"))) {
    throw new Refused(401, undecodable);
  }
  checkTimes(sandbox, claims);
  return app;
}

function checkTimes({ clock, limits }: Sandbox, { iat, exp }: Claims): void {
  const now = Math.floor(clock.now() / 1000);
  if (iat > now + limits.jwtSkew) {
    const words =
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    throw new Refused(401, words);
  }
  if (exp <= now) {
    const words =
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
    throw new Refused(401, words);
  }
  if (exp > now + limits.jwtLife + limits.jwtSkew) {
    throw new Refused(401, "'Expiration time' claim ('exp') is too far in the future");
  }
}

function claimsOf(payload: Record<string, unknown>): Claims {
  const { iat, exp, iss } = payload;
  if (typeof iat !== "number") throw new Refused(401, "Missing 'issued at' claim ('iat') in assertion");
  if (typeof exp !== "number") throw new Refused(401, "Missing 'expiration time' claim ('exp') in assertion");
  if (typeof iss !== "string" && typeof iss !== "number") {
    throw new Refused(401, "Missing 'issuer' claim ('iss') in assertion");
  }
  return { iat, exp, iss: String(iss) };
}

function part(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new Refused(401, undecodable);
}
