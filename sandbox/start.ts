/** Puts the sandbox together and starts it. */

import { executeGraphql } from "./graphql/execute.ts";
import { servePage } from "./page/serve.ts";
import { Sandbox } from "./sandbox.ts";
import type { SandboxOptions } from "./sandbox.ts";
import { listen } from "./server.ts";

export async function startSandbox(options: SandboxOptions & { port?: number } = {}): Promise<Sandbox> {
  const { port, ...rest } = options;
  const sandbox = new Sandbox({
    ...rest,
    parts: { graphql: executeGraphql, page: servePage, ...options.parts },
  });
  await listen(sandbox, port);
  return sandbox;
}
