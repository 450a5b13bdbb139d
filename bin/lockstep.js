#!/usr/bin/env node
// Starts the command line: from the sources in a checkout, from the compiled files in a package.
import { existsSync } from "node:fs";
import module from "node:module";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `lockstep: this is Node ${process.versions.node}, and Lockstep needs Node 22.18 or later. In a project: npm install --save-dev node@24, then npx lockstep.\n`,
  );
  process.exit(2);
}
module.enableCompileCache();
const source = new URL("../src/cli.ts", import.meta.url);
const { main } = await import(existsSync(source) ? source.href : "../dist/cli.js");
process.exitCode = await main(process.argv.slice(2));
