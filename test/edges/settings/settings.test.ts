/** What the environment may say, and the words for what it may not. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { readServerEnvironment, type ServerEnvironment } from "../../../src/edges/env.ts";
import { writeEnvFile } from "../../../src/edges/settings/env-file.ts";
import { readSettings } from "../../../src/edges/settings/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "lockstep-settings-"));
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pkcs1 = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
const pkcs8 = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const locked = privateKey
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" })
  .toString();
const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

const nothing: ServerEnvironment = {
  APP_ID: null,
  DATABASE_URL: null,
  GHE_HOST: null,
  GITHUB_API_URL: null,
  HOST: null,
  LOCKSTEP_DATA: null,
  LOG_LEVEL: null,
  PORT: null,
  PRIVATE_KEY: null,
  PRIVATE_KEY_PATH: null,
  WEBHOOK_SECRET: null,
};
const whole = { ...nothing, APP_ID: "7", PRIVATE_KEY: pkcs1, WEBHOOK_SECRET: "s" };

test("nothing is said: the first run, on this machine only", async () => {
  assert.deepEqual(await readSettings(nothing), {
    credentials: null,
    github: { api: "https://api.github.com", web: "https://github.com" },
    databaseUrl: null,
    dataFolder: join(process.cwd(), "data"),
    host: "127.0.0.1",
    port: 3000,
    logLevel: "info",
  });
});

test("a key is read in every form that people keep it in", async () => {
  const path = join(folder, "key.pem");
  writeFileSync(path, pkcs1);
  const forms: Partial<ServerEnvironment>[] = [
    { PRIVATE_KEY: pkcs1 },
    { PRIVATE_KEY: pkcs8 },
    { PRIVATE_KEY: pkcs1.replaceAll("\n", "\\n") },
    { PRIVATE_KEY: Buffer.from(pkcs1).toString("base64") },
    { PRIVATE_KEY: null, PRIVATE_KEY_PATH: path },
  ];
  for (const form of forms) {
    const { credentials } = await readSettings({ ...whole, ...form });
    assert.deepEqual(credentials, { appId: 7, privateKey: pkcs8, webhookSecret: "s" });
  }
});

test("GitHub's places", async () => {
  const of = async (said: Partial<ServerEnvironment>) => (await readSettings({ ...nothing, ...said })).github;
  assert.deepEqual(await of({ GHE_HOST: "github.example.com" }), {
    api: "https://github.example.com/api/v3",
    web: "https://github.example.com",
  });
  assert.deepEqual(await of({ GITHUB_API_URL: "https://api.octo.ghe.com/" }), {
    api: "https://api.octo.ghe.com",
    web: "https://octo.ghe.com",
  });
  assert.deepEqual(await of({ GITHUB_API_URL: "http://127.0.0.1:4000" }), {
    api: "http://127.0.0.1:4000",
    web: "http://127.0.0.1:4000",
  });
});

const wrong: [said: Partial<ServerEnvironment>, words: RegExp][] = [
  [{ APP_ID: null }, /^APP_ID is not set, and the rest/u],
  [{ WEBHOOK_SECRET: null, APP_ID: null }, /^APP_ID and WEBHOOK_SECRET are not set/u],
  [{ PRIVATE_KEY: null }, /^PRIVATE_KEY or PRIVATE_KEY_PATH is not set/u],
  [{ APP_ID: "Iv1.0123" }, /^APP_ID is not a number.*Client ID/u],
  [{ PRIVATE_KEY: "hello world!" }, /^PRIVATE_KEY holds no private key.*no line -----BEGIN.*Generate one/u],
  [{ PRIVATE_KEY: "aGVsbG8=" }, /no line -----BEGIN/u],
  [{ PRIVATE_KEY: publicKey.export({ type: "spki", format: "pem" }).toString() }, /it is a public key/u],
  [{ PRIVATE_KEY: locked }, /locked with a pass phrase/u],
  [{ PRIVATE_KEY: pkcs1.slice(0, 400) }, /its end is missing/u],
  [{ PRIVATE_KEY: pkcs1.replace(/\n.{30}/u, "\n") }, /its content is damaged/u],
  [{ PRIVATE_KEY: elliptic.export({ type: "pkcs8", format: "pem" }).toString() }, /a key that is not RSA/u],
  [
    { PRIVATE_KEY: null, PRIVATE_KEY_PATH: "/nowhere/key.pem" },
    /`\/nowhere\/key.pem`, which does not exist/u,
  ],
  [{ PRIVATE_KEY: null, PRIVATE_KEY_PATH: folder }, /cannot be read \(EISDIR\)/u],
  [{ PORT: "http" }, /^PORT is `http`, which is no port/u],
  [{ PORT: "70000" }, /^PORT/u],
  [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL is `loud`.*Write one of trace/u],
  [{ DATABASE_URL: "mysql://u:pa55@h/d" }, /^DATABASE_URL does not start with postgres/u],
  [{ GHE_HOST: "https://github.example.com/" }, /^GHE_HOST is .* without https/u],
  [{ GITHUB_API_URL: "github.example.com" }, /^GITHUB_API_URL is .* no address/u],
];

for (const [said, words] of wrong) {
  test(`wrong: ${words.source}`, async () => {
    await assert.rejects(readSettings({ ...whole, ...said }), (error: Error) => {
      assert.equal(error.name, "UserError");
      assert.match(error.message, words);
      // No letter of a secret.
      assert.ok(!/pa55|MII|hello/u.test(error.message));
      return true;
    });
  });
}

test("what is written into .env is read back, and the rest of it stays", async () => {
  const path = join(folder, ".env");
  const link = join(folder, "link.env");
  writeFileSync(path, "# mine\nPORT=4000\nexport APP_ID=1\nOTHER='a # b'\n\n", { mode: 0o644 });
  symlinkSync(path, link);
  await writeEnvFile(link, { APP_ID: "7", PRIVATE_KEY: pkcs1, WEBHOOK_SECRET: "s#1 $x" });
  const text = readFileSync(path, "utf8");
  assert.match(text, /^# mine\nPORT=4000\nOTHER='a # b'\nAPP_ID="7"\nPRIVATE_KEY="-----BEGIN/u);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder).toSorted(), [".env", "key.pem", "link.env"]);

  const environment = readServerEnvironment(text);
  assert.equal(environment.PORT, "4000");
  assert.deepEqual((await readSettings(environment)).credentials, {
    appId: 7,
    privateKey: pkcs8,
    webhookSecret: "s#1 $x",
  });
});

test("the process's own environment comes before .env, and an empty value says nothing", () => {
  const script = `
    import { readServerEnvironment } from ${JSON.stringify(new URL("../../../src/edges/env.ts", import.meta.url).href)};
    const { PORT, HOST, APP_ID } = readServerEnvironment("PORT=1\\nHOST=file\\nAPP_ID=");
    console.log(JSON.stringify({ PORT, HOST, APP_ID }));`;
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    env: { PORT: "2", HOST: "", PATH: process.env["PATH"] },
    encoding: "utf8",
  });
  assert.deepEqual(JSON.parse(out), { PORT: "2", HOST: "file", APP_ID: null });
});

test("a folder where nothing can be written is said before anything is lost", async () => {
  await assert.rejects(writeEnvFile("/proc/lockstep/.env", { APP_ID: "1" }), /cannot be written \(/u);
});
