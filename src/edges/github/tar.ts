/** Reads a tar archive as it comes: the regular files, one after the other, and never more of one than is wanted. */

export interface TarFile {
  path: string;
  size: number;
  /** Null: it has more bytes than are wanted. */
  bytes: Buffer | null;
}

const block = 512;
/** Names and their like are never this long. */
const mostNames = 1_000_000;

/** Throws where it is no tar, or ends too early. Paths come without the folder that all of them are in. */
export async function* tarFiles(stream: AsyncIterable<Buffer>, most: number): AsyncGenerator<TarFile> {
  const input = new Input(stream);
  let longName: string | null = null;
  for (;;) {
    const header = await input.take(block);
    // Two blocks of nothing end it.
    if (header.every((byte) => byte === 0)) return;
    checkSum(header);
    const size = numberAt(header, 124, 12);
    const kind = String.fromCharCode(header[156] ?? 0);
    const padding = (block - (size % block)) % block;
    if (kind === "x" || kind === "L") {
      if (size > mostNames) throw new Error("a name in the archive is too long");
      const data = await input.take(size);
      await input.skip(padding);
      longName = kind === "L" ? textOf(data) : (pathIn(data) ?? longName);
      continue;
    }
    const path: string = longName ?? nameOf(header);
    if (kind !== "g") longName = null;
    if (kind !== "0" && kind !== "\0") {
      await input.skip(size + padding);
      continue;
    }
    const wanted = size <= most;
    const bytes = wanted ? await input.take(size) : null;
    await input.skip((wanted ? 0 : size) + padding);
    yield { path: path.slice(path.indexOf("/") + 1), size, bytes };
  }
}

class Input {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = length;
    while (missing > 0) {
      if (this.#rest.length === 0) await this.#next();
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  async skip(length: number): Promise<void> {
    let left = length;
    while (left > 0) {
      if (this.#rest.length === 0) await this.#next();
      const step = Math.min(left, this.#rest.length);
      this.#rest = this.#rest.subarray(step);
      left -= step;
    }
  }

  async #next(): Promise<void> {
    const { done, value } = await this.#chunks.next();
    if (done === true) throw new Error("the archive ends too early");
    this.#rest = value;
  }
}

/** The sum of all bytes, where those of the sum itself count as spaces. */
function checkSum(header: Buffer): void {
  let sum = 0;
  for (const [at, byte] of header.entries()) sum += at >= 148 && at < 156 ? 32 : byte;
  if (sum !== numberAt(header, 148, 8)) throw new Error("it is no tar archive");
}

function nameOf(header: Buffer): string {
  const name = textOf(header.subarray(0, 100));
  const prefix = header.toString("latin1", 257, 262) === "ustar" ? textOf(header.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString("utf8", 0, end === -1 ? bytes.length : end);
}

/** Octal digits; numbers that do not fit stand in base 256. */
function numberAt(header: Buffer, at: number, length: number): number {
  if (((header[at] ?? 0) & 0x80) !== 0) throw new Error("a file in the archive is too large");
  const digits = textOf(header.subarray(at, at + length)).trim();
  if (!/^[0-7]*$/u.test(digits)) throw new Error("it is no tar archive");
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}

/** The path of a pax header: lines of `LENGTH KEY=VALUE`, where the length is in bytes. */
function pathIn(data: Buffer): string | null {
  let path: string | null = null;
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(32, at);
    const length = space === -1 ? Number.NaN : Number(data.toString("latin1", at, space));
    if (!Number.isInteger(length) || length < 1) throw new Error("it is no tar archive");
    const record = data.toString("utf8", space + 1, at + length - 1);
    if (record.startsWith("path=")) path = record.slice("path=".length);
    at += length;
  }
  return path;
}
