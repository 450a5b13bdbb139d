/** The names under which readers of notes and settings report, so that a policy can name them. */

export const readerRules: readonly { name: string; summary: string }[] = [
  { name: "note-id-is-unique", summary: "No two notes have the same id." },
  { name: "note-is-found", summary: "A note lies where reno finds it, in a `.yaml` file." },
  { name: "note-is-mapping", summary: "A note is a mapping of sections." },
  { name: "note-is-not-template", summary: "A note is not the untouched template." },
  { name: "note-is-yaml", summary: "A note is YAML that can be read." },
  { name: "note-items-are-text", summary: "Every item of a note is text." },
  { name: "note-keys-are-unique", summary: "No section of a note stands twice." },
  { name: "note-label-is-known", summary: "A label in a note is one of the five." },
  { name: "note-list-prints", summary: "A list in a note has an empty line before it." },
  { name: "note-markup-is-rst", summary: "A note is written in the markup that prints it." },
  { name: "note-name-has-id", summary: "A note's file name ends with 16 hex digits." },
  { name: "note-reads-alike", summary: "A note reads the same to reno as to YAML 1.2." },
  { name: "note-section-is-known", summary: "A note has only sections that reno knows." },
  { name: "note-section-says-something", summary: "No section of a note is empty." },
  { name: "note-section-stands-once", summary: "Each of the five sections stands once." },
  { name: "note-text-is-kept", summary: "No text of a note is lost by its quoting." },
  { name: "policy-is-sound", summary: "The policy can be read, and says only what is known." },
  { name: "reno-config-is-read", summary: "reno's configuration can be read." },
];
