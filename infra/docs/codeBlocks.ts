import { FINDINGS } from '../../shared/contacts/findings.ts';
import { OUTCOME_CODES } from '../../shared/outcomes/outcomeCodes.ts';
import { STATUS_CODES } from '../../shared/outcomes/statusCodes.ts';
import { SYSTEM_CODES } from '../../shared/outcomes/systemCodes.ts';
import { CODES } from '../../shared/web/texts/es/codes.ts';
import { markdownTable } from './markdownTable.ts';

/** What becomes of a record, or of the sync, in Spanish. */
const ENDS: Readonly<Record<string, string>> = {
  error: 'rechazado',
  rejected: 'rechazado',
  conflict: 'en conflicto',
  failed: 'fallido',
  ok: 'está en HubSpot',
  deleted: 'eliminado',
  pending: 'pendiente: sigue solo',
  retried: 'sigue solo',
  stopped: 'detenido',
  noted: 'solo se dice',
  warning: 'aviso',
};

const WAITING: readonly string[] = ['error', 'rejected', 'conflict', 'failed'];

interface Row {
  readonly code: string;
  readonly ends: string;
  readonly es: string;
}

/**
 * The codes for the Spanish manual, by block: each with its short name on the page, what becomes of the record, and what to do.
 *
 * @throws Error naming an end that has no Spanish word here.
 */
export function codeBlocks(): Readonly<Record<string, string>> {
  const findings = Object.entries(FINDINGS).map(([code, { severity, es }]) => ({ code, ends: severity, es }));
  const [outcomes, system, status] = [OUTCOME_CODES, SYSTEM_CODES, STATUS_CODES].map(rowsOf);
  const records = [...findings, ...(outcomes ?? [])];
  const isWaiting = ({ ends }: Row) => WAITING.includes(ends);
  return {
    'codes-review': tableOf(records.filter(isWaiting)),
    'codes-warning': tableOf(records.filter(({ ends }) => ends === 'warning')),
    'codes-outcome': tableOf(records.filter((row) => !isWaiting(row) && row.ends !== 'warning')),
    'codes-system': tableOf(system ?? []),
    'codes-status': tableOf(status ?? []),
  };
}

function rowsOf(
  codes: Readonly<Record<string, { readonly ends: string; readonly es: string }>>,
): readonly Row[] {
  return Object.entries(codes).map(([code, { ends, es }]) => ({ code, ends, es }));
}

/** A column that says the same in every row, or in some of them nothing, is left out. */
function tableOf(rows: readonly Row[]): string {
  const names: Readonly<Record<string, string>> = CODES;
  const nameOf = ({ code }: Row) => names[`code.${code}`] ?? '';
  const endOf = ({ code, ends }: Row) => {
    const word = ENDS[ends];
    if (word === undefined) throw new Error(`codeBlocks.ts has no Spanish for the end "${ends}" of ${code}.`);
    return word;
  };
  const columns: readonly (readonly [string, (row: Row) => string])[] = [
    ['código', ({ code }) => `\`${code}\``],
    ['en la página', nameOf],
    ['queda', endOf],
    ['qué significa y qué hacer', ({ es }) => es],
  ];
  const told = columns.filter(([, read]) => {
    const cells = new Set(rows.map(read));
    return cells.size > 1 && !cells.has('');
  });
  return markdownTable(
    told.map(([header]) => header),
    rows.map((row) => told.map(([, read]) => read(row))),
  );
}
