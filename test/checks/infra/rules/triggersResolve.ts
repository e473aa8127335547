import { z } from 'zod';
import { ofType, settingsOf } from '../../../../infra/docs/snapshot.ts';
import type { Rule } from './rule.ts';

const bindingSchema = z.looseObject({ type: z.string(), connection: z.string().optional() });
type Binding = z.infer<typeof bindingSchema>;

/** What an identity-based connection is made of; the app’s own clients need the table service too. */
const CONNECTION_PARTS = ['queueServiceUri', 'tableServiceUri', 'credential', 'clientId'];
/** Timers, keys and locks: the host needs all of it whatever the app does. */
const HOST_STORAGE = ['blobServiceUri', ...CONNECTION_PARTS].map((part) => `AzureWebJobsStorage__${part}`);

/** Every name in a trigger of the built app means something in Azure: `%SETTING%`, connection, queue and poison queue. */
export const triggersResolve: Rule = ({ snapshot, functions, app }) => {
  const settings = settingsOf(snapshot);
  const queues = namesOf(ofType(snapshot, 'Microsoft.Storage/storageAccounts/queueServices/queues'));
  const tables = namesOf(ofType(snapshot, 'Microsoft.Storage/storageAccounts/tableServices/tables'));
  const bindings = functions.flatMap(({ name, bindings: all }) =>
    Object.values(all).map((binding) => ({ name, binding: bindingSchema.parse(binding) })),
  );
  const isSet = (name: string) => Boolean(settings[name]);
  return [
    ...(functions.length === 0 ? ['The built app registers no function.'] : []),
    ...HOST_STORAGE.filter((name) => !isSet(name)).map((name) => `The host needs ${name}, which is not set.`),
    ...bindings.flatMap(({ name, binding }) => [
      ...placeholders(binding)
        .filter((setting) => !isSet(setting))
        .map((setting) => `${name}: %${setting}% is not set.`),
      ...connectionParts(binding)
        .filter((setting) => !isSet(setting))
        .map((setting) => `${name}: its connection needs ${setting}, which is not set.`),
      ...queuesOf(binding, settings)
        .filter((queue) => !queues.includes(queue))
        .map((queue) => `${name}: the queue ${queue} is not created.`),
    ]),
    ...app.queues
      .filter((queue) => !queues.includes(queue))
      .map((queue) => `The queue ${queue} is not created.`),
    ...queues
      .filter((queue) => !app.queues.includes(queue))
      .map((queue) => `Nothing uses the queue ${queue}.`),
    ...app.tables
      .filter((table) => !tables.includes(table))
      .map((table) => `The table ${table} is not created.`),
  ];
};

function namesOf(resources: readonly { readonly name: string }[]): string[] {
  return resources.map(({ name }) => name.split('/').at(-1) ?? '');
}

function placeholders(binding: Binding): string[] {
  return Object.values(binding)
    .filter((value) => typeof value === 'string')
    .flatMap((text) => [...text.matchAll(/%([^%]+)%/g)].map(([, name = '']) => name));
}

function connectionParts({ connection }: Binding): string[] {
  return connection === undefined ? [] : CONNECTION_PARTS.map((part) => `${connection}__${part}`);
}

/** A queue trigger's queue and its poison queue; a poison queue has none of its own. */
function queuesOf({ type, ...binding }: Binding, settings: Readonly<Record<string, string>>): string[] {
  if (type !== 'queueTrigger') return [];
  const queue = String(binding['queueName']).replace(/%([^%]+)%/g, (_, name: string) => settings[name] ?? '');
  return queue.endsWith('-poison') ? [queue] : [queue, `${queue}-poison`];
}
