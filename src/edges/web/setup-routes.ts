/** The first run: a browser registers the App on GitHub, and its credentials come back here. */

import type { IncomingMessage } from "node:http";

import { UserError } from "../../core/errors.ts";
import type { Logger } from "../log.ts";
import { redirect, text, type Answer } from "./answer.ts";
import { readBody } from "./body.ts";
import type { Handler } from "./http-server.ts";
import { pathOf, webhookPath } from "./routes.ts";
import { parametersOf, schemeOf, type SetupGuard } from "./setup-guard.ts";
import { firstPage, secondPage, troublePage, type Registration, type SetupForm } from "./setup-pages.ts";

/** What the App is registered with. */
export interface Wanted {
  /** The page of this server that others see. */
  home: string;
  webhook: string;
  created: string;
  organisation: string | null;
  write: boolean;
  state: string;
}

export interface Setup {
  guard: SetupGuard;
  log: Logger;
  registration(wanted: Wanted): Registration;
  /** GitHub's code becomes credentials, these are kept, and the service begins. Throws a UserError. */
  finish(code: string): Promise<void>;
}

const emptyForm: SetupForm = { address: "", organisation: "", write: false };
const formLimit = 16 * 1024;

export function setupRoutes(setup: Setup): Handler {
  let finishing = false;

  async function created(request: IncomingMessage): Promise<Answer> {
    const parameters = parametersOf(request);
    const code = parameters.get("code");
    if (!setup.guard.takeState(parameters.get("state"))) {
      return text(403, "This registration was not begun here, or is finished. Begin at /.");
    }
    if (code === null || !/^[\w-]{1,200}$/u.test(code)) return text(400, "GitHub sent no code. Begin at /.");
    if (finishing) return text(409, "Another registration is being finished.");
    finishing = true;
    try {
      await setup.finish(code);
      return redirect("/");
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      setup.log.error({ err: error }, "the App was not registered");
      return troublePage(error.message);
    } finally {
      finishing = false;
    }
  }

  return async (request) => {
    const path = pathOf(request);
    if (path === "/healthz") return text(200, "ok");
    if (path === "/readyz" || path === webhookPath) {
      return text(503, "The App is not registered yet. Lockstep says where to, where it was started.");
    }
    const refusal = setup.guard.refusal(request);
    if (refusal !== null) return refusal;
    const asked = `${request.method} ${path}`;
    if (asked === "GET /") {
      const answer = firstPage(emptyForm, setup.guard.formKey, null);
      return { ...answer, headers: { ...answer.headers, ...setup.guard.welcome(request) } };
    }
    if (asked === "POST /setup") return await chosen(request, setup);
    if (asked === "GET /setup/created") return await created(request);
    return text(404, "There is nothing here.");
  };
}

async function chosen(request: IncomingMessage, setup: Setup): Promise<Answer> {
  const site = request.headers["sec-fetch-site"];
  const read = await readBody(request, formLimit);
  if ("status" in read) return text(read.status, "Too much.");
  const given = new URLSearchParams(read.body.toString("utf8"));
  const known = site === undefined || site === "same-origin" || site === "none";
  if (!known || !setup.guard.isFormKey(given.get("key"))) {
    return text(403, "This form was not made here. Begin at /.");
  }
  const form = {
    address: (given.get("address") ?? "").trim(),
    organisation: (given.get("organisation") ?? "").trim(),
    write: given.get("write") === "yes",
  };
  const wrong = wrongWith(form);
  if (wrong !== null) return firstPage(form, setup.guard.formKey, wrong);
  const home = form.address.replace(/\/+$/u, "");
  return secondPage(
    setup.registration({
      home,
      webhook: `${home}${webhookPath}`,
      created: `${schemeOf(request)}://${request.headers.host}/setup/created`,
      organisation: form.organisation === "" ? null : form.organisation,
      write: form.write,
      state: setup.guard.newState(),
    }),
  );
}

function wrongWith({ address, organisation }: SetupForm): string | null {
  const url = URL.parse(address);
  const plain = url !== null && /^https?:$/u.test(url.protocol) && url.username === "" && url.password === "";
  if (!plain || url.search !== "" || url.hash !== "") {
    return "The address must be one like https://lockstep.example.com, with nothing behind it.";
  }
  if (organisation !== "" && !/^[a-z\d](?:[a-z\d-]{0,38})$/iu.test(organisation)) {
    return "An organisation's name has letters, digits and hyphens only, as in its address on GitHub.";
  }
  return null;
}
