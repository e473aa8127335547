import { type InvocationAnswer, type InvocationRequest, type LogLevel, parseAnswer } from '../protocol.ts';
import type { App, Handler, InvocationModel, RegisteredFunction } from './coreModule.ts';
import { runHooks } from './hooks.ts';
import { type LogOrigin, workerLog } from './workerLog.ts';

/** What the library reads of an invocation. It silences its late-log warning by the state. */
interface CoreContext {
  readonly invocationId: string;
  readonly request: object;
  readonly metadata: RegisteredFunction['metadata'];
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined;
  readonly log: (level: LogLevel, category: string, message: string) => void;
}

/**
 * Runs one function through the library's own conversions, hooks included, in the real worker's order.
 *
 * @throws what the handler or a hook throws. As in the real worker an error is anything but null and undefined.
 */
export async function runInvocation(
  app: App,
  functionName: string,
  invocationId: string,
  request: InvocationRequest,
): Promise<InvocationAnswer> {
  const registered = app.functions.get(functionName);
  if (registered === undefined || app.model === undefined) {
    throw new Error(`Function code for '${functionName}' is not loaded and cannot be invoked.`);
  }
  const origin: LogOrigin = { functionName, invocationId, hookData: {} };
  const coreContext = createCoreContext(app, registered, request, origin);
  const model = app.model.getInvocationModel(coreContext);
  const { context, inputs } = await model.getArguments();
  origin.invocationContext = context;

  const shared = { hookData: origin.hookData, appHookData: {}, invocationContext: context };
  const before: { inputs: unknown[]; functionCallback: Handler } = {
    ...shared,
    inputs,
    functionCallback: registered.handler,
  };
  coreContext.state = 'preInvocationHooks';
  await runHooks(app.hooks.preInvocation, before);

  coreContext.state = 'invocation';
  const outcome = await call(model, context, before);
  coreContext.state = 'postInvocationHooks';
  const after = { ...shared, inputs: before.inputs, ...outcome };
  await runHooks(app.hooks.postInvocation, after);
  coreContext.state = undefined;
  if (after.error !== null && after.error !== undefined) throw after.error;

  return parseAnswer(await model.getResponse(context, after.result));
}

function createCoreContext(
  app: App,
  registered: RegisteredFunction,
  request: InvocationRequest,
  origin: LogOrigin,
): CoreContext {
  return {
    invocationId: origin.invocationId,
    request: {
      invocationId: origin.invocationId,
      traceContext: { traceParent: traceParentOf(origin.invocationId), traceState: '', attributes: {} },
      ...request,
    },
    metadata: registered.metadata,
    state: undefined,
    log: (level: LogLevel, category: string, message: string) =>
      workerLog(app.hooks, level, category, message, origin),
  };
}

/** The host's Application Insights makes these up; here a trace is recognised by its invocation's id. */
function traceParentOf(invocationId: string): string {
  const traceId = invocationId.replaceAll('-', '');
  return `00-${traceId}-${traceId.slice(0, 16)}-01`;
}

async function call(
  model: InvocationModel,
  context: unknown,
  before: { inputs: unknown[]; functionCallback: Handler },
): Promise<{ result: unknown; error: unknown }> {
  try {
    const result = await model.invokeFunction(context, before.inputs, before.functionCallback);
    return { result, error: null };
  } catch (error) {
    return { result: null, error };
  }
}
