/** The two pages of the first run: where this server is, and what will be registered. */

import type { Answer } from "./answer.ts";
import { html, page } from "./html.ts";
import { webhookPath } from "./routes.ts";

/** What a person fills in. */
export interface SetupForm {
  /** Where GitHub reaches this server. */
  address: string;
  /** The organisation that will own the App; empty: the person. */
  organisation: string;
  /** With the right to write to branches. */
  write: boolean;
}

/** What GitHub is asked to register. */
export interface Registration {
  /** Where the form is posted to, and the text in its field `manifest`. */
  action: string;
  manifest: string;
  permissions: readonly (readonly [name: string, level: string])[];
  events: readonly string[];
}

export function firstPage(form: SetupForm, formKey: string, wrong: string | null): Answer {
  const problem = wrong === null ? html`` : html`<p class="wrong">${wrong}</p>`;
  return page(
    wrong === null ? 200 : 400,
    "Register Lockstep on GitHub",
    html`<p>
        Lockstep needs a GitHub App of your own. GitHub registers it in three clicks, and gives its key to
        this server only, which keeps it in <code>.env</code>.
      </p>
      ${problem}
      <form method="post" action="/setup">
        <input type="hidden" name="key" value="${formKey}" />
        <label for="address">Where GitHub reaches this server</label>
        <input
          id="address"
          name="address"
          value="${form.address}"
          placeholder="https://lockstep.example.com"
          required
        />
        <p class="note">
          GitHub delivers to <code>${webhookPath}</code> there. On a machine that cannot be reached from
          outside, use the address of a tunnel; it can be changed later in the settings of the App.
        </p>
        <label for="organisation">Organisation that owns the App (empty: your own account)</label>
        <input id="organisation" name="organisation" value="${form.organisation}" />
        <p>
          <label>
            <input type="checkbox" name="write" value="yes" ${{ markup: form.write ? "checked" : "" }} />
            May also write to branches
          </label>
          <span class="note"
            >to resolve fixed review threads, and to commit drafted notes when somebody asks for it.</span
          >
        </p>
        <button>Continue</button>
      </form>
      <p class="note">
        You have an App already? Set <code>APP_ID</code>, <code>PRIVATE_KEY_PATH</code> and
        <code>WEBHOOK_SECRET</code> in <code>.env</code>, and start Lockstep again.
      </p>`,
  );
}

export function secondPage({ action, manifest, permissions, events }: Registration): Answer {
  return page(
    200,
    "Register Lockstep on GitHub",
    html`<p>GitHub shows the name of the App, which you can change, and then sends you back here.</p>
      <table>
        <tr>
          <th>Permission</th>
          <th></th>
        </tr>
        ${permissions.map(
          ([name, level]) =>
            html`<tr>
              <td>${name}</td>
              <td>${level}</td>
            </tr>`,
        )}
      </table>
      <p class="note">Events: ${events.join(", ")}. The README says what each is for.</p>
      <form method="post" action="${action}">
        <input type="hidden" name="manifest" value="${manifest}" />
        <button>Register on GitHub</button>
      </form>`,
    // A single sign-on may stand in between.
    [new URL(action).origin, "https:"],
  );
}

export function troublePage(words: string): Answer {
  return page(
    502,
    "The App was not registered",
    html`<p class="wrong">${words}</p>
      <p><a href="/">Start again</a></p>`,
  );
}
