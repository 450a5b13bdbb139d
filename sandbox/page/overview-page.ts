/** The first page, and the page of a repository: its pull requests. */

import type { PullRequest, Repository } from "../world.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { icon } from "./icons.ts";
import { plain } from "./parts.ts";
import { repositoryPath } from "./view.ts";

export function overviewPage(repositories: readonly Repository[]): Html {
  return html`<div class="overview">
    ${repositories.length === 0 ? html`<p class="empty">There is no repository yet.</p>` : null}
    ${repositories.map(showRepository)}
  </div>`;
}

function showRepository(repository: Repository): Html {
  const path = repositoryPath(repository);
  const pulls = [...repository.pullRequests.values()].toReversed();
  return html`<section class="box repository">
    <header>
      <h2><a href="${path}">${repository.owner.login}/${repository.name}</a></h2>
      ${repository.private ? html`<span class="badge">private</span>` : null}
      ${repository.archived ? html`<span class="badge">archived</span>` : null}
      ${
        repository.parent === null
          ? null
          : html`<span class="quiet"
              >fork of ${repository.parent.owner.login}/${repository.parent.name}</span
            >`
      }
    </header>
    ${pulls.length === 0 ? html`<p class="empty">No pull requests.</p>` : null}
    <ul>
      ${pulls.map((pull) => showPull(path, pull))}
    </ul>
  </section>`;
}

function showPull(path: string, pull: PullRequest): Html {
  return html`<li>
    ${icon(pull.state, pull.state)} <a href="${path}/pull/${pull.number}">${plain(pull.title)}</a>
    <span class="quiet">#${pull.number} by ${pull.author.login}</span>
  </li>`;
}
