/** Follows the blocks of a stored program, so that the semicolons inside it end no statement. */

/** `perhaps`: an IF or REPEAT that may be a function; `until`: a REPEAT behind its UNTIL. */
type Block = "begin" | "case" | "if" | "loop" | "until" | "perhaps";

const PROGRAMS = new Set(["PROCEDURE", "FUNCTION", "TRIGGER", "EVENT"]);
const ENDED = new Set(["IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR"]);
/** Behind these words a statement of the body begins. */
const STARTS = new Set([
  ";",
  ":",
  "BEGIN",
  "ATOMIC",
  "THEN",
  "ELSE",
  "DO",
  "LOOP",
  "REPEAT",
  "ROW",
  ")",
  "DETERMINISTIC",
  "DATA",
  "SQL",
  "INVOKER",
  "DEFINER",
]);
const BEHIND = new Set([";", "BEGIN", "THEN", "ELSE", "DO", "LOOP"]);
/** So deep no program nests; a text that does is not followed further. */
const DEEPEST = 10_000;

export class Blocks {
  readonly #words: string[] = [];
  readonly #open: Block[] = [];
  readonly #sqlite: boolean;
  #previous = "";
  /** The statement can hold a body: it makes a stored program, or is a block itself. */
  #program: boolean | null = null;

  constructor(sqlite: boolean) {
    this.#sqlite = sqlite;
  }

  /** A word or symbol of the statement, in upper case. */
  take(token: string): void {
    if (this.#program === null) this.#decide(token);
    if (this.#program === true) this.#follow(token);
    this.#previous = token;
  }

  /** Whether a semicolon here ends the statement. */
  endsAtSemicolon(): boolean {
    while (this.#open.at(-1) === "perhaps") this.#open.pop();
    this.#previous = ";";
    return this.#open.length === 0;
  }

  /** A block is open: where the text ends, its end is missing. */
  get isOpen(): boolean {
    return this.#open.some((block) => block !== "perhaps");
  }

  /** The first words say what the statement is. */
  #decide(token: string): void {
    const words = this.#words;
    if (words.length < 24) words.push(token);
    const [first, second] = words;
    if (first === "BEGIN") {
      // MariaDB runs blocks outside of programs; BEGIN alone starts a transaction.
      if (words.length === 2) this.#program = second === "NOT";
      if (this.#program === true) this.#open.push("begin");
    } else if (
      !this.#sqlite &&
      (first === "IF" || first === "CASE" || first === "WHILE" || first === "LOOP" || first === "FOR")
    ) {
      this.#program = true;
      this.#previous = ";";
    } else if (first !== "CREATE" && first !== "ALTER") this.#program = false;
    else if (words.length > 1 && PROGRAMS.has(token) && this.#previous !== ".") this.#program = true;
    else if (
      token === "TABLE" ||
      token === "VIEW" ||
      token === "INDEX" ||
      token === "(" ||
      words.length === 24
    )
      this.#program = false;
  }

  #follow(token: string): void {
    const open = this.#open;
    const previous = this.#previous;
    if (previous === "." || (previous === "END" && ENDED.has(token))) return;
    if (open.length >= DEEPEST) return;
    switch (token) {
      case "BEGIN":
        if (!this.#sqlite || open.length === 0) open.push("begin");
        break;
      case "CASE":
        open.push("case");
        break;
      case "IF":
        if (!this.#sqlite && (open.length === 0 || STARTS.has(previous) || open.at(-1) === "perhaps"))
          open.push("perhaps");
        break;
      case "THEN":
        if (open.at(-1) === "perhaps") open[open.length - 1] = "if";
        break;
      case "WHEN":
      case "ELSE":
        while (open.at(-1) === "perhaps") open.pop();
        break;
      case "WHILE":
      case "LOOP":
      case "FOR":
        if (this.#startsLoop(token)) open.push("loop");
        break;
      case "REPEAT":
        if (this.#startsLoop(token)) open.push("perhaps");
        break;
      case "UNTIL":
        if (open.at(-1) === "perhaps") open[open.length - 1] = "until";
        break;
      case "END":
        if (this.#closes(previous)) open.pop();
        break;
      default:
    }
  }

  /** A column can be called `end`: a block ends only behind a statement, an expression's CASE anywhere. */
  #closes(previous: string): boolean {
    const open = this.#open;
    while (open.at(-1) === "perhaps") open.pop();
    return open.at(-1) === "case" || open.at(-1) === "until" || BEHIND.has(previous);
  }

  #startsLoop(token: string): boolean {
    if (this.#sqlite) return false;
    const previous = this.#previous;
    if (this.#open.length === 0) return token !== "FOR" && previous !== "." && previous !== ",";
    if (token === "FOR" && previous === "DO") return true;
    return STARTS.has(previous) && previous !== ")" && previous !== "SQL";
  }
}
