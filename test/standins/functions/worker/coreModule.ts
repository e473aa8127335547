/**
 * `@azure/functions-core`: the module that no registry has. The real worker makes it up by wrapping
 * `Module.prototype.require`, and `@azure/functions`, being CommonJS, asks for it that way also inside an ESM app or
 * a bundle. These are the members that version 4.16 of the library touches.
 */
import Module from 'node:module';
import { z } from 'zod';
import type { LogLevel, Registration } from '../protocol.ts';
import { type AppHooks, type HookCallback, isHookName } from './hooks.ts';

export type Handler = (...args: unknown[]) => unknown;

export interface RegisteredFunction {
  readonly metadata: Registration;
  readonly handler: Handler;
}

/** What the library calls its invocation model: it converts between the contract's values and a handler's. */
export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], handler: Handler): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<unknown>;
}

export interface ProgrammingModel {
  getInvocationModel(coreContext: object): InvocationModel;
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>;
}

/** Everything the app has told us while it loaded. */
export interface App {
  model: ProgrammingModel | undefined;
  readonly functions: Map<string, RegisteredFunction>;
  readonly hooks: AppHooks;
  /** From here on a registration is an error, as in the real worker. */
  sealed: boolean;
}

export type SystemLog = (level: LogLevel, category: string, message: string) => void;

const metadataSchema = z.object({
  name: z.string(),
  bindings: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** Makes `require('@azure/functions-core')` work for all modules loaded from now on. */
export function installCoreModule(app: App, log: SystemLog): void {
  const core = coreApi(app, log);
  const original = Module.prototype.require;
  Module.prototype.require = Object.assign(function (this: NodeJS.Module, id: string) {
    return id === '@azure/functions-core' ? core : original.call(this, id);
  }, original);
}

function coreApi(app: App, log: SystemLog) {
  return {
    version: '3.12.0',
    hostVersion: '4.1048.0',
    Disposable: CoreDisposable,
    setProgrammingModel: (model: ProgrammingModel) => {
      app.model = model;
    },
    getProgrammingModel: () => app.model,
    registerFunction: (metadata: unknown, handler: Handler) => registerFunction(app, metadata, handler),
    registerHook: (name: string, callback: HookCallback) => registerHook(app, name, callback),
    log,
  };
}

class CoreDisposable {
  readonly #callback: () => void;

  constructor(callback: () => void) {
    this.#callback = callback;
  }

  dispose(): void {
    this.#callback();
  }
}

function registerFunction(app: App, metadata: unknown, handler: Handler): CoreDisposable {
  if (app.sealed) throw new Error('A function can only be registered during app startup.');
  // The real worker sends each binding to the host as JSON text; what JSON cannot carry is lost there too.
  const plain = metadataSchema.parse(JSON.parse(JSON.stringify(metadata)));
  if (app.functions.has(plain.name)) {
    throw new Error(`A function with name "${plain.name}" has already been registered.`);
  }
  app.functions.set(plain.name, { metadata: plain, handler });
  return new CoreDisposable(() => app.functions.delete(plain.name));
}

function registerHook(app: App, name: string, callback: HookCallback): CoreDisposable {
  if (!isHookName(name)) throw new RangeError(`Unrecognized hook "${name}"`);
  app.hooks[name].push(callback);
  return new CoreDisposable(() => {
    const at = app.hooks[name].indexOf(callback);
    if (at >= 0) app.hooks[name].splice(at, 1);
  });
}
