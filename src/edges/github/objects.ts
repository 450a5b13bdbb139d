/** git's objects of one repository on GitHub: questions of one moment go in one query, and what is known is not asked for again. */

import type { Content } from "../../core/change.ts";
import { contentOf } from "../../core/content.ts";
import { GitHubTrouble } from "../../review/github.ts";
import type { RepositoryState } from "../../review/pull-request.ts";
import { buildQuery } from "./batch-query.ts";
import type { Ask } from "./batch-query.ts";
import { blobContent, isBlob } from "./blob.ts";
import type { Client, Manner } from "./client.ts";
import { at, listAt, needText } from "./json.ts";
import type { Memory } from "./memory.ts";

/** So many questions go in one query: more may take GitHub too long. */
export const batchSize = 80;

const manner: Manner = { count: "others", right: "reading", again: true };

interface Waiting {
  ask: Ask;
  resolve: (answer: unknown) => void;
  reject: (cause: unknown) => void;
}

export class Objects {
  readonly client: Client;
  readonly memory: Memory;
  readonly #repository: Pick<RepositoryState, "owner" | "name">;
  readonly #waiting = new Map<string, Waiting & { answer: Promise<unknown> }>();
  /** Blobs that are likely to be asked for next: they fill up a batch. */
  likely: () => Iterable<string> = () => [];

  constructor(client: Client, memory: Memory, repository: Pick<RepositoryState, "owner" | "name">) {
    this.client = client;
    this.memory = memory;
    this.#repository = repository;
  }

  /** The content of a blob. Throws `GitHubTrouble`. */
  async blob(oid: string): Promise<Content> {
    const known = this.known(oid);
    if (known !== undefined) return known;
    const blob = await this.ask({ ask: "blob", oid });
    if (blob === null) throw new GitHubTrouble("gone", "a file is not in the repository any more");
    return this.known(oid) ?? this.#fetch(oid);
  }

  known(oid: string): Content | undefined {
    return this.memory.contents.get(this.#key(oid));
  }

  /** The answer to one question, null when there is no such thing. Questions of one moment go together. */
  ask(ask: Ask): Promise<unknown> {
    const key = JSON.stringify(ask);
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) return waiting.answer;
    if (this.#waiting.size === 0) queueMicrotask(() => void this.#flush());
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(key, { ask, resolve, reject, answer: promise });
    return promise;
  }

  async #flush(): Promise<void> {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (let start = 0; start < all.length; start += batchSize) {
      const some = all.slice(start, start + batchSize);
      try {
        const answers = await this.query(this.#filled(some), manner);
        for (const [index, { resolve }] of some.entries()) resolve(answers[index]);
      } catch (cause) {
        for (const { reject } of some) reject(cause);
      }
    }
  }

  #filled(some: readonly Waiting[]): Ask[] {
    const asks = some.map(({ ask }) => ask);
    const blobs = asks.flatMap((ask) => (ask.ask === "blob" ? [ask.oid] : []));
    if (blobs.length === 0) return asks;
    const likely = [...this.likely()];
    const known = new Set(blobs);
    // Notes bring no migrations along.
    if (!likely.some((oid) => known.has(oid))) return asks;
    for (const oid of likely) {
      if (asks.length >= batchSize) break;
      if (known.has(oid) || this.known(oid) !== undefined) continue;
      known.add(oid);
      asks.push({ ask: "blob", oid });
    }
    return asks;
  }

  /** Answers in the order of the questions; every text in them is kept. Throws `GitHubTrouble`. */
  async query(asks: readonly Ask[], how: Manner): Promise<unknown[]> {
    const { query, variables, places } = buildQuery(this.client.id.node, asks);
    const { data } = await this.client.graphql(query, variables, how, ({ type }) => type === "NOT_FOUND");
    const node = at(data, "node");
    if (node === null || node === undefined)
      throw new GitHubTrouble("gone", "the repository is not there any more");
    return asks.map((ask, index) => this.#answer(ask, node, places[index] ?? []));
  }

  #answer(ask: Ask, node: unknown, place: readonly string[]): unknown {
    const answer = at(node, ...place) ?? null;
    // A commit that is not there has no files that could be missing.
    if (answer === null && ask.ask === "file" && at(node, place[0] ?? "") == null)
      throw new GitHubTrouble("gone", "a commit is not in the repository any more");
    if (ask.ask === "tags") return { tags: answer, compared: at(node, `${place[0] ?? ""}n`) };
    if (ask.ask === "file") this.#keep(at(answer, "object"));
    if (ask.ask === "blob") this.#keep(answer);
    if (ask.ask === "folder" && ask.texts.length > 0) this.#keepTexts(answer);
    return answer;
  }

  #keepTexts(tree: unknown): void {
    for (const entry of listAt(tree, "entries")) {
      const object = at(entry, "object");
      if (isBlob(object)) this.#keep(object);
      else this.#keepTexts(object);
    }
  }

  #keep(blob: unknown): void {
    if (!isBlob(blob)) return;
    const content = blobContent(blob);
    if (content !== null) this.memory.contents.set(this.#key(needText(blob, "oid")), content);
  }

  /** Cut off, binary, or in another encoding: its bytes say. */
  async #fetch(oid: string): Promise<Content> {
    const { owner, name } = this.#repository;
    const data = await this.client.rest(
      {
        route: "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
        parameters: { owner, repo: name, file_sha: oid },
      },
      manner,
    );
    const content = contentOf(Buffer.from(needText(data, "content"), "base64"));
    this.memory.contents.set(this.#key(oid), content);
    return content;
  }

  #key(oid: string): string {
    return `${this.client.id.id} ${oid}`;
  }
}
