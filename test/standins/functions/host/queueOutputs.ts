import { type QueueClient, RestError } from '@azure/storage-queue';
import type { InvocationAnswer, OutgoingValue } from '../protocol.ts';
import type { UsableFunction } from './indexedFunction.ts';
import type { QueueOptions } from './readHostJson.ts';

const RETURN_BINDING = '$return';

/**
 * Writes what a successful handler put on its queue outputs; the queue is created when it is missing. The real host
 * does this inside the execution, so an output that fails makes the run fail after its work was done.
 *
 * @returns the queues that got messages
 * @throws RestError when storage refuses a message.
 */
export async function writeQueueOutputs(
  fn: UsableFunction,
  answer: InvocationAnswer,
  encoding: QueueOptions['messageEncoding'],
): Promise<QueueClient[]> {
  const written: QueueClient[] = [];
  for (const output of fn.outputs) {
    if (output.kind !== 'queue') continue;
    for (const text of toMessages(outputValue(answer, output.bindingName))) {
      await sendCreatingQueue(output.queue, encodeMessage(text, encoding));
      written.push(output.queue);
    }
  }
  return written;
}

/** The value of one output binding: the handler's return value or what it set on `context.extraOutputs`. */
export function outputValue(answer: InvocationAnswer, bindingName: string): OutgoingValue | undefined {
  if (bindingName === RETURN_BINDING) return answer.returnValue ?? undefined;
  return answer.outputData.find((output) => output.name === bindingName)?.data;
}

export async function sendCreatingQueue(queue: QueueClient, body: string): Promise<void> {
  try {
    await queue.sendMessage(body);
  } catch (error) {
    if (!isMissingQueue(error)) throw error;
    await queue.createIfNotExists();
    await queue.sendMessage(body);
  }
}

export const isMissingQueue = (error: unknown): boolean =>
  error instanceof RestError && error.statusCode === 404 && error.code === 'QueueNotFound';

const encodeMessage = (text: string, encoding: QueueOptions['messageEncoding']) =>
  encoding === 'base64' ? Buffer.from(text, 'utf8').toString('base64') : text;

/** An array, or a string that is a JSON array, becomes one message per element. */
function toMessages(value: OutgoingValue | undefined): string[] {
  if (value === undefined) return [];
  const text = value.string ?? value.json ?? bytesToText(value.bytes) ?? value.int ?? value.double;
  if (text === undefined) return [];
  const elements = parseArray(String(text));
  if (elements === undefined) return [String(text)];
  return elements.map((element) => (typeof element === 'string' ? element : JSON.stringify(element)));
}

const bytesToText = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');

function parseArray(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
