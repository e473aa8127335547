import { FINDINGS, type Finding } from '../../../contacts/findings.ts';
import { identifierProperties, TAKEN_CODES } from '../../../contacts/identity.ts';
import type { Mapping } from '../../../contacts/mapping.ts';
import { mapRow } from '../../../contacts/mapRow.ts';
import { OUTCOME_CODES } from '../../../outcomes/outcomeCodes.ts';
import type { ReadableRow, UnreadableRow } from '../records/extractRow.ts';
import { placeOf } from '../records/placeOf.ts';
import type { Format } from '../records/recogniseFormat.ts';
import type { IdentifierTwins, Twin } from './identifierTwins.ts';

export type Language = 'es' | 'en';

/** What was found of a row, in words. */
export interface NamedFinding {
  readonly code: string;
  readonly severity: Finding['severity'];
  readonly property: string;
  readonly message: string;
}

/** A row as the sync would take it. */
export interface JudgedRow {
  readonly row: number;
  readonly line: number;
  /** As HubSpot would get them. */
  readonly properties: Readonly<Record<string, string>>;
  readonly findings: readonly NamedFinding[];
  /** `doubled`: another row has its number, cédula or email. */
  readonly verdict: 'goes' | 'rejected' | 'doubled';
}

/** Judges rows one by one, with what was found of all of them. */
export function rowJudge(mapping: Mapping, format: Format, twins: IdentifierTwins, language: Language) {
  const identifiers = identifierProperties(mapping);
  const describe = ({ kind, place }: Twin): NamedFinding => {
    // Two rows of one number are no dispute over a contact: the sync takes neither.
    const code = kind === 'number' ? 'KEY_SHARED' : TAKEN_CODES[kind];
    const message = `${OUTCOME_CODES[code][language]} ${elsewhere(place, format, language)}`;
    return { code, severity: 'error', property: identifiers[kind] ?? '', message };
  };
  return (given: ReadableRow | UnreadableRow): JudgedRow => {
    const { row, line } = given;
    if (given.kind === 'unreadable')
      return { row, line, properties: {}, findings: [inWords(UNREADABLE, language)], verdict: 'rejected' };
    const { properties, findings, rejected } = mapRow(given.values, mapping);
    const doubled = twins.of(properties, placeOf(given, format));
    return {
      row,
      line,
      properties,
      findings: [...findings.map((finding) => inWords(finding, language)), ...doubled.map(describe)],
      verdict: rejected ? 'rejected' : doubled.length > 0 ? 'doubled' : 'goes',
    };
  };
}

const UNREADABLE = { code: 'ROW_UNREADABLE', severity: 'error', property: '' } as const;

type Found = Pick<Finding, 'code' | 'severity' | 'property'>;

function inWords({ code, severity, property }: Found, language: Language): NamedFinding {
  return { code, severity, property, message: FINDINGS[code][language] };
}

function elsewhere(place: number, { kind }: Format, language: Language): string {
  if (language === 'en') return `It stands in ${kind === 'json' ? 'row' : 'line'} ${place} too.`;
  return `Está también en la ${kind === 'json' ? 'fila' : 'línea'} ${place}.`;
}
