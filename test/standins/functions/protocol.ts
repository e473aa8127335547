/**
 * What host and worker tell each other over the child process's IPC channel.
 *
 * The shapes of values follow the real gRPC contract (RpcTypedData, RpcHttp), because `@azure/functions` converts
 * from and to exactly these; the envelope around them is ours.
 */
import { z } from 'zod';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const cookie = z.object({
  name: z.string(),
  value: z.string(),
  domain: z.object({ value: z.string() }).optional(),
  path: z.object({ value: z.string() }).optional(),
  expires: z.object({ value: z.object({ seconds: z.number() }) }).optional(),
  secure: z.object({ value: z.boolean() }).optional(),
  httpOnly: z.object({ value: z.boolean() }).optional(),
  sameSite: z.string().optional(),
  maxAge: z.object({ value: z.number() }).optional(),
});

const httpResponse = z.object({
  statusCode: z.string(),
  headers: z.record(z.string(), z.string()),
  cookies: z.array(cookie).default([]),
  body: z.object({ bytes: bytes.optional() }).nullish(),
});

const outgoingValue = z.object({
  string: z.string().optional(),
  json: z.string().optional(),
  bytes: bytes.optional(),
  int: z.number().optional(),
  double: z.number().optional(),
  http: httpResponse.optional(),
});

const invocationAnswer = z.object({
  returnValue: outgoingValue.nullish(),
  outputData: z.array(z.object({ name: z.string(), data: outgoingValue })).default([]),
});

const registration = z.object({
  name: z.string(),
  bindings: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const level = z.enum(['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none']);

const fromWorker = z.discriminatedUnion('kind', [
  /** The app was loaded; `error` says why it could not be, and then no function is usable. */
  z.object({
    kind: z.literal('ready'),
    functions: z.array(registration),
    error: z.string().optional(),
  }),
  z.object({
    kind: z.literal('log'),
    level,
    category: z.string(),
    message: z.string(),
    functionName: z.string().optional(),
    invocationId: z.string().optional(),
  }),
  z.object({ kind: z.literal('succeeded'), invocationId: z.string(), answer: invocationAnswer }),
  z.object({ kind: z.literal('failed'), invocationId: z.string(), error: z.string() }),
]);

const incomingHttp = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  query: z.record(z.string(), z.string()),
  params: z.record(z.string(), z.string()),
  body: z.object({ bytes }).optional(),
});

const incomingValue = z.object({
  string: z.string().optional(),
  json: z.string().optional(),
  int: z.number().optional(),
  http: incomingHttp.optional(),
});

const invocationRequest = z.object({
  inputData: z.array(z.object({ name: z.string(), data: incomingValue })),
  triggerMetadata: z.record(z.string(), incomingValue),
});

const fromHost = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('invoke'),
    invocationId: z.string(),
    functionName: z.string(),
    request: invocationRequest,
  }),
  z.object({ kind: z.literal('terminate') }),
]);

export type LogLevel = z.infer<typeof level>;
export type Registration = z.infer<typeof registration>;
export type FromWorker = z.infer<typeof fromWorker>;
export type ToHost = z.input<typeof fromWorker>;
export type FromHost = z.infer<typeof fromHost>;
export type IncomingHttp = z.infer<typeof incomingHttp>;
export type IncomingValue = z.infer<typeof incomingValue>;
export type OutgoingValue = z.infer<typeof outgoingValue>;
export type OutgoingHttp = z.infer<typeof httpResponse>;
export type OutgoingCookie = z.infer<typeof cookie>;
export type InvocationRequest = z.infer<typeof invocationRequest>;
export type InvocationAnswer = z.infer<typeof invocationAnswer>;

/** @throws z.ZodError when the worker sent something else than this protocol. */
export const parseFromWorker = (message: unknown): FromWorker => fromWorker.parse(message);

/** @throws z.ZodError when the host sent something else than this protocol. */
export const parseFromHost = (message: unknown): FromHost => fromHost.parse(message);

/** @throws z.ZodError when the programming model answered something that the host cannot use. */
export const parseAnswer = (answer: unknown): InvocationAnswer => invocationAnswer.parse(answer);
