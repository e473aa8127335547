import { compareWorkers } from './compareWorkers.ts';
import type { Figure } from './figure.ts';

const RECORDS = 100;
const DAYS_OF_A_MONTH = 30;

/**
 * What LOG_RECORDS all costs beside problems, where every record goes well: processor time of the app's process (not the
 * host's) and the bytes of a record's line.
 */
export async function benchLog(tell: (line: string) => void): Promise<readonly Figure[]> {
  const { first, second } = await compareWorkers([{ LOG_RECORDS: 'problems' }, { LOG_RECORDS: 'all' }], tell);
  const micros = (second.cpuMicros - first.cpuMicros) / RECORDS;
  const share = Math.round(1000 * (second.cpuMicros / first.cpuMicros - 1)) / 10;
  const bytes = (second.logBytes - first.logBytes) / RECORDS;
  const gigabytes = (recordsADay: number) => Math.round((bytes * recordsADay * DAYS_OF_A_MONTH) / 1e6) / 1e3;
  return [
    { name: 'CPU of a batch, LOG_RECORDS problems', value: Math.round(first.cpuMicros), unit: 'µs' },
    { name: 'CPU of a batch, LOG_RECORDS all', value: Math.round(second.cpuMicros), unit: 'µs' },
    { name: 'all: CPU more, a record', value: Math.round(10 * micros) / 10, unit: 'µs' },
    { name: 'all: share of the CPU', value: share, unit: '%' },
    { name: 'line of a record that went well', value: Math.round(bytes), unit: 'B' },
    { name: 'lines of a month, 10,000 records a day', value: gigabytes(10_000), unit: 'GB' },
    { name: 'lines of a month, 100,000 records a day', value: gigabytes(100_000), unit: 'GB' },
  ];
}
