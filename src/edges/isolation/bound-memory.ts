/** Bounds the memory of WebAssembly in this thread: a worker's own limits count its JavaScript heap only. */

/** What is used of `WebAssembly.Memory`; the compiler's library has it among the browser's things only. */
interface WasmMemory {
  buffer: ArrayBuffer;
  grow(pages: number): number;
}

const page = 65_536;

let refusals = 0;

/** How often a parser asked for more than it may have. After the first it should serve no other file. */
export function memoryRefusals(): number {
  return refusals;
}

/**
 * From now on no memory of WebAssembly in this thread grows beyond so many bytes. The parsers grow through
 * `WebAssembly.Memory.grow`, and take a failure as they would where the machine has no more. What they have from the start
 * (128 MB for SQL, 32 MB for Python, of which only what is touched is real) is not bounded by this.
 */
export function boundWasmMemory(limit: number): void {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } };
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function bounded(this: WasmMemory, pages: number): number {
    if (this.buffer.byteLength + pages * page > limit) {
      refusals++;
      throw new RangeError("no more memory for this parser");
    }
    return grow.call(this, pages);
  };
}
