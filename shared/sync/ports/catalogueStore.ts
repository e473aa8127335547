import type { PortalSchema } from '../../contacts/portal.ts';

/** The portal's properties as they were at a moment. */
export interface StoredCatalogue {
  readonly schema: PortalSchema;
  /** Milliseconds since the epoch, before HubSpot was asked. */
  readonly fetchedAt: number;
  /** Every property that was asked for; those without an entry in `schema` the portal does not have. */
  readonly names: readonly string[];
}

/** The cache that all functions share. */
export interface CatalogueStore {
  /** Undefined when nothing is stored, or nothing that can be read. */
  read(): Promise<StoredCatalogue | undefined>;
  save(schema: PortalSchema, fetchedAt: number, names: readonly string[]): Promise<void>;
}
