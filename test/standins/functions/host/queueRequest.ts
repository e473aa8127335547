import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { IncomingValue, InvocationRequest } from '../protocol.ts';
import type { QueueOptions } from './readHostJson.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The text of a message, or undefined when it is not in the encoding that host.json announces. */
export function decodeMessage(body: string, encoding: QueueOptions['messageEncoding']): string | undefined {
  if (encoding === 'none') return body;
  return BASE64.test(body) ? Buffer.from(body, 'base64').toString('utf8') : undefined;
}

/** What the worker gets for a queue message. The library turns the text into a value when it is JSON. */
export function toQueueRequest(
  bindingName: string,
  text: string,
  message?: DequeuedMessageItem,
): InvocationRequest {
  const metadata = { QueueTrigger: { string: text }, ...(message && messageMetadata(message)) };
  return {
    inputData: [{ name: bindingName, data: { string: text } }],
    triggerMetadata: overlay(metadata, payloadMetadata(text)),
  };
}

function messageMetadata(message: DequeuedMessageItem): Record<string, IncomingValue> {
  return {
    DequeueCount: { int: message.dequeueCount },
    ExpirationTime: json(message.expiresOn),
    Id: { string: message.messageId },
    InsertionTime: json(message.insertedOn),
    NextVisibleTime: json(message.nextVisibleOn),
    PopReceipt: { string: message.popReceipt },
  };
}

/** Every top-level property of a JSON object, arrays excepted. */
function payloadMetadata(text: string): Record<string, IncomingValue> {
  const payload = parseObject(text);
  const properties = Object.entries(payload).filter(([, value]) => !Array.isArray(value));
  return Object.fromEntries(
    properties.map(([name, value]) => [name, typeof value === 'string' ? { string: value } : json(value)]),
  );
}

/**
 * The host keeps metadata in a dictionary that ignores case and lays the payload over it: a payload with an `id`
 * replaces the message's own id.
 */
function overlay(
  base: Record<string, IncomingValue>,
  over: Record<string, IncomingValue>,
): Record<string, IncomingValue> {
  const result = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const existing = Object.keys(result).find((key) => key.toLowerCase() === name.toLowerCase());
    result[existing ?? name] = value;
  }
  return result;
}

const json = (value: unknown): IncomingValue => ({ json: JSON.stringify(value) });

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
