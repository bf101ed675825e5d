#!/usr/bin/env node
// The command's door: checks Node's version in words that old versions understand, then opens the TypeScript sources.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `almanac needs Node 22.18 or newer, and this is ${process.version}. On Linux, "npm ci" in the project brings Node 24 along\n` +
      'and "npx almanac" uses it; elsewhere install Node 24 (https://nodejs.org) and try again.',
  );
  process.exit(2);
}
const { main } = await import("../src/cli/main.ts");
await main(process.argv);
