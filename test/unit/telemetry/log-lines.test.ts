import { expect, it } from 'vitest';
import { formatLogLine } from '../../../shared/telemetry/log.ts';

const NOW = new Date('2026-11-23T02:00:00.000Z');

it('a log line is one JSON object of the agreed form', () => {
  const line = formatLogLine(
    {
      level: 'warn',
      operation: 'UPDATE',
      status: 'FAILED',
      contactId: 'A-000001',
      hubspotId: '17',
      code: 'EMAIL_INVALID',
      message: 'rejected: email',
      executionTimeMs: 500,
      batchId: 'r-1',
      runId: 'r',
    },
    NOW,
  );
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    timestamp: '2026-11-23T02:00:00.000Z',
    level: 'WARN',
    operation: 'UPDATE',
    contact_id: 'A-000001',
    hubspot_id: '17',
    status: 'FAILED',
    code: 'EMAIL_INVALID',
    message: 'rejected: email',
    execution_time: '0.5s',
    batch_id: 'r-1',
    run_id: 'r',
  });
});

it('a line without a duration or a record has no such field', () => {
  const line = formatLogLine({ level: 'error', operation: 'STATUS', status: 'FAILED' }, NOW);
  expect(JSON.parse(line)).toEqual({
    timestamp: '2026-11-23T02:00:00.000Z',
    level: 'ERROR',
    operation: 'STATUS',
    status: 'FAILED',
  });
});

it.each([
  [0, '0s'],
  [0.004, '0.001s'],
  [1, '0.001s'],
  [12, '0.012s'],
  [499.2, '0.5s'],
  [1_000, '1s'],
  [61_234, '61.234s'],
  [86_400_001, '86400.001s'],
  [-5, '0s'],
])('%d ms reads %s', (executionTimeMs, text) => {
  const line = formatLogLine({ level: 'info', operation: 'BATCH', status: 'SUCCESS', executionTimeMs }, NOW);
  expect(JSON.parse(line)).toMatchObject({ level: 'INFO', execution_time: text });
});
