/**
 * The process that the cold-start bench starts again and again, bundled to plain JavaScript: `node coldProcess.js <entry of an
 * app> [count]` loads the app, has it answer its first `GET /api/health`, and prints what that took as JSON. With `count` it
 * sums up the JavaScript that was loaded instead, for watching costs time.
 */
import Module, { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

type Handler = (request: object, context: object) => Promise<{ readonly status?: number }>;

const handlers = new Map<string, Handler>();
let loadedBytes = 0;

/** What `@azure/functions` asks of its host while an app registers its functions. */
const CORE = {
  version: '3.12.0',
  hostVersion: '4.1048.0',
  Disposable: class {},
  setProgrammingModel: () => undefined,
  registerHook: () => undefined,
  log: () => undefined,
  registerFunction: ({ name }: { readonly name: string }, handler: Handler) => handlers.set(name, handler),
};
const original = Module.prototype.require;
Module.prototype.require = Object.assign(function (this: NodeJS.Module, id: string) {
  return id === '@azure/functions-core' ? CORE : original.call(this, id);
}, original);

const [entry = '', mode] = process.argv.slice(2);
if (mode === 'count') {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (url.startsWith('file:')) loadedBytes += Buffer.byteLength(String(loaded.source ?? ''));
      return loaded;
    },
  });
}
await import(pathToFileURL(entry).href);
const health = handlers.get('health');
if (!health) throw new Error(`${entry} registers no function health.`);
const request = { headers: new Headers(), query: new URLSearchParams(), params: {} };
const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };
const { status } = await health(request, quiet);
const { user, system } = process.cpuUsage();
const { rss } = process.memoryUsage();
console.log(JSON.stringify({ status, ms: performance.now(), cpuMicros: user + system, rss, loadedBytes }));
// Connections that stay open are no part of it.
process.exit(0);
