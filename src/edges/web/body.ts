/** Reads the body of a request, up to a limit. */

import type { IncomingMessage } from "node:http";

/** GitHub never sends more: a delivery above 25 MB is dropped on its side. */
export const deliveryLimit = 25 * 1024 * 1024;

/** Bodies that are held at the same time, so that strangers cannot fill the memory: nothing is known of a sender before all of it is there. */
const heldLimit = 4 * deliveryLimit;
/** Nearly all deliveries are smaller: these have room of their own, that a few large bodies cannot take from them. */
const usualSize = 512 * 1024;
const roomForUsual = 4 * deliveryLimit;
let held = 0;

export type BodyResult = { body: Buffer } | { status: 413 | 503 };

/** Rejects when the sender goes away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<BodyResult> {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > limit) return { status: 413 };
  const chunks: Buffer[] = [];
  // The answer needs the connection that the rest is still coming on.
  const coming = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  let size = 0;
  try {
    for await (const chunk of coming) {
      size += chunk.length;
      held += chunk.length;
      if (size > limit) return { status: 413 };
      if (held > heldLimit + (size > usualSize ? 0 : roomForUsual)) return { status: 503 };
      chunks.push(chunk);
    }
    return { body: Buffer.concat(chunks) };
  } finally {
    held -= size;
  }
}
