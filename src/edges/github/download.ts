/** Asks for a file of bytes and hands over what comes as it comes: never kept whole, never unpacked on disk. */

import type { IncomingMessage } from "node:http";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";

export interface Download {
  status: number;
  headers: IncomingMessage["headers"];
  body: IncomingMessage;
}

/** GitHub sends it from another address, which it names. */
const mostMoves = 3;

/** Only the first address gets the token: the one that it leads to has a right of its own. Rejects when there is no answer. */
export async function download(
  address: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Download> {
  let at = new URL(address);
  let sent = headers;
  for (let moves = 0; ; moves++) {
    const body = await ask(at, sent, signal);
    const { statusCode = 0, headers: given } = body;
    const { location } = given;
    if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined || moves === mostMoves)
      return { status: statusCode, headers: given, body };
    body.destroy();
    at = new URL(location, at);
    const { authorization: _, ...others } = sent;
    sent = others;
  }
}

function ask(at: URL, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
  if (at.protocol !== "https:" && at.protocol !== "http:")
    throw new TypeError(`no request to ${at.protocol}`);
  const send = at.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(at, { headers, signal }, resolve);
    request.on("error", (cause) => reject(signal.aborted ? (signal.reason as Error) : cause));
    request.end();
  });
}
