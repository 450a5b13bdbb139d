/** What git's objects say, and how they are written. */

export interface Signature {
  name: string;
  email: string;
  date: Date;
}

export interface Commit {
  oid: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

export interface TreeEntry {
  name: string;
  /** `100644`, `100755`, `120000`, `040000`, `160000`. */
  mode: string;
  type: "blob" | "tree" | "commit";
  oid: string;
}

export function readCommit(oid: string, bytes: Buffer): Commit {
  const text = bytes.toString("utf8");
  const end = text.indexOf("\n\n");
  const headers = (end === -1 ? text : text.slice(0, end)).split("\n");
  const values = (name: string): string[] =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  return {
    oid,
    tree: values("tree")[0] ?? "",
    parents: values("parent"),
    author: readSignature(values("author")[0] ?? ""),
    committer: readSignature(values("committer")[0] ?? ""),
    message: end === -1 ? "" : text.slice(end + 2),
  };
}

function readSignature(text: string): Signature {
  const [, name = "", email = "", seconds = "0"] = /^(.*?) ?<([^>]*)> (-?\d+)/su.exec(text) ?? [];
  return { name, email, date: new Date(Number(seconds) * 1000) };
}

export function writeCommit(commit: Omit<Commit, "oid">): Buffer {
  const person = ({ name, email, date }: Signature): string =>
    `${name} <${email}> ${Math.floor(date.getTime() / 1000)} +0000`;
  const headers = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${person(commit.author)}`,
    `committer ${person(commit.committer)}`,
  ];
  return Buffer.from(`${headers.join("\n")}\n\n${commit.message}`);
}

export function readTree(bytes: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const zero = bytes.indexOf(0, space);
    const mode = bytes.toString("latin1", at, space).padStart(6, "0");
    const name = bytes.toString("utf8", space + 1, zero);
    const oid = bytes.toString("hex", zero + 1, zero + 21);
    entries.push({ name, mode, type: typeOf(mode), oid });
    at = zero + 21;
  }
  return entries;
}

function typeOf(mode: string): TreeEntry["type"] {
  if (mode === "040000") return "tree";
  return mode === "160000" ? "commit" : "blob";
}

export function writeTree(entries: readonly TreeEntry[]): Buffer {
  // git sorts a folder as if its name ended in a slash.
  const keyed = entries.map((entry) => ({
    entry,
    key: Buffer.from(entry.type === "tree" ? `${entry.name}/` : entry.name),
  }));
  keyed.sort((one, other) => Buffer.compare(one.key, other.key));
  return Buffer.concat(
    keyed.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode.replace(/^0/u, "")} ${entry.name}\0`),
      Buffer.from(entry.oid, "hex"),
    ]),
  );
}
