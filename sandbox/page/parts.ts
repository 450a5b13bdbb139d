/** Small pieces that several pages show. */

import { createHash } from "node:crypto";

import type { Account } from "../world.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { nameOf, splitHidden } from "./marks.ts";

/** Text as it is, with the characters that cannot be seen made visible. */
export function plain(text: string): Html {
  return html`${splitHidden(text).map((piece) =>
    piece.hidden ? html`<span class="hidden-character">${nameOf(piece.text)}</span>` : piece.text,
  )}`;
}

/** A path that may break after its slashes. */
export function breakable(path: string): Html {
  const parts = path.split("/");
  return html`${parts.map((part, index) => [plain(part), index < parts.length - 1 ? html`/<wbr />` : null])}`;
}

/** Who: an App's bot goes by the App's name. */
export function person(account: Account): Html {
  const name = html`<strong class="person">${nameOfAccount(account)}</strong>`;
  return account.type === "Bot" ? html`${name} <span class="badge">bot</span>` : name;
}

export function nameOfAccount({ login, type }: Account): string {
  return type === "Bot" ? login.replace(/\[bot\]$/u, "") : login;
}

/** When, in UTC. */
export function moment(date: Date): Html {
  const iso = date.toISOString();
  const [day = "", time = ""] = iso.split("T");
  return html`<time datetime="${iso}">${day} ${time.slice(0, 5)}</time>`;
}

/** `1 file`, `2 files`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/** The anchor of a file in the diff, and of a line of it. */
export function anchorOf(path: string, line?: { side: "LEFT" | "RIGHT"; number: number }): string {
  const file = `diff-${createHash("sha256").update(path).digest("hex")}`;
  return line === undefined ? file : `${file}${line.side === "RIGHT" ? "R" : "L"}${line.number}`;
}

/** A form of one button. */
export function button(action: string, label: string, kind: "main" | "plain", title = ""): Html {
  return html`<form class="one-button" method="post" action="${action}">
    <button class="button ${kind}" title="${title}">${label}</button>
  </form>`;
}
