import { app, output } from '@azure/functions';

const extra = output.storageQueue({ queueName: '%QUEUE%', connection: 'Jobs' });

app.http('enqueue', {
  methods: ['POST'],
  authLevel: 'anonymous',
  extraOutputs: [extra],
  handler: async (request, context) => {
    context.extraOutputs.set(extra, await request.json());
    if (request.query.get('then') === 'throw') throw new Error('asked to fail');
    return { status: 202 };
  },
});
app.storageQueue('relay', {
  queueName: '%QUEUE%',
  connection: 'Jobs',
  return: output.storageQueue({ queueName: '%QUEUE%-relayed', connection: 'Jobs' }),
  handler: (message) => ({ relayed: message }),
});
