import * as z from 'zod';
import { beneficiariesSchema } from './beneficiariesSchema.ts';
import { contactsSchema } from './contactsSchema.ts';
import { fieldSchema } from './fieldSchema.ts';
import { identifier, propertyName } from './identifiers.ts';
import { knownKeys } from './knownKeys.ts';
import { numberBetween } from './numberBetween.ts';
import { oneOf } from './oneOf.ts';
import { retrySchema } from './retrySchema.ts';
import { wholeNumber } from './wholeNumber.ts';

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
  overlapSeconds: wholeNumber(0, 86_400, 'seconds')
    .default(300)
    .describe('Window that timestamp reads again; longer than the longest write transaction.'),
  changeTrackingTimeoutSeconds: wholeNumber(10, 420, 'seconds')
    .default(180)
    .describe(
      'How long CHANGETABLE may take to its first row; after three detections in a row that it took longer, a full pass by key takes its place.',
    ),
}).describe('What is read from SQL Server.');

const hubspotSchema = knownKeys({
  keyProperty: propertyName.describe(
    'Property with unique values by which contacts are upserted: that of the key field, or one of our own.',
  ),
  deletedProperty: propertyName
    .default('asociado_eliminado')
    .describe('Property of our own that sync.deletes: mark sets to true on a contact whose row is gone.'),
  catalogueTtlMinutes: wholeNumber(1, 1440, 'minutes')
    .default(15)
    .describe(
      'How long what is known of the portal’s properties counts; then they are listed anew, within a minute.',
    ),
}).describe('What the portal offers.');

const syncSchema = knownKeys({
  batchSize: wholeNumber(1, 100, 'contacts')
    .default(100)
    .describe(
      'Keys a message, and contacts a call to HubSpot, which takes no more than 100. Pages of the whole portal always have 100.',
    ),
  retry: retrySchema.prefault({}),
  adoptionTtlHours: wholeNumber(0, 8760, 'hours; 0 is for ever')
    .default(0)
    .describe(
      'How long an adoption run vouches that nobody unknown is in the portal; then a new associate is looked up before being created, until an adoption has run again. 0: for ever.',
    ),
  pageSize: wholeNumber(1, 10_000, 'keys').default(1000).describe('Keys read in one page.'),
  maxQueuedBatches: wholeNumber(1, 1_000_000, 'batches')
    .default(2000)
    .describe('Batches in the queue above which detection pauses.'),
  quietSeconds: wholeNumber(0, 3600, 'seconds')
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
  maxArchivePercent: numberBetween(0, 100, 'percent')
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
  sync: syncSchema.prefault({}),
  contacts: contactsSchema.prefault({}),
  fields: z.array(fieldSchema).min(1).describe('Every field that travels, one entry each.'),
  beneficiaries: beneficiariesSchema.optional(),
});
export type MappingFile = z.output<typeof mappingFileSchema>;
