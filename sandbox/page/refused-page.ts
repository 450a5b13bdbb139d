/** What a person sees when GitHub does not do what was clicked. */

import type { Refused } from "../refused.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { icon } from "./icons.ts";
import { plain } from "./parts.ts";

export function refusedPage({ message, errors }: Refused): Html {
  const details = (errors ?? []).map((error) => (typeof error === "string" ? error : JSON.stringify(error)));
  return html`<section class="empty">
    <h1>${icon("failure")} ${plain(message)}</h1>
    ${details.map((detail) => html`<p>${plain(detail)}</p>`)}
    <p>Nothing was changed. Go back to try again.</p>
  </section>`;
}
