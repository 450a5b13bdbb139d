/** Colours as functions, so that rendering stays pure: the caller says whether there are any. */

export interface Paint {
  bad: (text: string) => string;
  warn: (text: string) => string;
  good: (text: string) => string;
  strong: (text: string) => string;
  faint: (text: string) => string;
}

const same = (text: string) => text;

/** No colours at all. */
export const plain: Paint = { bad: same, warn: same, good: same, strong: same, faint: same };

/** The colours of a terminal. They go around text that is visible already. */
export const coloured: Paint = {
  bad: (text) => `\u001B[31m${text}\u001B[39m`,
  warn: (text) => `\u001B[33m${text}\u001B[39m`,
  good: (text) => `\u001B[32m${text}\u001B[39m`,
  strong: (text) => `\u001B[1m${text}\u001B[22m`,
  faint: (text) => `\u001B[2m${text}\u001B[22m`,
};
