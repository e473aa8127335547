import type { EVENTS } from './contract.ts';
import type { DimensionSpec } from './contractTypes.ts';

type Events = typeof EVENTS;
export type EventName = keyof Events;

type Dimension<S extends DimensionSpec> = S extends { readonly values: readonly (infer V)[] } ? V : string;

/** An event with everything its contract names, and nothing else. There is no field for a person's value. */
export type EventOf<N extends EventName> = {
  readonly name: N;
  readonly dimensions: {
    readonly [D in keyof Events[N]['dimensions']]: Events[N]['dimensions'][D] extends DimensionSpec
      ? Dimension<Events[N]['dimensions'][D]>
      : never;
  };
  readonly measurements: { readonly [M in keyof Events[N]['measurements']]: number };
};

/** The events the app emits; see the contract. */
export type SyncEvent = { readonly [N in EventName]: EventOf<N> }[EventName];

export interface Telemetry {
  /** Whether anybody receives what is emitted: work that is for telemetry alone is left out otherwise. */
  readonly isOn?: boolean;
  emit(event: SyncEvent): void;
  /** Sends what is still buffered; how long that takes is the other side's to say. */
  flush(): Promise<void>;
}
