/** Signs of our own, drawn small. */

import { html, Html } from "./html.ts";

const shapes = {
  success: '<circle cx="8" cy="8" r="7"/><path class="cut" d="M4.6 8.3 7 10.7l4.4-5"/>',
  failure: '<circle cx="8" cy="8" r="7"/><path class="cut" d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2"/>',
  neutral: '<circle cx="8" cy="8" r="7"/><path class="cut" d="M5 8h6"/>',
  warning: '<path d="M8 1.2 15.4 14H.6z"/><path class="cut" d="M8 6v3.6m0 1.9v.1"/>',
  notice: '<circle cx="8" cy="8" r="7"/><path class="cut" d="M8 4.6v.1M8 7.4v4"/>',
  pending: '<circle cx="8" cy="8" r="6" class="ring"/><circle cx="8" cy="8" r="2.4"/>',
  open: '<circle cx="4" cy="3.5" r="1.7" class="ring"/><circle cx="4" cy="12.5" r="1.7" class="ring"/><circle cx="12" cy="12.5" r="1.7" class="ring"/><path class="stroke" d="M4 5.4v5.2M12 10.6V6.2a2 2 0 0 0-2-2H7.6m1.8-2-2 2 2 2"/>',
  closed:
    '<circle cx="4" cy="3.5" r="1.7" class="ring"/><circle cx="4" cy="12.5" r="1.7" class="ring"/><circle cx="12" cy="12.5" r="1.7" class="ring"/><path class="stroke" d="M4 5.4v5.2M12 10.6V8m-2-5.6 4 4m0-4-4 4"/>',
  merged:
    '<circle cx="4" cy="3.5" r="1.7" class="ring"/><circle cx="4" cy="12.5" r="1.7" class="ring"/><circle cx="12" cy="8.5" r="1.7" class="ring"/><path class="stroke" d="M4 5.4v5.2m.3-5.2c.6 2 2.6 3.1 5.8 3.1"/>',
  commit: '<circle cx="8" cy="8" r="2.6" class="ring"/><path class="stroke" d="M1 8h4.2m5.6 0H15"/>',
  eye: '<path class="stroke" d="M1.5 8S4 3.7 8 3.7 14.5 8 14.5 8 12 12.3 8 12.3 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="1.9"/>',
  approved: '<path class="stroke bold" d="m3 8.4 3.2 3.2L13 4.6"/>',
  refused: '<path class="stroke bold" d="m4 4 8 8m0-8-8 8"/>',
  file: '<path class="stroke" d="M3.5 1.8h5.3l3.7 3.7v8.7h-9zM8.7 2v3.6h3.6"/>',
  comment: '<path class="stroke" d="M2 2.8h12v8.4H8L5 13.8v-2.6H2z"/>',
  "thumbs-up":
    '<path d="M1.6 7h2.700v7H1.600zM5.5 7 8.2 1.700c1.4 0 2 .9 1.7 2.200l-.5 2.300h3.500c1 0 1.7.9 1.4 1.900l-1.5 4.800c-.2.7-.8 1.1-1.5 1.100H5.500z"/>',
  "thumbs-down":
    '<path transform="matrix(1 0 0 -1 0 16)" d="M1.6 7h2.700v7H1.600zM5.5 7 8.2 1.700c1.4 0 2 .9 1.7 2.200l-.5 2.300h3.500c1 0 1.7.9 1.4 1.900l-1.5 4.800c-.2.7-.8 1.1-1.5 1.100H5.500z"/>',
  laugh:
    '<circle cx="8" cy="8" r="6.6" class="ring"/><circle cx="5.7" cy="6.2" r="1"/><circle cx="10.3" cy="6.2" r="1"/><path d="M4.3 8.800h7.400a3.8 3.8 0 0 1-7.4 0z"/>',
  hooray:
    '<path d="M1.8 14.2 4.9 6l5.1 5.100z"/><path class="stroke" d="M8 4.6 8.6 2M10.6 6l2.4-2.600M11.6 8.600l2.6-.6"/>',
  confused:
    '<circle cx="8" cy="8" r="6.6" class="ring"/><circle cx="5.7" cy="6.4" r="1"/><circle cx="10.3" cy="6.4" r="1"/><path class="stroke" d="m5.4 11.3 5.2-1.2"/>',
  heart: '<path d="M8 14.2 2.2 8.400a3.5 3.5 0 0 1 5-5l.8.8.8-.8a3.5 3.5 0 0 1 5 5z"/>',
  rocket:
    '<path d="M14.4 1.600c-4.2.2-7.2 2.3-8.9 5.800l3.1 3.100c3.5-1.7 5.6-4.7 5.8-8.900z"/><path class="stroke" d="m4.6 7.6-2.9.9 2 1.700M8.4 11.400l-.9 2.9-1.7-2"/>',
  eyes: '<ellipse cx="4.5" cy="8" rx="3.1" ry="4.6" class="ring"/><ellipse cx="11.5" cy="8" rx="3.1" ry="4.6" class="ring"/><circle cx="5.3" cy="9" r="1.7"/><circle cx="12.3" cy="9" r="1.7"/>',
} as const;

export type IconName = keyof typeof shapes;

/** One sign. With a label it is told to those who do not see it. */
export function icon(name: IconName, label?: string): Html {
  const told = label === undefined ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`;
  return html`<svg class="icon icon-${name}" viewBox="0 0 16 16" width="16" height="16" ${told}>
    ${new Html(shapes[name])}
  </svg>`;
}

/** The sign of a check's state. */
export function conclusionIcon(status: string, conclusion: string | null): Html {
  if (status !== "completed") return icon("pending", "in progress");
  if (conclusion === "success") return icon("success", "success");
  const grey = conclusion === "neutral" || conclusion === "skipped" || conclusion === "stale";
  return icon(grey ? "neutral" : "failure", conclusion ?? "no conclusion");
}

/** A round picture of an account: its first letter on a colour of its own; an App's is square. */
export function avatar(login: string, size: number): Html {
  let hue = 7;
  for (const character of login) hue = (hue * 31 + (character.codePointAt(0) ?? 0)) % 360;
  const round = login.endsWith("[bot]") ? 6 : 16;
  return html`<svg class="avatar" viewBox="0 0 32 32" width="${size}" height="${size}" aria-hidden="true">
    <rect width="32" height="32" rx="${round}" fill="hsl(${hue} 38% 45%)" />
    <text x="16" y="22" text-anchor="middle">${login.charAt(0).toUpperCase()}</text>
  </svg>`;
}
