import type { Mapping } from '../../shared/contacts/mapping.ts';
import { findSlots, withoutSlots } from '../../shared/contacts/slots.ts';
import type { Column, TableDescription } from '../../shared/source/tableDescription.ts';
import { type DeclaredColumn, type ExampleTable, readExampleTable } from './exampleTable.ts';

/** A table as somebody may have it: its script, and its description as the app would read it from the server. */
export interface TableVariant {
  /** Empty for the table as the example script declares it; else its key's and its stamp's type. */
  readonly label: string;
  readonly script: string;
  readonly table: TableDescription;
}

const KEY_TYPES = ['varchar(20)', 'nvarchar(20)', 'int', 'bigint', 'uniqueidentifier'];
const STAMP_TYPES = ['datetime2(3)', 'datetime2(7)', 'datetime'];
const COLLATION = 'Modern_Spanish_CI_AS';
const ROWVERSION: DeclaredColumn = { name: 'rv', type: 'rowversion', isNullable: false };

/**
 * The example table with every kind of key and stamp that the app supports, each with a rowversion column and change
 * tracking.
 *
 * @throws Error naming a mapped column that the example table does not have.
 */
export function tableVariants(mapping: Mapping, example: ExampleTable = readExampleTable()): TableVariant[] {
  return KEY_TYPES.flatMap((keyType) =>
    STAMP_TYPES.map((stampType) => {
      const types = new Map([
        [mapping.source.key, keyType],
        [mapping.source.changedAt, stampType],
      ]);
      const isExample = example.columns.every(({ name, type }) => type === (types.get(name) ?? type));
      const label = isExample ? '' : `${keyType} key, ${stampType} stamp`;
      const name = isExample ? example.name : `${example.name}_${plain(keyType)}_${plain(stampType)}`;
      const columns = example.columns.map((column) => ({
        ...column,
        type: types.get(column.name) ?? column.type,
      }));
      const table = { ...example, name, columns: [...columns, ROWVERSION] };
      return { label, script: createTable(table), table: describeAs(table, mapping) };
    }),
  );
}

function createTable({ name, key, columns }: ExampleTable): string {
  const lines = columns.map(
    (column) => `    ${column.name} ${column.type} ${column.isNullable ? '' : 'NOT '}NULL,`,
  );
  return [
    `CREATE TABLE ${name} (`,
    ...lines,
    `    CONSTRAINT PK_${plain(name)} PRIMARY KEY CLUSTERED (${key})`,
    ');',
    'GO',
    `ALTER TABLE ${name} ENABLE CHANGE_TRACKING;`,
    'GO',
    '',
  ].join('\n');
}

function describeAs({ name, columns }: ExampleTable, mapping: Mapping): TableDescription {
  const find = (wanted: string): Column => {
    const column = columns.find((candidate) => candidate.name === wanted);
    if (!column) throw new Error(`The mapping reads ${wanted}, which hb_contacts.sql does not declare.`);
    return toColumn(column);
  };
  const { absent } = findSlots(mapping, (wanted) => columns.some((column) => column.name === wanted));
  return {
    name,
    quotedName: name
      .split('.')
      .map((part) => `[${part}]`)
      .join('.'),
    key: find(mapping.source.key),
    changedAt: find(mapping.source.changedAt),
    columns: withoutSlots(mapping, absent).fields.map(({ column }) => ({
      ...find(column),
      mappedAs: column,
    })),
    rowversion: toColumn(ROWVERSION),
    identity: 'check:sql',
    isReadOnly: false,
  };
}

/** As sys.columns would say it. */
function toColumn({ name, type, isNullable }: DeclaredColumn): Column {
  const baseType = type === 'rowversion' ? 'timestamp' : type.replace(/\(.*/, '');
  const collation = baseType.endsWith('char') ? COLLATION : null;
  const declaredType = type === 'rowversion' ? baseType : type;
  return { name, baseType, declaredType, isNullable, collation, canSelect: true };
}

function plain(type: string): string {
  return type.replaceAll(/\W+/g, '_').replace(/_$/, '');
}
