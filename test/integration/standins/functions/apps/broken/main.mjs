import { app } from '@azure/functions';

app.http('healthy', { methods: ['GET'], authLevel: 'anonymous', handler: () => ({ body: 'well' }) });

throw new Error('a setting is missing');
