import { onTestFinished } from 'vitest';
import { z } from 'zod';
import {
  type HubSpotStandin,
  type HubSpotStandinOptions,
  type PropertyDefinition,
  startHubSpotStandin,
} from '../../../standins/hubspot/startHubSpotStandin.ts';

export const contactsPath = '/crm/objects/2026-09/contacts';

/** The unique key of an associate, and properties of each type. */
export const associateProperties: readonly PropertyDefinition[] = [
  { name: 'numero_asociado', type: 'string', fieldType: 'text', hasUniqueValue: true },
  { name: 'cedula', type: 'string', fieldType: 'text', hasUniqueValue: true },
  { name: 'salario', type: 'number', fieldType: 'number' },
  { name: 'nacimiento', type: 'date', fieldType: 'date' },
  { name: 'ingreso', type: 'datetime', fieldType: 'date' },
  { name: 'activo', type: 'bool', fieldType: 'booleancheckbox' },
  {
    name: 'estado_civil',
    type: 'enumeration',
    fieldType: 'select',
    options: [
      { label: 'Soltero', value: 'soltero' },
      { label: 'Casado', value: 'casado' },
    ],
  },
  {
    name: 'intereses',
    type: 'enumeration',
    fieldType: 'checkbox',
    options: [
      { label: 'Ahorro', value: 'ahorro' },
      { label: 'Crédito', value: 'credito' },
      { label: 'Vivienda', value: 'vivienda' },
    ],
  },
];

const rowError = z.object({
  status: z.string().optional(),
  category: z.string().optional(),
  message: z.string(),
  code: z.string().optional(),
  context: z.record(z.string(), z.array(z.string())).default({}),
  errors: z
    .array(z.object({ code: z.string(), context: z.object({ propertyName: z.array(z.string()) }) }))
    .optional(),
});

const record = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: z.string(),
  updatedAt: z.string(),
  archived: z.boolean(),
  new: z.boolean().optional(),
  objectWriteTraceId: z.string().optional(),
  warnings: z.array(z.object({ category: z.string(), context: z.record(z.string(), z.string()) })).optional(),
  propertiesWithHistory: z
    .record(
      z.string(),
      z.array(z.object({ value: z.string(), timestamp: z.string(), sourceType: z.string() })),
    )
    .optional(),
});

const answerBody = z.looseObject({
  status: z.string().optional(),
  message: z.string().default(''),
  category: z.string().optional(),
  correlationId: z.string().optional(),
  policyName: z.string().optional(),
  groupName: z.string().optional(),
  context: z.record(z.string(), z.array(z.string())).optional(),
  results: z.array(record).default([]),
  errors: z.array(rowError).default([]),
  numErrors: z.number().optional(),
  total: z.number().optional(),
  paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
});

export type AnswerBody = z.infer<typeof answerBody>;

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: AnswerBody;
}

/** A stand-in for one test, closed when the test ends. */
export async function givenStandin(options: HubSpotStandinOptions = {}): Promise<HubSpotStandin> {
  const standin = await startHubSpotStandin({ properties: associateProperties, ...options });
  onTestFinished(() => standin.close());
  return standin;
}

export async function call(
  standin: HubSpotStandin,
  method: string,
  path: string,
  body?: object,
  token: string = standin.token,
): Promise<ApiAnswer> {
  const response = await fetch(standin.baseUrl + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  const parsed = answerBody.parse(isJson ? JSON.parse(text) : {});
  return { status: response.status, headers: response.headers, text, body: parsed };
}

export interface Input {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly idProperty?: string;
  readonly objectWriteTraceId?: string;
}

/** An upsert keyed by `numero_asociado`, with a trace id. */
export function associate(numero: string, properties: Readonly<Record<string, unknown>> = {}): Input {
  return {
    id: numero,
    idProperty: 'numero_asociado',
    objectWriteTraceId: `trace-${numero}`,
    properties: { numero_asociado: numero, ...properties },
  };
}

export function withoutTrace({ objectWriteTraceId: _, ...input }: Input): Input {
  return input;
}

export function upsert(standin: HubSpotStandin, inputs: readonly Input[]): Promise<ApiAnswer> {
  return call(standin, 'POST', `${contactsPath}/batch/upsert`, { inputs });
}

/** The codes in the JSON array that an invalid write's message carries. */
export function codesIn(message: string): string[] {
  const problems = z
    .array(z.object({ error: z.string() }))
    .parse(JSON.parse(message.slice(message.indexOf('['))));
  return problems.map(({ error }) => error);
}

/** The code with which one value of one property is refused; undefined when it is accepted. */
export async function codeFor(
  standin: HubSpotStandin,
  properties: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const { body } = await upsert(standin, [associate('1', properties)]);
  const message = body.errors[0]?.message;
  return message === undefined ? undefined : codesIn(message)[0];
}
