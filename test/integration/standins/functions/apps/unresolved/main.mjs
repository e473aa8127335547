import { app, output } from '@azure/functions';

const handler = () => undefined;

app.http('healthy', { methods: ['GET'], authLevel: 'anonymous', handler: () => ({ body: 'well' }) });
app.storageQueue('noQueueName', { queueName: '%MISSING_QUEUE%', connection: 'Jobs', handler });
app.storageQueue('noConnection', { queueName: 'q', connection: 'MissingConnection', handler });
app.storageQueue('byUri', { queueName: 'q', connection: 'ByUri', handler });
app.timer('noSchedule', { schedule: '%MISSING_SCHEDULE%', handler });
app.timer('badSchedule', { schedule: '0 61 * * * *', handler });
app.serviceBusQueue('otherTrigger', { queueName: 'q', connection: 'Jobs', handler });
app.timer('otherOutput', {
  schedule: '0 0 0 1 1 *',
  return: output.table({ tableName: 't', connection: 'Jobs' }),
  handler,
});
