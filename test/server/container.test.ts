/** The image and the composition, as far as they can be read: what they name is there, and nothing runs as root. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { load } from "js-yaml";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

interface Instruction {
  name: string;
  text: string;
}

/** One list of instructions per stage. */
const stages: Instruction[][] = [];
for (const line of read("Dockerfile")
  .replace(/\\\n\s*/gu, "")
  .split("\n")) {
  const [, name, text] = /^([A-Z]+) +(.+)$/u.exec(line) ?? [];
  if (name === undefined || text === undefined) continue;
  if (name === "FROM") stages.push([]);
  stages.at(-1)?.push({ name, text });
}
const [build = [], service = []] = stages;
const texts = (stage: Instruction[], name: string) =>
  stage.filter((instruction) => instruction.name === name).map(({ text }) => text);

const compose = load(read("compose.yaml")) as {
  services: Record<string, Record<string, unknown>>;
  volumes: Record<string, unknown>;
};

test("two stages of Node 24 slim; the second has production packages only and is not root", () => {
  assert.equal(stages.length, 2);
  assert.deepEqual(texts(build, "FROM"), ["node:24-slim AS build"]);
  assert.deepEqual(texts(service, "FROM"), ["node:24-slim"]);
  assert.ok(texts(service, "RUN").some((run) => run.startsWith("npm ci --omit=dev --ignore-scripts")));
  assert.deepEqual(texts(service, "USER"), ["node"]);
  const names = service.map(({ name }) => name);
  assert.ok(names.indexOf("USER") < names.indexOf("CMD"));
  assert.ok(names.lastIndexOf("RUN") < names.indexOf("USER"));
});

test("what is copied is there, and the context has nothing else", () => {
  const copied = [...build, ...service]
    .filter(({ name, text }) => name === "COPY" && !text.startsWith("--from"))
    .flatMap(({ text }) => text.split(" ").slice(0, -1));
  const [first, ...allowed] = read(".dockerignore")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  assert.equal(first, "*");
  assert.deepEqual([...new Set(copied)].toSorted(), allowed.map((line) => line.slice(1)).toSorted());
  for (const path of copied) assert.ok(existsSync(new URL(path, root)), path);
});

test("it starts what the build makes, with what the server reads beside it", () => {
  assert.deepEqual(texts(service, "CMD"), ['["node", "/app/dist/server.js"]']);
  assert.match(read("scripts/build.ts"), /server: "src\/server\.ts"/u);
  assert.match(read("scripts/build.ts"), /"pglite-worker": "src\/edges\/queue\/pglite-worker\.ts"/u);
  const { files, scripts } = JSON.parse(read("package.json")) as {
    files: string[];
    scripts: Record<string, string>;
  };
  for (const file of ["app.yml", "app.write.yml", "dist"]) assert.ok(files.includes(file), file);
  assert.equal(scripts["start"], "node src/server.ts");
});

test("its health is asked where it listens, and its data is in a volume of its own", () => {
  assert.match(texts(service, "HEALTHCHECK")[0] ?? "", /\/healthz/u);
  assert.deepEqual(texts(service, "VOLUME"), ["/data"]);
  assert.deepEqual(texts(service, "WORKDIR"), ["/app", "/data"]);
  assert.match(texts(service, "ENV").join(" "), /HOST=0\.0\.0\.0 PORT=3000 LOCKSTEP_DATA=\/data\//u);
});

test("the command of the health check tells a healthy server from another", async () => {
  const { spawn } = await import("node:child_process");
  const { createServer } = await import("node:http");
  const command = JSON.parse(
    /CMD (\[.*\])$/u.exec(texts(service, "HEALTHCHECK")[0] ?? "")?.[1] ?? "[]",
  ) as string[];
  let status = 200;
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/healthz" ? status : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const code = () =>
    new Promise((resolve) => {
      const env = { ...process.env, PORT: String(port) };
      spawn(process.execPath, command.slice(1), { env }).once("exit", resolve);
    });
  assert.equal(await code(), 0);
  status = 500;
  assert.equal(await code(), 1);
  server.close();
});

test("the composition brings a PostgreSQL and waits for it", () => {
  const { lockstep = {}, database = {} } = compose.services;
  const environment = lockstep["environment"] as Record<string, string | null>;
  assert.match(
    environment["DATABASE_URL"] ?? "",
    /^postgres:\/\/lockstep:\$\{POSTGRES_PASSWORD:\?.*\}@database:5432\/lockstep$/u,
  );
  // Without a value they are handed on where they are set, and else they are not there.
  for (const name of ["APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET"]) assert.equal(environment[name], null);
  assert.deepEqual(lockstep["depends_on"], { database: { condition: "service_healthy" } });
  assert.deepEqual(lockstep["volumes"], ["lockstep:/data"]);
  assert.match(String(database["image"]), /^postgres:\d+$/u);
  assert.ok("healthcheck" in database);
  assert.deepEqual(Object.keys(compose.volumes), ["lockstep", "database"]);
});
