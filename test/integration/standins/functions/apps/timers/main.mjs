import { setTimeout as sleep } from 'node:timers/promises';
import { app } from '@azure/functions';

app.timer('tick', {
  schedule: '%SCHEDULE%',
  handler: async (timer, context) => {
    context.log(JSON.stringify(timer));
    await sleep(Number(process.env.RUN_MS ?? '0'));
  },
});

app.timer('yearly', {
  schedule: '0 0 0 1 1 *',
  handler: (timer, context) => {
    context.log(JSON.stringify(timer));
    if (process.env.YEARLY_FAILS) throw new Error('asked to fail');
  },
});
