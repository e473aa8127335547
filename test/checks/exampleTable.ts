import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const SCRIPTS_FOLDER = fileURLToPath(new URL('../../infra/sql/', import.meta.url));

/** A column as the script declares it. */
export interface DeclaredColumn {
  readonly name: string;
  /** e.g. `datetime2(3)`. */
  readonly type: string;
  readonly isNullable: boolean;
}

/** The table of `infra/sql/hb_contacts.sql`. */
export interface ExampleTable {
  readonly name: string;
  readonly key: string;
  readonly columns: readonly DeclaredColumn[];
}

/** Table, then everything up to the closing parenthesis on a line of its own. */
const CREATE_TABLE = /^CREATE TABLE (?<name>\w+\.\w+) \((?<body>.*?)^\);/ms;
const COLUMN = /^(?<name>\w+) (?<type>\w+(?:\([\w, ]+\))?) (?<null>NOT NULL|NULL),?$/;
const PRIMARY_KEY = /^CONSTRAINT \w+ PRIMARY KEY CLUSTERED \((?<key>\w+)\)$/;

/**
 * Reads the CREATE TABLE of the example script.
 *
 * @throws Error naming the line that is neither a column nor the primary key: better red than half read.
 */
export function readExampleTable(
  script: string = readFileSync(`${SCRIPTS_FOLDER}hb_contacts.sql`, 'utf8'),
): ExampleTable {
  const { name, body } = CREATE_TABLE.exec(script)?.groups ?? {};
  if (name === undefined || body === undefined) throw new Error('hb_contacts.sql: there is no CREATE TABLE.');
  const columns: DeclaredColumn[] = [];
  let key: string | undefined;
  for (const line of body.split('\n').map((text) => text.trim())) {
    const column = readColumn(line);
    if (column) columns.push(column);
    else if (PRIMARY_KEY.test(line)) key = PRIMARY_KEY.exec(line)?.groups?.['key'];
    else if (line !== '')
      throw new Error(`hb_contacts.sql: "${line}" is neither a column nor the primary key.`);
  }
  if (key === undefined) throw new Error('hb_contacts.sql: the table has no primary key.');
  return { name, key, columns };
}

function readColumn(line: string): DeclaredColumn | undefined {
  const { name, type, null: nullable } = COLUMN.exec(line)?.groups ?? {};
  if (name === undefined || type === undefined) return undefined;
  return { name, type, isNullable: nullable === 'NULL' };
}
