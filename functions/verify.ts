import { app } from '@azure/functions';
import { theApp } from './app.ts';
import { onTimer } from './onTimer.ts';

/** Timer: begins a verification, where VERIFY_SCHEDULE says when. */
export const runVerify = onTimer('VERIFY', (log) => theApp().verifyOnSchedule(log));

// Off where nobody says when: the host cannot start a timer without a schedule.
if (process.env['VERIFY_SCHEDULE'])
  app.timer('verify', { schedule: '%VERIFY_SCHEDULE%', handler: runVerify });
