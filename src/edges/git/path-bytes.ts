/** File names as git stores them are bytes; here they become text that can be shown, and bytes again. */

import { isUtf8 } from "node:buffer";

/** UTF-8 as it is; of other names each byte above ASCII becomes `\351`, as git itself shows it. */
export function pathText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  return bytes.toString("latin1").replaceAll(/[\x80-\xff]/g, (byte) => `\\${byte.charCodeAt(0).toString(8)}`);
}

/** The NUL-ended fields of git's `-z` output. */
export function fields(output: Buffer): Buffer[] {
  const list: Buffer[] = [];
  for (let start = 0; start < output.length;) {
    const end = output.indexOf(0, start);
    const stop = end === -1 ? output.length : end;
    list.push(output.subarray(start, stop));
    start = stop + 1;
  }
  return list;
}
