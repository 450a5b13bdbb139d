/** The last step of registering an App: GitHub's code becomes the App's credentials, once. */

import { ProbotOctokit } from "probot";

import { UserError } from "../../core/errors.ts";
import type { Logger } from "../log.ts";
import type { Credentials } from "../settings/settings.ts";
import { readPrivateKey } from "../settings/private-key.ts";
import { fields, idOf, textOf } from "./payload.ts";
import { quietLog } from "./quiet-log.ts";

/** Throws a UserError when GitHub does not give them. Nothing of the answer is in any message. */
export async function convertCode(api: string, code: string, log: Logger): Promise<Credentials> {
  const octokit = new ProbotOctokit({ baseUrl: api, log: quietLog(log), throttle: { enabled: false } });
  let data: unknown;
  try {
    // Not tried again: a code is good for one use.
    const answer = await octokit.request("POST /app-manifests/{code}/conversions", {
      code,
      request: { retries: 0, signal: AbortSignal.timeout(20_000) },
    });
    data = answer.data;
  } catch (error) {
    const { status } = error as { status?: number };
    log.warn({ status }, "GitHub did not give the credentials of the new App");
    throw new UserError(
      status === 404 || status === 422
        ? "GitHub does not know this code any more: it holds for one hour and for one use. Start again; an App that was registered before can be deleted in your GitHub settings."
        : `GitHub did not answer as it should (${status ?? "no connection"}). The App is registered, but its credentials could not be fetched: delete it in your GitHub settings, and start again.`,
    );
  }
  const told = fields(data);
  const appId = idOf(told["id"]);
  const pem = typeof told["pem"] === "string" ? told["pem"] : null;
  const webhookSecret = textOf(told["webhook_secret"]);
  if (appId === null || pem === null || webhookSecret === null) {
    throw new UserError(
      "GitHub registered the App, but did not give all of its credentials. Delete it in your GitHub settings, and start again.",
    );
  }
  return { appId, privateKey: await readPrivateKey(pem, null), webhookSecret };
}
