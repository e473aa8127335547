import { odata, type TransactionAction } from '@azure/data-tables';
import * as z from 'zod';
import type { PortalProperty, PortalSchema } from '../contacts/portal.ts';
import type { CatalogueStore, StoredCatalogue } from '../sync/ports/catalogueStore.ts';
import type { EntityTable } from './entityTable.ts';
import { packList, unpackList } from './packList.ts';
import { once, storageCall } from './storageClients.ts';
import { storageStatus } from './storageErrors.ts';

const PARTITION = 'catalogue';
/** No property is called so: HubSpot's names are a-z, 0-9 and _. */
const META = '~';

/** Table Storage: at most 100 entities and 4 MiB in a transaction; a character takes three bytes at most. */
const MAX_ENTITIES = 100;
const MAX_CHARACTERS = 1_000_000;

const metaSchema = z.looseObject({ rowKey: z.literal(META), fetchedAt: z.iso.datetime() });
const propertySchema = z.looseObject({
  rowKey: z.string(),
  /** False: it was asked for, and the portal does not have it. */
  exists: z.boolean(),
  type: z.string(),
  fieldType: z.string(),
  externalOptions: z.boolean(),
  hasUniqueValue: z.boolean(),
  readOnly: z.boolean(),
  // Entries of earlier versions lack it.
  sensitive: z.boolean().default(false),
});

/**
 * The portal's properties in Table Storage: one entity a property, those that the portal lacks included, and one
 * that says when HubSpot was asked, and for what. Nothing is ever deleted, so that no save can fail on an entity that
 * another has removed; an entity whose name the last save does not list is not read.
 */
export function createCatalogueStore(table: EntityTable): CatalogueStore {
  const created = once(() => table.createTable());
  return {
    read: () =>
      storageCall('reading the property catalogue', async () => {
        await created();
        const entities: unknown[] = [];
        const filter = odata`PartitionKey eq ${PARTITION}`;
        for await (const entity of table.listEntities({ queryOptions: { filter } })) entities.push(entity);
        return toCatalogue(entities);
      }),

    save: (schema, fetchedAt, names) =>
      storageCall('storing the property catalogue', async () => {
        await created();
        for (const transaction of toTransactions(schema, fetchedAt, names)) {
          try {
            await table.submitTransaction(transaction);
          } catch (error) {
            const status = storageStatus(error);
            // Another worker stores the same at this moment, and finishes it.
            if (status === 409 || status === 412) return;
            throw error;
          }
        }
      }),
  };
}

/** What HubSpot said goes first and when it was said last, so that half a save never counts as a fresh one. */
function toTransactions(
  schema: PortalSchema,
  fetchedAt: number,
  names: readonly string[],
): TransactionAction[][] {
  const meta = { fetchedAt: new Date(fetchedAt).toISOString(), ...packList('names', names) };
  const entities = [...names.map((name) => toEntity(name, schema.get(name))), { rowKey: META, ...meta }];
  const transactions: TransactionAction[][] = [];
  let [current, characters]: [TransactionAction[], number] = [[], 0];
  for (const entity of entities) {
    const size = JSON.stringify(entity).length;
    if (current.length === MAX_ENTITIES || characters + size > MAX_CHARACTERS) {
      transactions.push(current);
      [current, characters] = [[], 0];
    }
    current.push(['upsert', { partitionKey: PARTITION, ...entity }, 'Replace']);
    characters += size;
  }
  return [...transactions, current].filter(({ length }) => length > 0);
}

type StoredProperty = { readonly rowKey: string } & Readonly<Record<string, string | boolean>>;

function toEntity(name: string, property: PortalProperty | undefined): StoredProperty {
  return {
    rowKey: name,
    exists: property !== undefined,
    type: property?.type ?? '',
    fieldType: property?.fieldType ?? '',
    externalOptions: property?.externalOptions ?? false,
    hasUniqueValue: property?.hasUniqueValue ?? false,
    readOnly: property?.readOnly ?? false,
    sensitive: property?.sensitive ?? false,
    ...packList('options', property?.options ?? []),
  };
}

/** Undefined when anything of it cannot be read: HubSpot has it all. */
function toCatalogue(entities: readonly unknown[]): StoredCatalogue | undefined {
  const meta = entities.map((entity) => metaSchema.safeParse(entity)).find(({ success }) => success)?.data;
  const names = meta && unpackList('names', meta);
  if (!names) return undefined;
  const stored = new Map(entities.map(toStored).flatMap((entry) => (entry ? [[entry.name, entry]] : [])));
  const schema = new Map<string, PortalProperty>();
  for (const name of names) {
    const entry = stored.get(name);
    if (!entry) return undefined;
    if (entry.property) schema.set(name, entry.property);
  }
  return { schema, fetchedAt: Date.parse(meta.fetchedAt), names };
}

function toStored(entity: unknown): { name: string; property: PortalProperty | undefined } | undefined {
  const parsed = propertySchema.safeParse(entity).data;
  const options = parsed && unpackList('options', parsed);
  if (!parsed || !options) return undefined;
  const { rowKey: name, exists, type, fieldType, externalOptions, hasUniqueValue, readOnly } = parsed;
  const external = externalOptions ? { externalOptions } : {};
  const hidden = parsed.sensitive ? { sensitive: true } : {};
  const property = { name, type, fieldType, options, ...external, hasUniqueValue, readOnly, ...hidden };
  return { name, property: exists ? property : undefined };
}
