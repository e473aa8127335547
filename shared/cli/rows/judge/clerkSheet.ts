import { cellText } from '../../../contacts/cellText.ts';
import type { Mapping } from '../../../contacts/mapping.ts';
import { placeOf } from '../records/placeOf.ts';
import type { Format } from '../records/recogniseFormat.ts';
import type { JudgedRow, Language, NamedFinding } from './judgeRow.ts';

/** Excel knows UTF-8 by its byte order mark, and takes `;` where the decimal sign is a comma, as in Costa Rica. */
const BYTE_ORDER_MARK = '\ufeff';
const DELIMITER = ';';

const WORDS = {
  es: {
    line: 'línea',
    row: 'fila',
    column: 'columna',
    code: 'código',
    result: 'resultado',
    action: 'qué hacer',
    value: 'valor',
    error: 'la fila no se envía',
    warning: 'aviso',
  },
  en: {
    line: 'line',
    row: 'row',
    column: 'column',
    code: 'code',
    result: 'result',
    action: 'what to do',
    value: 'value',
    error: 'the row is not sent',
    warning: 'warning',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** The sheet for those who correct the rows: a line for each finding, without values unless they are asked for. */
export class ClerkSheet {
  readonly #format: Format;
  readonly #withValues: boolean;
  readonly #words: (typeof WORDS)[Language];
  readonly #columnOf: ReadonlyMap<string, string>;
  readonly #key: string;

  constructor(mapping: Mapping, format: Format, language: Language, withValues: boolean) {
    this.#format = format;
    this.#withValues = withValues;
    this.#words = WORDS[language];
    this.#columnOf = new Map(mapping.fields.map(({ property, column }) => [property, column]));
    this.#key = mapping.source.key;
  }

  header(): string {
    const { line, row, column, code, result, action, value } = this.#words;
    const place = this.#format.kind === 'json' ? row : line;
    const names = [place, column, result, code, action];
    return BYTE_ORDER_MARK + record(this.#withValues ? [...names, this.#key, value] : names);
  }

  /** The findings of a row; its values as they stand in the extract. */
  lines(row: JudgedRow, values: Readonly<Record<string, unknown>>): string {
    return row.findings.map((finding) => this.#line(row, finding, values)).join('');
  }

  #line(row: JudgedRow, finding: NamedFinding, values: Readonly<Record<string, unknown>>): string {
    const { code, severity, property, message } = finding;
    const column = this.#columnOf.get(property) ?? property;
    const cells = [String(placeOf(row, this.#format)), column, this.#words[severity], code, message];
    const shown = this.#withValues ? [values[this.#key], values[column]].map(cellText) : [];
    return record([...cells, ...shown]);
  }
}

function record(cells: readonly string[]): string {
  return `${cells.map(quoted).join(DELIMITER)}\r\n`;
}

/** A spreadsheet calculates what begins like a formula, whoever wrote it; an apostrophe makes it text. */
function quoted(cell: string): string {
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
