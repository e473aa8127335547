import type { ContactProperties } from '../contacts/contactProperties.ts';
import type { WrittenRecord } from './answers.ts';
import type { RefusedInput } from './refusals/refusal.ts';

/** One input of a batch write; `name` is how the caller knows it. */
export interface BatchRow {
  readonly name: string;
  readonly id: string;
  /** Undefined: `id` is a HubSpot id. */
  readonly idProperty: string | undefined;
  readonly properties: ContactProperties;
}

/** What HubSpot answered to one row. `open`: nothing, but an error of its call names nobody and may be about it. */
export type RowAnswer =
  | { readonly kind: 'written'; readonly record: WrittenRecord; readonly correlationId: string | undefined }
  | RefusedInput
  | { readonly kind: 'open' };
