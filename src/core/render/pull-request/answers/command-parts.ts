/** The parts of a standing command in one form. */

export interface CommandParts {
  verb: "exempt" | "revoke" | "waive";
  /** What it names; empty: what its thread is about. */
  aim: string;
  /** ` until ... because ...`. */
  tail: string;
  /** Its end is missing, so nobody can paste it. */
  cut: boolean;
}

/** In characters: what is as long was cut when it was read. */
const longest = 300;

export function commandParts(text: string): CommandParts {
  const [, verb = "exempt", rest = ""] = /^\/lockstep (exempt|revoke|waive)\b(.*)$/isu.exec(text) ?? [];
  const at = rest.search(/ (?:until|because)\b/iu);
  return {
    verb: verb.toLowerCase() as CommandParts["verb"],
    aim: (at === -1 ? rest : rest.slice(0, at)).trim(),
    tail: at === -1 ? "" : rest.slice(at),
    cut: text.length >= longest,
  };
}
