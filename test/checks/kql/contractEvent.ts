import { EVENTS } from '../../../shared/telemetry/contract.ts';
import type { Row } from './run/values.ts';

type Events = typeof EVENTS;
type Fields<Name extends keyof Events> = Partial<
  Record<keyof Events[Name]['dimensions'], string> & Record<keyof Events[Name]['measurements'], number>
>;

/** A row of `customEvents` as the contract has it: what is not given is empty, or 0. */
export function contractEvent<Name extends keyof Events>(
  name: Name,
  timestamp: number,
  fields: Fields<Name> = {},
): Row {
  const given: Readonly<Record<string, unknown>> = fields;
  const bag = (keys: object, nothing: string | number) =>
    Object.fromEntries(Object.keys(keys).map((key) => [key, given[key] ?? nothing]));
  const { dimensions, measurements } = EVENTS[name];
  return {
    name,
    timestamp,
    customDimensions: bag(dimensions, ''),
    customMeasurements: bag(measurements, 0),
  };
}
