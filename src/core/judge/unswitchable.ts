/** The rules that no policy turns off or down: what is unread and what will fail. */

export const unswitchable: readonly string[] = [
  "everything-is-read",
  "engine-accepts",
  "settings-are-sound",
  "policy-is-sound",
];
