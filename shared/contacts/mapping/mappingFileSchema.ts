import { z } from 'zod';
import { beneficiariesSchema } from './beneficiariesSchema.ts';
import { fieldSchema } from './fieldSchema.ts';
import { identifier, propertyName } from './identifiers.ts';
import { knownKeys } from './knownKeys.ts';
import { oneOf } from './oneOf.ts';

const sourceSchema = knownKeys({
  table: z
    .string()
    .regex(/^[\p{L}_][\p{L}\p{N}_]*\.[\p{L}_][\p{L}\p{N}_]*$/u, 'must be schema.table, e.g. dbo.hb_contacts')
    .describe('Table or view, schema.table.'),
  key: identifier.describe('Column that identifies an associate; the column of a required field.'),
  changeFeed: oneOf(['auto', 'changeTracking', 'rowversion', 'timestamp'])
    .default('auto')
    .describe(
      'How changes are found: changeTracking (exact, sees deletes), rowversion (exact), timestamp (changedAt), or the best the database has.',
    ),
  changedAt: identifier.describe('Column with the time of the last change.'),
  clock: oneOf(['utc', 'server'])
    .default('utc')
    .describe('Clock that stamps changedAt: utc, or the local time of the server.'),
  overlapSeconds: z
    .int()
    .min(0)
    .max(86_400)
    .default(300)
    .describe('Window that timestamp reads again; longer than the longest write transaction.'),
}).describe('What is read from SQL Server.');

const hubspotSchema = knownKeys({
  keyProperty: propertyName.describe(
    'Property with unique values by which contacts are upserted: that of the key field, or one of our own.',
  ),
  deletedProperty: propertyName
    .default('asociado_eliminado')
    .describe('Property of our own that sync.deletes: mark sets to true on a contact whose row is gone.'),
}).describe('What the portal offers.');

const syncSchema = knownKeys({
  pageSize: z.int().min(1).max(10_000).default(1000).describe('Keys read in one page.'),
  maxQueuedBatches: z
    .int()
    .min(1)
    .default(2000)
    .describe('Batches in the queue above which detection pauses.'),
  quietSeconds: z
    .int()
    .min(0)
    .max(3600)
    .default(180)
    .describe(
      'How long a write whose answer was lost may still be under way in HubSpot, whose gateway gives up after 100 s; then the contacts are read back.',
    ),
  compare: oneOf(['ledger', 'values', 'newer'])
    .default('ledger')
    .describe(
      'Whether a changed row is sent: ledger (what was sent last differs), values (the contact is read, only what differs is sent), newer (changedAt is later than the contact’s last change).',
    ),
  deletes: oneOf(['ignore', 'mark', 'archive'])
    .default('ignore')
    .describe(
      'What becomes of a contact whose row is gone: ignore (nothing), mark (hubspot.deletedProperty is set), archive (to the recycle bin, from which only people can restore it).',
    ),
  maxArchivePercent: z
    .number()
    .min(0)
    .max(100)
    .default(1)
    .describe(
      'Share of the known contacts, rounded up, above which nothing more is marked or archived within 24 hours until a person releases it.',
    ),
  sensitiveFields: oneOf(['send', 'leaveOut'])
    .default('send')
    .describe('leaveOut keeps every field marked sensitive out of HubSpot.'),
}).describe('How changes travel.');

/** The mapping file as it is written: the only description of its form, and what editors complete from. */
export const mappingFileSchema = knownKeys({
  source: sourceSchema,
  hubspot: hubspotSchema,
  sync: syncSchema,
  fields: z.array(fieldSchema).min(1).describe('Every field that travels, one entry each.'),
  beneficiaries: beneficiariesSchema.optional(),
});
export type MappingFile = z.output<typeof mappingFileSchema>;
