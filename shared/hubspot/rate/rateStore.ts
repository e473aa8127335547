import type { EndpointKind } from '../client.ts';
import type { RateRow } from './rateRow.ts';

/** Where the instances meet: one row for each kind of endpoint, changed only by whoever read it last. */
export interface RateStore {
  /** Undefined: there is no row yet. `state` is undefined when it is there and cannot be understood. */
  read(
    kind: EndpointKind,
  ): Promise<{ readonly state: RateRow | undefined; readonly etag: string } | undefined>;
  /** Creates the row where `etag` is undefined. Returns the new etag, or undefined when another was faster. */
  save(kind: EndpointKind, state: RateRow, etag: string | undefined): Promise<string | undefined>;
}
