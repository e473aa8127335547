import { EVENTS } from './contract.ts';
import type { DimensionForm, DimensionSpec, EventSpec } from './contractTypes.ts';
import type { SyncEvent } from './events.ts';

/** Stands for a text that is not of its declared form: it may be somebody's value, so it is not sent. */
export const WITHHELD = 'WITHHELD';

const FORMS: Readonly<Record<DimensionForm, RegExp>> = {
  word: /^[A-Za-z]{1,40}$/,
  code: /^[A-Z0-9_]{0,60}$/,
  id: /^[\w-]{0,80}$/,
  // What identifies an associate is the cooperative's to choose, but it is neither an email nor a sentence.
  key: /^[^@\s]{0,64}$/,
  path: /^[a-z0-9./-]{0,80}$/i,
  sentence: /^[A-Za-z0-9 ,.:'-]{0,160}$/,
};

/** An event as Application Insights takes it. */
export interface Envelope {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly measurements: Readonly<Record<string, number>>;
}

/** Takes over what the contract names and nothing else, text as text of its form and numbers as finite numbers. */
export function redact(event: SyncEvent): Envelope {
  const { dimensions, measurements }: EventSpec = EVENTS[event.name];
  const texts: Readonly<Record<string, unknown>> = event.dimensions;
  const numbers: Readonly<Record<string, unknown>> = event.measurements;
  return {
    name: event.name,
    properties: Object.fromEntries(
      Object.entries(dimensions).map(([name, spec]) => [name, fitting(texts[name], spec)]),
    ),
    measurements: Object.fromEntries(
      Object.keys(measurements).flatMap((name) => {
        const value = numbers[name];
        return typeof value === 'number' && Number.isFinite(value) ? [[name, value]] : [];
      }),
    ),
  };
}

function fitting(text: unknown, { form, values }: DimensionSpec): string {
  if (typeof text !== 'string') return WITHHELD;
  const fits = values ? values.includes(text) : FORMS[form].test(text);
  return fits ? text : WITHHELD;
}
