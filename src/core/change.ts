/** The content of a file of a proposed change. */

/** The text of a file, or why there is none: it is binary, too large, or was not to be had. */
export type Content = { text: string } | { unread: string };
