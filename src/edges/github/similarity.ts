/** How much of a file is left in another, as git counts it: GitHub calls a file renamed that keeps half of itself, the command line asks for more. */

/** A rename keeps so much, as in `edges/git`. */
export const renameLimit = 0.7;

/** git's longest piece, in bytes. */
const pieceLimit = 64;

/** From 0 to 1: the bytes of the old text that stand in the new one, in any order, by the size of the larger. */
export function similarity(before: string, after: string): number {
  const old = Buffer.from(before);
  const fresh = Buffer.from(after);
  const largest = Math.max(old.length, fresh.length);
  if (largest === 0) return 1;
  if (Math.min(old.length, fresh.length) / largest < renameLimit) return 0;
  const pieces = piecesOf(fresh);
  let kept = 0;
  for (const [piece, size] of piecesOf(old)) kept += Math.min(size, pieces.get(piece) ?? 0);
  return kept / largest;
}

/** Lines, and parts of long ones, with the bytes that each has in all. */
function piecesOf(bytes: Buffer): Map<string, number> {
  const pieces = new Map<string, number>();
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 10 && at - start + 1 < pieceLimit && at + 1 < bytes.length) continue;
    const piece = bytes.toString("latin1", start, at + 1).replace("\r\n", "\n");
    pieces.set(piece, (pieces.get(piece) ?? 0) + piece.length);
    start = at + 1;
  }
  return pieces;
}
