#!/usr/bin/env node
// Starts the command line: from the sources in a checkout, from the compiled files in a package.
import { existsSync } from "node:fs";
import module from "node:module";

module.enableCompileCache?.();
const source = new URL("../src/cli.ts", import.meta.url);
const { main } = await import(existsSync(source) ? source.href : "../dist/cli.js");
process.exitCode = await main(process.argv.slice(2));
