/** The App as it is registered: `app.yml`, or `app.write.yml`, with the addresses of this server. */

import { readFile } from "node:fs/promises";

import { load } from "js-yaml";

import type { GitHubPlace } from "../settings/settings.ts";
import { fields, items, textOf } from "./payload.ts";

/** `write`: with the right to write to branches. */
export type ManifestName = "app" | "app.write";

export interface AppManifest {
  name: string;
  description: string;
  public: boolean;
  default_permissions: Readonly<Record<string, string>>;
  default_events: readonly string[];
}

/** Where this server is, as GitHub and the browser of whoever registers the App see it. */
export interface ServerPlace {
  /** The page that the App links to. */
  home: string;
  /** Where GitHub delivers to. */
  webhook: string;
  /** Where GitHub sends the browser when the App is registered. */
  created: string;
}

/** `root`: the folder of the package, where the manifests are. */
export async function readManifest(root: URL, name: ManifestName): Promise<AppManifest> {
  const said = fields(load(await readFile(new URL(`${name}.yml`, root), "utf8")));
  const permissions = Object.entries(fields(said["default_permissions"]));
  return {
    name: textOf(said["name"]) ?? "Lockstep",
    description: textOf(said["description"]) ?? "",
    public: said["public"] === true,
    default_permissions: Object.fromEntries(permissions.map(([key, value]) => [key, String(value)])),
    default_events: items(said["default_events"]).map(String),
  };
}

/** What is posted to GitHub, in a field of that name. */
export function manifestText(manifest: AppManifest, place: ServerPlace): string {
  return JSON.stringify({
    ...manifest,
    url: place.home,
    hook_attributes: { url: place.webhook, active: true },
    redirect_url: place.created,
  });
}

/** Where it is posted to. `organisation`: the account that will own the App; null: the person. */
export function registrationUrl(github: GitHubPlace, organisation: string | null, state: string): string {
  const owner = organisation === null ? "" : `/organizations/${encodeURIComponent(organisation)}`;
  return `${github.web}${owner}/settings/apps/new?state=${encodeURIComponent(state)}`;
}
