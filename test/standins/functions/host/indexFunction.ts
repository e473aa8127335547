import { z } from 'zod';
import type { Registration } from '../protocol.ts';
import type {
  HttpTrigger,
  IndexedFunction,
  Output,
  QueueTrigger,
  TimerTrigger,
  Trigger,
} from './indexedFunction.ts';
import { parseNcrontab } from './ncrontab.ts';
import { queueConnection } from './queueConnection.ts';
import type { HostJson } from './readHostJson.ts';
import { findSetting, resolveNames, type Settings } from './resolveNames.ts';
import { parseRouteTemplate } from './routeTemplate.ts';

const FUNCTION_NAME = /^(?!host$)[a-z][a-z0-9_-]{0,127}$/i;
const BINDING_NAME = /^(\$return|[a-zA-Z][a-zA-Z0-9]{0,127})$/;
const POISON_SUFFIX = '-poison';
const LONGEST_QUEUE_NAME = 63;
const MINUTE_MS = 60_000;
const OCCURRENCES_TO_COMPARE = 5;

const httpSchema = z.object({
  methods: z.array(z.string()).default([]),
  route: z.string().optional(),
  authLevel: z
    .string()
    .transform((level) => level.toLowerCase())
    .pipe(z.enum(['anonymous', 'function', 'admin'])),
});
const timerSchema = z.object({
  schedule: z.string(),
  runOnStartup: z.boolean().default(false),
  useMonitor: z.boolean().default(true),
});
const queueSchema = z.object({ queueName: z.string(), connection: z.string().optional() });

/**
 * Turns what the app registered into what a listener needs. Whatever is wrong (an unknown trigger or binding, a
 * missing setting, a bad schedule) becomes this function's indexing error and leaves all others alone.
 */
export async function indexFunction(
  { name, bindings }: Registration,
  hostJson: HostJson,
  settings: Settings,
): Promise<IndexedFunction> {
  const entries = Object.entries(bindings);
  const trigger = entries.find(([, binding]) => isTriggerType(typeOf(binding)));
  const triggerType = trigger === undefined ? 'none' : typeOf(trigger[1]);
  const disabled = isTrue(findSetting(settings, `AzureWebJobs.${name}.Disabled`));
  const common = { name, triggerType, disabled };
  try {
    if (!FUNCTION_NAME.test(name)) throw new Error(`'${name}' is not a valid function name.`);
    const wrong = entries.find(([bindingName]) => !BINDING_NAME.test(bindingName));
    if (wrong !== undefined) throw new Error(`The binding name ${wrong[0]} is invalid.`);
    if (trigger === undefined) throw new Error('No trigger binding specified.');
    const others = entries.filter((entry) => entry !== trigger);
    const outputs = await Promise.all(
      others.map(([bindingName, binding]) => indexOutput(bindingName, binding, settings)),
    );
    return { ...common, trigger: await indexTrigger(name, trigger, hostJson, settings), outputs };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(messageOf(error));
    return { ...common, error: `Error indexing method 'Functions.${name}': ${reason}` };
  }
}

const typeOf = (binding: Record<string, unknown>) => String(binding['type']);
const isTriggerType = (type: string) => /trigger$/i.test(type);
const isTrue = (value: string | undefined) => value === '1' || value?.toLowerCase() === 'true';
const messageOf = (error: unknown) => (error instanceof Error ? error.message : error);

async function indexTrigger(
  functionName: string,
  [bindingName, binding]: [string, Record<string, unknown>],
  hostJson: HostJson,
  settings: Settings,
): Promise<Trigger> {
  switch (typeOf(binding).toLowerCase()) {
    case 'httptrigger':
      return indexHttp(functionName, bindingName, binding, hostJson, settings);
    case 'timertrigger':
      return indexTimer(bindingName, binding, settings);
    case 'queuetrigger':
      return indexQueue(bindingName, binding, settings);
    default:
      throw new Error(`The binding type(s) '${typeOf(binding)}' are not supported by this host stand-in.`);
  }
}

function indexHttp(
  functionName: string,
  bindingName: string,
  binding: Record<string, unknown>,
  hostJson: HostJson,
  settings: Settings,
): HttpTrigger {
  const { methods, route, authLevel } = httpSchema.parse(binding);
  const path = [hostJson.extensions.http.routePrefix, resolveNames(route ?? functionName, settings)]
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/');
  return {
    kind: 'http',
    bindingName,
    methods: methods.map((method) => method.toUpperCase()),
    route: path,
    template: parseRouteTemplate(path),
    authLevel,
  };
}

function indexTimer(bindingName: string, binding: Record<string, unknown>, settings: Settings): TimerTrigger {
  const timer = timerSchema.parse(binding);
  const schedule = parseNcrontab(resolveNames(timer.schedule, settings));
  let previous = schedule.next(new Date());
  let monitored = timer.useMonitor;
  for (let count = 0; monitored && previous !== undefined && count < OCCURRENCES_TO_COMPARE; count++) {
    const following = schedule.next(previous);
    if (following !== undefined) monitored = following.getTime() - previous.getTime() >= MINUTE_MS;
    previous = following;
  }
  return { kind: 'timer', bindingName, schedule, runOnStartup: timer.runOnStartup, monitored };
}

async function indexQueue(
  bindingName: string,
  binding: Record<string, unknown>,
  settings: Settings,
): Promise<QueueTrigger> {
  const { queueName, connection } = queueSchema.parse(binding);
  const name = resolveNames(queueName, settings).toLowerCase();
  const service = await queueConnection(connection, settings);
  const poisonName = `${name}${POISON_SUFFIX}`;
  const hasPoisonQueue = !name.endsWith(POISON_SUFFIX) && poisonName.length <= LONGEST_QUEUE_NAME;
  return {
    kind: 'queue',
    bindingName,
    queue: service.getQueueClient(name),
    poisonQueue: hasPoisonQueue ? service.getQueueClient(poisonName) : undefined,
  };
}

async function indexOutput(
  bindingName: string,
  binding: Record<string, unknown>,
  settings: Settings,
): Promise<Output> {
  const type = typeOf(binding).toLowerCase();
  if (binding['direction'] !== 'out' || (type !== 'queue' && type !== 'http')) {
    throw new Error(
      `The binding '${bindingName}' of type '${typeOf(binding)}' (direction ${String(binding['direction'])}) is not supported by this host stand-in.`,
    );
  }
  if (type === 'http') return { kind: 'http', bindingName };
  const { queueName, connection } = queueSchema.parse(binding);
  const service = await queueConnection(connection, settings);
  return {
    kind: 'queue',
    bindingName,
    queue: service.getQueueClient(resolveNames(queueName, settings).toLowerCase()),
  };
}
