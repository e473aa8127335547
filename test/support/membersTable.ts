import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sql from 'mssql';
import type { AssociateRow } from './associates.ts';

const ROWS_PER_STATEMENT = 2_000;

/** The members system's side of `dbo.hb_contacts`: what the cooperative does to it, over a connection of its own. */
export interface MembersTable {
  /** All rows must have the same columns. */
  insert(rows: readonly AssociateRow[], table?: string): Promise<void>;
  /** Changes columns of the rows with these keys and stamps them now. */
  update(keys: readonly string[], change: AssociateRow): Promise<void>;
  /** All rows, in the forms the mapping's rules take. */
  readAll(): Promise<readonly AssociateRow[]>;
  delete(keys: readonly string[]): Promise<void>;
  run(statement: string): Promise<void>;
  /** Adds the columns of beneficiaries 2 to `slots`, as a cooperative with room for more has them. */
  addBeneficiaries(slots: number): Promise<void>;
  /** Runs a script of `infra/sql/`, batch by batch. */
  runScript(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Creates the example table and connects to it. */
export async function openMembersTable(connectionString: string): Promise<MembersTable> {
  const pool = await new sql.ConnectionPool(connectionString).connect();
  const run = async (statement: string, parameters: Record<string, string> = {}) => {
    const request = pool.request();
    for (const [name, value] of Object.entries(parameters)) request.input(name, sql.NVarChar(sql.MAX), value);
    await request.query(statement);
  };
  const runScript = async (name: string) => {
    const script = fileURLToPath(new URL(`../../infra/sql/${name}`, import.meta.url));
    for (const batch of readFileSync(script, 'utf8').split(/^GO\s*$/m)) {
      if (batch.trim() !== '') await run(batch);
    }
  };
  await runScript('hb_contacts.sql');
  return {
    async insert(rows, table = 'dbo.hb_contacts') {
      for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
        const part = rows.slice(start, start + ROWS_PER_STATEMENT);
        await run(insertStatement(part, table), { rows: JSON.stringify(part) });
      }
    },
    async update(keys, change) {
      const parameters: Record<string, string> = { keys: JSON.stringify(keys) };
      const assignments = Object.entries(change).map(([column, value], index) => {
        if (value === null) return `[${column}] = NULL`;
        parameters[`value${index}`] = value;
        return `[${column}] = @value${index}`;
      });
      await run(
        `UPDATE dbo.hb_contacts SET ${[...assignments, 'lastmodifieddate = SYSUTCDATETIME()'].join(', ')}
         WHERE numero_asociado IN (SELECT k.[key] FROM OPENJSON(@keys) WITH ([key] varchar(20) '$') AS k)`,
        parameters,
      );
    },
    async readAll() {
      const { recordset } = await pool
        .request()
        .query<Record<string, unknown>>('SELECT * FROM dbo.hb_contacts');
      return recordset.map((row) =>
        Object.fromEntries(Object.entries(row).map(([column, value]) => [column, asText(value)])),
      );
    },
    delete: (keys) =>
      run(
        `DELETE FROM dbo.hb_contacts
         WHERE numero_asociado IN (SELECT k.[key] FROM OPENJSON(@keys) WITH ([key] varchar(20) '$') AS k)`,
        { keys: JSON.stringify(keys) },
      ),
    async addBeneficiaries(slots) {
      for (const [column, type] of beneficiaryColumns(2, slots))
        await run(`ALTER TABLE dbo.hb_contacts ADD ${column} ${type} NULL`);
    },
    run,
    runScript,
    close: () => pool.close(),
  };
}

/** The columns of some slots, as `infra/sql/hb_contacts.sql` has those of the first. */
function beneficiaryColumns(first: number, last: number): readonly (readonly [string, string])[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((slot) => [
    [`nombre_y_apellidos__beneficiario_${String(slot).padStart(2, '0')}_`, 'nvarchar(200)'] as const,
    [`numero_de_cedula__beneficiario_${slot}_`, 'varchar(20)'] as const,
    [`porcentaje__beneficiario_${slot}_`, 'decimal(5, 2)'] as const,
  ]);
}

/** One statement for many rows; a row without a stamp is stamped now. */
function insertStatement(rows: readonly AssociateRow[], table: string): string {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'lastmodifieddate');
  const list = columns.map((column) => `[${column}]`).join(', ');
  const declared = columns.map((column) => `[${column}] nvarchar(4000) '$.${column}'`).join(', ');
  return `
INSERT INTO ${table} (${list}, lastmodifieddate)
SELECT ${list}, COALESCE(r.lastmodifieddate, SYSUTCDATETIME())
FROM OPENJSON(@rows) WITH (${declared}, lastmodifieddate datetime2(3) '$.lastmodifieddate') AS r`;
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}
