/** What YAML says of the engine of a project: settings of Rails, and the services that are composed for it. */

import { constructFromEvents } from "js-yaml";

import { readYaml } from "../../yaml/yaml-tree.ts";
import { voicesOf } from "./drivers.ts";
import type { Voice } from "./drivers.ts";

const mostAliases = 100;

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function yamlOf(text: string): unknown {
  const reading = readYaml(text);
  if ("reason" in reading) return null;
  try {
    return constructFromEvents(reading.events, { source: text, maxAliases: mostAliases })[0];
  } catch {
    return null;
  }
}

/** The production's adapter, where it is said; ERB is no part of it. */
export function adaptersIn(text: string): Voice[] {
  const value = yamlOf(text.replaceAll(/<%[^%]*(?:%(?!>)[^%]*)*%>/gu, ""));
  if (!isMapping(value)) return [];
  const production = spoken(value["production"], 0);
  const shared = spoken(value["default"], 0);
  const found = [production, shared, spoken(value, 0)].find(({ length }) => length > 0) ?? [];
  return voicesOf("adapter", found);
}

/** `adapter: mysql2`, `url: mysql2://host/db`. */
function spoken(value: unknown, depth: number): string[] {
  if (!isMapping(value) || depth > 3) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== "string") return spoken(inner, depth + 1);
    if (key === "adapter") return [inner];
    return key === "url" ? (/^\w+(?=:)/u.exec(inner) ?? []).slice(0, 1) : [];
  });
}

/** `image: mysql:8`, `image: docker.io/library/mariadb@sha256:...`. */
export function imagesIn(text: string): Voice[] {
  const value = yamlOf(text);
  const services = isMapping(value) ? value["services"] : null;
  if (!isMapping(services)) return [];
  const images = Object.values(services).flatMap((service) => {
    const image = isMapping(service) ? service["image"] : null;
    return typeof image === "string" ? image.slice(image.lastIndexOf("/") + 1).split(/[:@]/u, 1) : [];
  });
  return voicesOf("image", images);
}
