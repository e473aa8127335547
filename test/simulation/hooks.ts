import { registerHooks } from 'node:module';
import { type Sabotage, spoil } from '../support/spoil.ts';

const ROOT = new URL('../../', import.meta.url).href;
const EDGES = new URL('./edges.ts', import.meta.url).href;

/** The modules with which the app reaches the outside; compose.ts and composeHubSpot.ts get `edges.ts` in their place. */
const REPLACED = new Set(
  [
    'shared/config/loadMapping.ts',
    'shared/source/database.ts',
    'shared/source/describeTable.ts',
    'shared/state/storageClients.ts',
    'shared/hubspot/client.ts',
    'shared/hubspot/rate/rateLimiter.ts',
  ].map((path) => `${ROOT}${path}`),
);
const COMPOSERS = new Set([
  `${ROOT}shared/compose/composeParts.ts`,
  `${ROOT}shared/compose/compose.ts`,
  `${ROOT}shared/compose/composeHubSpot.ts`,
]);

/** Puts the simulated outside in the place of the real one, and the sabotage in the place of the code it spoils. */
export function installHooks(sabotage: Sabotage | undefined): void {
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const isEdge = COMPOSERS.has(context.parentURL ?? '') && REPLACED.has(resolved.url);
      return isEdge ? { ...resolved, url: EDGES } : resolved;
    },
    load(url, context, next) {
      const loaded = next(url, context);
      if (!sabotage || url !== `${ROOT}${sabotage.file}`) return loaded;
      return { ...loaded, source: spoil(asText(loaded.source), sabotage) };
    },
  });
}

function asText(source: string | ArrayBuffer | NodeJS.TypedArray | undefined | null): string {
  return typeof source === 'string' ? source : Buffer.from(new Uint8Array(bytesOf(source))).toString('utf8');
}

function bytesOf(source: ArrayBuffer | NodeJS.TypedArray | undefined | null): Uint8Array {
  if (!source) return new Uint8Array();
  return source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
}
