import { pathName } from '../../../shared/contacts/mapping/pathName.ts';
import { checkedFileSchema, type Mapping, toMapping } from '../../../shared/contacts/mapping.ts';
import type { TableDescription } from '../../../shared/source/tableDescription.ts';
import type { Scenario } from './scenario.ts';

/** Longer than the longest transaction of the simulation and the worst clock together. */
export const OVERLAP_SECONDS = 300;

const mappings = new Map<string, Mapping>();

/** A mapping of the fields that identify an associate and one that changes; the same one for the same settings. */
export function mappingFor(scenario: Scenario): Mapping {
  const { feed, pageSize, maxQueuedBatches, compare, deletes, batchSize, retry } = scenario;
  // A cooperative of ten would ask a person at every delete.
  const settings = { pageSize, maxQueuedBatches, compare, deletes, batchSize, retry, maxArchivePercent: 100 };
  const name = JSON.stringify([feed, settings]);
  const known = mappings.get(name);
  if (known) return known;
  const text = { type: 'string', required: true };
  const file = checkedFileSchema.parse({
    source: {
      table: 'dbo.hb_contacts',
      key: 'numero_asociado',
      changeFeed: feed,
      changedAt: 'lastmodifieddate',
      overlapSeconds: OVERLAP_SECONDS,
    },
    hubspot: { keyProperty: 'numero_asociado_clave' },
    sync: settings,
    fields: [
      { ...text, column: 'numero_asociado', property: 'numero_asociado', label: 'Número', rule: 'numero' },
      {
        ...text,
        column: 'no__de_cedula',
        property: 'no__de_cedula',
        label: 'Cédula',
        rule: 'cedula',
        identifies: 'cedula',
      },
      { ...text, column: 'firstname', property: 'firstname', label: 'Nombre', rule: 'name' },
      { ...text, column: 'lastname', property: 'lastname', label: 'Apellidos', rule: 'surname' },
      { ...text, column: 'email', property: 'email', label: 'Correo', rule: 'email', identifies: 'email' },
      {
        type: 'string',
        column: 'telefono_habitacion',
        property: 'telefono_habitacion',
        label: 'Teléfono',
        rule: 'phone',
      },
    ],
  });
  const mapping = toMapping(file, pathName);
  mappings.set(name, mapping);
  return mapping;
}

/** The members table as the server would describe it. */
export function describeMembers(mapping: Mapping): TableDescription {
  const column = (name: string, baseType: string) => ({
    name,
    declaredType: baseType,
    baseType,
    isNullable: false,
    collation: null,
    canSelect: true,
  });
  return {
    name: mapping.source.table,
    quotedName: '[dbo].[hb_contacts]',
    key: column(mapping.source.key, 'varchar'),
    changedAt: column(mapping.source.changedAt, 'datetime2'),
    columns: mapping.fields.map((field) => ({ ...column(field.column, 'varchar'), mappedAs: field.column })),
    rowversion: column('version', 'timestamp'),
    identity: 'the only database',
    isReadOnly: false,
  };
}
