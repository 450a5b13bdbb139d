/** The page to which a manifest is posted: registers the App and sends the browser back with a code. */

import { createAppFromManifest } from "./people/apps.ts";
import type { Manifest } from "./people/apps.ts";
import type { PageAnswer, Sandbox } from "./sandbox.ts";
import { accountOf } from "./state/accounts.ts";
import type { Account } from "./world.ts";

/** Null: it is another page. `as` names who is logged in; the first person by default. Where GitHub asks once more, the sandbox goes on. */
export function registerApp(sandbox: Sandbox, url: URL, form: URLSearchParams | null): PageAnswer | null {
  const match = /^\/(?:organizations\/([^/]+)\/)?settings\/apps\/new$/u.exec(url.pathname);
  if (match === null || form === null) return null;
  const [, organisation] = match;
  const owner = accountOf(sandbox.world, organisation ?? url.searchParams.get("as") ?? firstPerson(sandbox));
  const manifest = manifestOf(form.get("manifest"));
  if (owner === null || manifest?.redirect_url === undefined) return refused(owner);
  const { code } = createAppFromManifest(sandbox, owner, manifest);
  const back = new URL(manifest.redirect_url);
  back.searchParams.set("code", code);
  const state = url.searchParams.get("state");
  if (state !== null) back.searchParams.set("state", state);
  return { status: 302, type: "text/plain", body: "", headers: { location: back.href } };
}

function manifestOf(text: string | null): (Manifest & { redirect_url?: string }) | null {
  try {
    return JSON.parse(text ?? "") as Manifest;
  } catch {
    return null;
  }
}

function firstPerson(sandbox: Sandbox): string {
  const people = [...sandbox.world.accounts.values()];
  return people.find(({ type }) => type === "User")?.login ?? "";
}

function refused(owner: Account | null): PageAnswer {
  const body = owner === null ? "Not Found" : "Invalid GitHub App configuration";
  return { status: owner === null ? 404 : 422, type: "text/plain", body };
}
