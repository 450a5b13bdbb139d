/** The frame around every page: where one is, and as whom. */

import type { Repository } from "../world.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { icon } from "./icons.ts";
import { href, repositoryPath } from "./view.ts";
import type { Viewer } from "./view.ts";

export interface Frame {
  title: string;
  viewer: Viewer | null;
  repository: Repository | null;
  /** The address of the page, for the choice of a person. */
  url: URL;
  body: Html;
}

/** A whole document. It has no script, and loads nothing from elsewhere. */
export function document({ title, viewer, repository, url, body }: Frame): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/sandbox.css" />
        <link rel="icon" href="/sandbox.svg" />
      </head>
      <body>
        <header class="top">
          <a class="home" href="/">${icon("open")} Sandbox</a>
          ${repository === null ? null : trail(repository, viewer)}
          ${viewer === null ? null : choice(viewer, url)}
        </header>
        <main>${body}</main>
      </body>
    </html>`.text;
}

function trail(repository: Repository, viewer: Viewer | null): Html {
  const path = repositoryPath(repository);
  return html`<nav class="trail">
    <span>${repository.owner.login}</span> /
    <a href="${viewer === null ? path : href(viewer, path)}">${repository.name}</a>
  </nav>`;
}

/** A form that opens the same page as somebody else. */
function choice(viewer: Viewer, url: URL): Html {
  const kept = [...url.searchParams].filter(([name]) => name !== "as");
  return html`<form class="viewer" method="get" action="${url.pathname}">
    ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <label
      >Acting as
      <select name="as">
        ${viewer.others.map(
          (login) =>
            html`<option value="${login}" ${login === viewer.account.login ? html`selected` : null}>
              ${login}
            </option>`,
        )}
      </select></label
    >
    <button class="button plain small">Switch</button>
  </form>`;
}
