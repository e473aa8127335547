import { parseArgs } from 'node:util';
import { startHubSpotStandin } from './startHubSpotStandin.ts';

/** Starts the stand-in from a shell: `node test/standins/hubspot/main.ts --port 8090`. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    token: { type: 'string' },
    'rate-limit': { type: 'string' },
    'latency-ms': { type: 'string' },
  },
});

const standin = await startHubSpotStandin({
  port: readNumber('port', values.port),
  ...(values.token === undefined ? {} : { token: values.token }),
  ...(values['rate-limit'] === undefined
    ? {}
    : { rateLimit: readNumber('rate-limit', values['rate-limit']) }),
  ...(values['latency-ms'] === undefined
    ? {}
    : { latencyMs: readNumber('latency-ms', values['latency-ms']) }),
});

console.log(`HubSpot stand-in: ${standin.baseUrl}`);
console.log(`Token: ${standin.token}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void standin.close();
  });
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw new Error(`--${name} must be a whole number, not ${text}.`);
  }
  return value;
}
