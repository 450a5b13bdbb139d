/** The App's private key, in the forms in which people keep it. */

import { createPrivateKey } from "node:crypto";
import { readFile } from "node:fs/promises";

import { UserError } from "../../core/errors.ts";

/** As PEM of PKCS #8. `text`: PEM, with line breaks or with `\n` for them, or base64 of PEM. Throws a UserError without a letter of the key. */
export async function readPrivateKey(text: string | null, path: string | null): Promise<string> {
  const name = text === null ? "PRIVATE_KEY_PATH" : "PRIVATE_KEY";
  const pem = pemOf(text ?? (await readKeyFile(path ?? "")));
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== "rsa") {
      throw new UserError(`${name} holds a key that is not RSA, as GitHub's keys of Apps are. ${remedy}`);
    }
    return key.export({ type: "pkcs8", format: "pem" }).toString();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${name} holds no private key that can be read: ${whyNot(pem)}. ${remedy}`);
  }
}

const remedy =
  "Generate one under Private keys on the settings page of the App, and give the whole file: PRIVATE_KEY_PATH=app.private-key.pem, or PRIVATE_KEY with its text in one line, with \\n for the line breaks.";

async function readKeyFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `PRIVATE_KEY_PATH names \`${path}\`, which ${code === "ENOENT" ? "does not exist" : `cannot be read (${code})`}. Write the path of the .pem file that GitHub gave you.`,
    );
  }
}

function pemOf(text: string): string {
  const plain = text.trim().replaceAll("\\n", "\n");
  if (plain.includes("-----BEGIN")) return plain;
  return /^[\w+/=\s-]+$/u.test(plain) ? Buffer.from(plain, "base64").toString("utf8") : plain;
}

function whyNot(pem: string): string {
  if (!pem.includes("-----BEGIN")) return "there is no line -----BEGIN ... PRIVATE KEY-----";
  if (/-----BEGIN (?:PUBLIC KEY|CERTIFICATE)/u.test(pem)) return "it is a public key or a certificate";
  if (/ENCRYPTED/u.test(pem)) return "it is locked with a pass phrase";
  if (!pem.includes("-----END")) return "its end is missing";
  return "its content is damaged";
}
