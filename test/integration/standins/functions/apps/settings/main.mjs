import { app } from '@azure/functions';

app.http('environment', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => ({ jsonBody: { env: process.env, cwd: process.cwd() } }),
});
