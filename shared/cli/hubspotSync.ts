#!/usr/bin/env node
// Understood by any Node that knows modules: it says what the program needs before one too old stumbles over it.
const NEEDED = [22, 16];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [neededMajor = 0, neededMinor = 0] = NEEDED;

if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  console.error(
    `hubspot-sync needs Node ${NEEDED.join('.')} or later, and this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
  );
  process.exitCode = 1;
} else {
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
}
