/** Sends signed webhooks to the Apps that are installed and subscribed, over HTTP, and keeps what became of each. */

import { createHmac, randomUUID } from "node:crypto";

import { accountPayload, organizationPayload } from "./payloads/account.ts";
import { repositoryPayload } from "./payloads/repository.ts";
import { grants, installationsOn } from "./permissions.ts";
import type { Random } from "./random.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Access, Account, App, Delivery, DeliveryAttempt, Installation, Repository } from "./world.ts";

export interface Announcement {
  event: string;
  action: string | null;
  repository: Repository;
  sender: Account;
  /** What stands beside `action`, `repository`, `sender` and `installation`. */
  body: Record<string, unknown>;
  /** Only to the App that it is about; it gets it without having subscribed. */
  only?: App;
}

/** Without the permission an App hears nothing of an event, whatever it subscribed to. */
const needed: Record<string, [permission: string, access: Access]> = {
  check_run: ["checks", "read"],
  check_suite: ["checks", "read"],
  issue_comment: ["issues", "read"],
  merge_group: ["merge_queues", "read"],
  pull_request: ["pull_requests", "read"],
  pull_request_review: ["pull_requests", "read"],
  pull_request_review_comment: ["pull_requests", "read"],
  pull_request_review_thread: ["pull_requests", "read"],
  push: ["contents", "read"],
};

export interface WebhookFaults {
  /** From 0 to 1 each. */
  lost: number;
  doubled: number;
  /** So many deliveries are held back and sent in another order; 1: each at once. */
  shuffled: number;
}

export class Webhooks {
  readonly #sandbox: Sandbox;
  readonly #random: Random;
  readonly faults: WebhookFaults = { lost: 0, doubled: 0, shuffled: 1 };
  readonly #underWay = new Set<Promise<void>>();
  #held: Delivery[] = [];

  constructor(sandbox: Sandbox, random: Random) {
    this.#sandbox = sandbox;
    this.#random = random;
  }

  /** Whether any App listens, so that a large payload need not be made for nobody. */
  isHeard(event: string, repository: Repository): boolean {
    return installationsOn(this.#sandbox.world, repository).some(({ events }) => events.includes(event));
  }

  /** To every App that is installed on the repository and listens. Returns before anything arrives. */
  announce({ event, action, repository, sender, body, only }: Announcement): void {
    for (const installation of installationsOn(this.#sandbox.world, repository)) {
      const { app } = installation;
      if (only !== undefined ? app !== only : !installation.events.includes(event)) continue;
      const need = needed[event];
      if (need !== undefined && !grants(installation.permissions, need[0], need[1])) continue;
      const payload = {
        ...(action === null ? {} : { action }),
        ...body,
        repository: repositoryPayload(this.#sandbox, repository),
        ...(repository.owner.type === "Organization"
          ? { organization: organizationPayload(this.#sandbox, repository.owner) }
          : {}),
        sender: accountPayload(this.#sandbox, sender),
        installation: { id: installation.id, node_id: installationNode(installation) },
      };
      this.send({ app, installation, event, action, repository, payload });
    }
  }

  send(about: Omit<Delivery, "id" | "guid" | "attempts">): void {
    if (about.installation?.suspended === true && about.event !== "installation") return;
    if (about.app.webhookUrl === null) return;
    const delivery: Delivery = {
      id: this.#sandbox.world.nextId++,
      guid: randomUUID(),
      attempts: [],
      ...about,
    };
    this.#sandbox.world.deliveries.push(delivery);
    if (this.#random.next() < this.faults.lost) return;
    this.#held.push(delivery);
    if (this.#random.next() < this.faults.doubled) this.#held.push(delivery);
    if (this.#held.length >= this.faults.shuffled) this.release();
  }

  /** Sends what is held back, in another order when deliveries are shuffled. */
  release(): void {
    const held = this.#held;
    this.#held = [];
    const order = this.faults.shuffled > 1 ? this.#random.shuffle(held) : held;
    for (const delivery of order) this.#start(delivery, false);
  }

  /** Sends a delivery again, under the same GUID. */
  redeliver(delivery: Delivery): void {
    this.#start(delivery, true);
  }

  /** Waits until everything that was sent is answered. */
  async settle(): Promise<void> {
    this.release();
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #start(delivery: Delivery, redelivery: boolean): void {
    const sent = this.#attempt(delivery, redelivery).finally(() => this.#underWay.delete(sent));
    this.#underWay.add(sent);
  }

  async #attempt(delivery: Delivery, redelivery: boolean): Promise<void> {
    const { app } = delivery;
    const body = JSON.stringify(delivery.payload);
    // What is larger is never sent, and nobody is told.
    if (Buffer.byteLength(body) > this.#sandbox.limits.webhookBytes || app.webhookUrl === null) return;
    const { world, clock, limits, ended } = this.#sandbox;
    const attempt: DeliveryAttempt = {
      id: world.nextId++,
      at: clock.date(),
      status: null,
      redelivery,
      duration: 0,
    };
    const began = performance.now();
    try {
      const answer = await fetch(app.webhookUrl, {
        method: "POST",
        headers: headersOf(delivery, body),
        body,
        signal: AbortSignal.any([ended, AbortSignal.timeout(limits.webhookSeconds * 1000)]),
      });
      await answer.arrayBuffer();
      attempt.status = answer.status;
    } catch {
      // Nobody answered in time: the attempt says so by having no status.
    } finally {
      attempt.duration = performance.now() - began;
      delivery.attempts.push(attempt);
    }
  }
}

function headersOf({ app, guid, event }: Delivery, body: string): Record<string, string> {
  const sign = (algorithm: string): string =>
    `${algorithm}=${createHmac(algorithm, app.webhookSecret).update(body).digest("hex")}`;
  return {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/5b1f7a4",
    "x-github-event": event,
    "x-github-delivery": guid,
    "x-github-hook-id": String(app.id),
    "x-github-hook-installation-target-id": String(app.id),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature": sign("sha1"),
    "x-hub-signature-256": sign("sha256"),
  };
}

function installationNode({ id }: Installation): string {
  return Buffer.from(`023:IntegrationInstallation${id}`).toString("base64");
}
