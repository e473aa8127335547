// `npm run prepare`, after each `npm ci`: builds lib/. Plain JavaScript, and nothing to do where what builds is left out (`--omit=dev`).
import { existsSync } from 'node:fs';

if (existsSync(new URL('../node_modules/esbuild', import.meta.url))) {
  const { buildLibrary } = await import('./buildLibrary.ts');
  await buildLibrary({ types: true });
}
