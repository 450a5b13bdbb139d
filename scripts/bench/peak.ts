/** Preloaded by the bench: says the peak memory of the process when it ends, in KiB. */

process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
