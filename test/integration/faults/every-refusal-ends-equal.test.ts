import { describe, it } from 'vitest';
import type { FaultAction } from '../../standins/hubspot/startHubSpotStandin.ts';
import { endsEqual, troublesOf } from '../../support/endsEqual.ts';

const REFUSALS: readonly (readonly [string, FaultAction])[] = [
  ['408', { kind: 'status', status: 408 }],
  ['423', { kind: 'status', status: 423 }],
  ['429', { kind: 'status', status: 429 }],
  ['429 with Retry-After', { kind: 'status', status: 429, retryAfter: 10 }],
  ['477 for an hour', { kind: 'status', status: 477, retryAfter: 3_600 }],
  ['500', { kind: 'status', status: 500 }],
  ['500 without content type', { kind: 'status', status: 500, body: 'none' }],
  ['502 as HTML', { kind: 'status', status: 502 }],
  ['503 as HTML', { kind: 'status', status: 503 }],
  ['504 as HTML', { kind: 'status', status: 504 }],
  ['524 as HTML', { kind: 'status', status: 524 }],
];

describe.each(REFUSALS.map(([name, action], index) => ({ name, troubles: troublesOf(action, index) })))(
  '$name',
  ({ troubles }) => {
    // promise 1, 2
    it.each(troubles)('$when the write in $percent % of the calls ends with HubSpot equal', endsEqual);
  },
);
