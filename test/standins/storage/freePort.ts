import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const ATTEMPTS = 100;
// Below the range that Linux and Windows give to outgoing connections: while a server is stopped for a moment, a
// client that keeps dialling its port cannot be handed that very port and so keep the server from coming back.
const LOWEST = 20_000;
const HIGHEST = 32_000;

/**
 * A port on 127.0.0.1 that nobody listens on right now. It may be taken before it is used: be ready to ask again.
 *
 * @throws when 100 random ports are all taken.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await canListen(port)) return port;
  }
  throw new Error(`No free port found between ${LOWEST} and ${HIGHEST}`);
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
