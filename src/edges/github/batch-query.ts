/** Builds one query out of many questions about git objects. Values are variables, never part of the text. */

/** What can be asked of a repository in one query. */
export type Ask =
  /** One file of a commit, with its text. */
  | { ask: "file"; commit: string; path: string }
  | { ask: "blob"; oid: string }
  /** A folder, `COMMIT:PATH` or the id of its tree, so many levels deep, with the texts of the files at some of the levels (from 1). */
  | { ask: "folder"; at: string; levels: number; texts: readonly number[] }
  /** Whether the commit comes after a tag: `refs/tags/NAME`. */
  | { ask: "distance"; tag: string; commit: string }
  /** A page of tags, the newest first, and for some of them how far the commit is from them. `after`: the cursor of the page before. */
  | { ask: "tags"; commit: string; compared: number; after: string | null }
  /** The head of a pull request as it is now. */
  | { ask: "head"; number: number };

export interface BuiltQuery {
  query: string;
  variables: Record<string, unknown>;
  /** Where the answer of each question stands in the reply, from `node` on. */
  places: string[][];
}

const fragments = {
  Text: "fragment Text on Blob { oid byteSize isBinary isTruncated text }",
  File: "fragment File on TreeEntry { mode type oid object { ...Text } }",
};

class Query {
  readonly variables: Record<string, unknown> = {};
  readonly #declared: string[] = [];
  readonly #commits = new Map<string, { name: string; fields: string[] }>();
  readonly #fields: string[] = [];
  readonly #used = new Set<keyof typeof fragments>();

  variable(type: string, value: unknown): string {
    const name = `v${this.#declared.length}`;
    this.#declared.push(`$${name}: ${type}`);
    this.variables[name] = value;
    return `$${name}`;
  }

  use(fragment: keyof typeof fragments): string {
    this.#used.add(fragment);
    if (fragment === "File") this.#used.add("Text");
    return `...${fragment}`;
  }

  /** A field of the repository. */
  add(name: string, field: string): string[] {
    this.#fields.push(`${name}: ${field}`);
    return [name];
  }

  /** A field of a commit. */
  addAt(commit: string, name: string, field: string): string[] {
    let group = this.#commits.get(commit);
    if (group === undefined) {
      group = { name: `c${this.#commits.size}`, fields: [] };
      this.#commits.set(commit, group);
    }
    group.fields.push(`${name}: ${field}`);
    return [group.name, name];
  }

  text(node: string): string {
    const repository = this.variable("ID!", node);
    const groups = [...this.#commits].map(([commit, { name, fields }]) => {
      const oid = this.variable("GitObjectID!", commit);
      return `${name}: object(oid: ${oid}) { ... on Commit { ${fields.join("\n")} } }`;
    });
    const body = [...groups, ...this.#fields].join("\n");
    const used = [...this.#used].map((name) => fragments[name]).join("\n");
    return `query Batch(${this.#declared.join(", ")}) { node(id: ${repository}) { ... on Repository {\n${body}\n} } }\n${used}`;
  }
}

/** `node`: the repository. */
export function buildQuery(node: string, asks: readonly Ask[]): BuiltQuery {
  const query = new Query();
  const places = asks.map((ask, index) => add(query, ask, `a${index}`));
  return { query: query.text(node), variables: query.variables, places };
}

function add(query: Query, ask: Ask, name: string): string[] {
  if (ask.ask === "file") {
    const path = query.variable("String!", ask.path);
    return query.addAt(ask.commit, name, `file(path: ${path}) { ${query.use("File")} }`);
  }
  if (ask.ask === "blob") {
    return query.add(
      name,
      `object(oid: ${query.variable("GitObjectID!", ask.oid)}) { ${query.use("Text")} }`,
    );
  }
  if (ask.ask === "folder") {
    const at = query.variable("String!", ask.at);
    const tree = levelsOf(query, 1, ask.levels, ask.texts);
    return query.add(name, `object(expression: ${at}) { ... on Tree { ${tree} } }`);
  }
  if (ask.ask === "distance") {
    const tag = query.variable("String!", ask.tag);
    const commit = query.variable("String!", ask.commit);
    return query.add(
      name,
      `ref(qualifiedName: ${tag}) { name compare(headRef: ${commit}) { aheadBy behindBy } }`,
    );
  }
  if (ask.ask === "tags") return addTags(query, ask, name);
  const number = query.variable("Int!", ask.number);
  return query.add(name, `pullRequest(number: ${number}) { headRefOid state }`);
}

function addTags(query: Query, ask: Extract<Ask, { ask: "tags" }>, name: string): string[] {
  const refs = 'refs(refPrefix: "refs/tags/", orderBy: { field: TAG_COMMIT_DATE, direction: DESC }';
  if (ask.compared > 0) {
    const commit = query.variable("String!", ask.commit);
    const first = query.variable("Int!", ask.compared);
    query.add(
      `${name}n`,
      `${refs}, first: ${first}) { nodes { name compare(headRef: ${commit}) { aheadBy behindBy } } }`,
    );
  }
  const commit = "__typename oid ... on Commit { committedDate }";
  const after = ask.after === null ? "" : `, after: ${query.variable("String!", ask.after)}`;
  const list = `${refs}, first: 100${after})`;
  const target = `target { ${commit} ... on Tag { target { ${commit} } } }`;
  return query.add(name, `${list} { pageInfo { hasNextPage endCursor } nodes { name ${target} } }`);
}

function levelsOf(query: Query, level: number, levels: number, texts: readonly number[]): string {
  const deeper = level < levels ? `... on Tree { ${levelsOf(query, level + 1, levels, texts)} }` : "";
  const text = texts.includes(level) ? query.use("Text") : "";
  const object = deeper === "" && text === "" ? "" : `object { ${text} ${deeper} }`;
  return `entries { name type mode oid ${object} }`;
}
