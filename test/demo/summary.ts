import type { OutcomeCounts } from '../../shared/outcomes/countOutcomes.ts';
import type { HandMadeSummary } from './portalInUse.ts';

/** What the demo found; printed as JSON it is one object with exactly these fields. */
export interface DemoSummary extends Omit<Required<OutcomeCounts>, 'rejected'> {
  /** Contacts that were there before us, and what became of them. */
  readonly portal: HandMadeSummary;
  readonly rows: number;
  readonly detected: number;
  /** Rejected records by code. */
  readonly rejected: Readonly<Record<string, number>>;
  /** HubSpot calls by operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** From the first tick to the last record. */
  readonly seconds: number;
  /** Of the first load. */
  readonly recordsPerSecond: number;
  /** HubSpot equals SQL Server for every valid associate. */
  readonly equal: boolean;
}

/** The summary for a person. */
export function formatSummary(summary: DemoSummary): string {
  const total = Object.values(summary.rejected).reduce((sum, count) => sum + count, 0);
  const lines: (readonly [string, string | number])[] = [
    ['detected', summary.detected],
    ['created', summary.created],
    ['updated', summary.updated],
    ['unchanged', summary.unchanged],
    ['adopted', summary.adopted],
    ['rejected', total],
    ...Object.entries(summary.rejected).map(([code, count]) => [`  ${code}`, count] as const),
    ['conflict', summary.conflict],
    ['failed', summary.failed],
    ['deleted', summary.deleted],
    ['pending', summary.pending],
    ['contacts made by hand', summary.portal.handMade],
    ['  taken over', summary.portal.adopted],
    ['  left as they were', summary.portal.untouched],
    ['  a person decides', `${summary.portal.undecided} associates`],
    [
      'HubSpot calls',
      Object.entries(summary.calls)
        .map(([name, count]) => `${count} ${name}`)
        .join(', '),
    ],
    ['seconds', summary.seconds],
    ['records per second', summary.recordsPerSecond],
  ];
  const table = lines.map(([name, value]) => `  ${name.padEnd(22)}${value.toLocaleString('en')}`);
  const verdict = `HubSpot equals SQL Server for every valid associate: ${summary.equal ? 'yes' : 'no'}`;
  return ['', ...table, '', verdict].join('\n');
}
