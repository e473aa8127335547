import type { MappingVersion } from '../../contacts/fingerprint.ts';
import type { Mapping } from '../../contacts/mapping.ts';
import type { PortalSchema } from '../../contacts/portal.ts';

export interface RowRules {
  readonly mapping: Mapping;
  readonly version: MappingVersion;
  /** The properties the portal has, with their options. */
  readonly portal: PortalSchema;
}

/** The rules as they are now: the portal's part of them changes while the app runs. */
export interface RulesSource {
  /** @throws StopAndAlert when the key property cannot work; RetryLater when the portal cannot be asked. */
  current(): Promise<RowRules>;
  /** Asks the portal anew. */
  refresh(): Promise<RowRules>;
}
