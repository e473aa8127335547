import { existsSync, writeFileSync } from 'node:fs';
import { app } from '@azure/functions';

if (!existsSync(process.env.MARKER)) {
  writeFileSync(process.env.MARKER, '');
  process.exit(7);
}

app.http('healthy', { methods: ['GET'], authLevel: 'anonymous', handler: () => ({ body: 'well' }) });
