import { expect, it } from 'vitest';
import { formatLogLine } from '../../../shared/telemetry/log.ts';

it('a log line is one JSON object with the agreed names', () => {
  const line = formatLogLine(
    {
      level: 'warn',
      operation: 'UPDATE',
      status: 'FAILED',
      contactId: 'A-000001',
      hubspotId: '17',
      code: 'EMAIL_INVALID',
      message: 'rejected: email',
      executionTimeMs: 12,
      batchId: 'r-1',
      runId: 'r',
    },
    new Date('2026-11-23T02:00:00.000Z'),
  );
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    timestamp: '2026-11-23T02:00:00.000Z',
    level: 'warn',
    operation: 'UPDATE',
    contact_id: 'A-000001',
    hubspot_id: '17',
    status: 'FAILED',
    code: 'EMAIL_INVALID',
    message: 'rejected: email',
    execution_time: 12,
    batch_id: 'r-1',
    run_id: 'r',
  });
});
