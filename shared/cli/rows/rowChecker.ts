import { FINDINGS, type Finding, type FindingCode } from '../../contacts/findings.ts';
import type { Mapping } from '../../contacts/mapping.ts';
import { mapRow } from '../../contacts/mapRow.ts';
import { type ColumnMatcher, createColumnMatcher } from './columnMatcher.ts';
import type { ExtractRow } from './extractRow.ts';

export type Language = 'es' | 'en';

/** Checks rows one by one and counts what is found; see `shared/cli/checkRows.ts`. */
export class RowChecker {
  readonly #mapping: Mapping;
  readonly #language: Language;
  readonly #columns: ColumnMatcher;
  readonly #counts = new Map<FindingCode, number>();
  #rows = 0;
  #rejected = 0;

  constructor(mapping: Mapping, language: Language) {
    this.#mapping = mapping;
    this.#language = language;
    this.#columns = createColumnMatcher(mapping);
  }

  /** The next row as one line of JSON. */
  check(row: ExtractRow): string {
    const { properties, findings, rejected } = row
      ? mapRow(this.#columns.match(row), this.#mapping)
      : UNREADABLE;
    this.#rows += 1;
    this.#rejected += Number(rejected);
    for (const { code } of findings) this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
    const named = findings.map(({ code, severity, property }) => {
      return { code, severity, property, message: FINDINGS[code][this.#language] };
    });
    return JSON.stringify({ row: this.#rows, properties, findings: named });
  }

  /** What came of all rows so far, by code, and which columns did not meet. */
  summary(): readonly string[] {
    const counts = [...this.#counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
    return [
      `${this.#rows} rows: ${this.#rows - this.#rejected} go, ${this.#rejected} rejected`,
      ...counts.map(([code, count]) => `  ${code.padEnd(28)} ${count}`),
      ...note('Columns the mapping file does not know, ignored', this.#columns.unknown()),
      ...note('Columns of the mapping file that no row has', this.#rows === 0 ? [] : this.#columns.absent()),
    ];
  }
}

interface Checked {
  readonly properties: Readonly<Record<string, string>>;
  readonly findings: readonly Pick<Finding, 'code' | 'severity' | 'property'>[];
  readonly rejected: boolean;
}

const UNREADABLE: Checked = {
  properties: {},
  findings: [{ code: 'ROW_UNREADABLE', severity: 'error', property: '' }],
  rejected: true,
};

function note(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
}
