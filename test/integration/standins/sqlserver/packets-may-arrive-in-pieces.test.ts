import { createServer, connect as dial, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import sql from 'mssql';
import { afterAll, describe, expect, it } from 'vitest';
import { connect, useStandin } from './support.ts';

/** Cuts whatever passes into writes of seven bytes. */
function cutter(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let at = 0; at < chunk.length; at += 7) this.push(chunk.subarray(at, at + 7));
      done();
    },
  });
}

describe('a connection that delivers seven bytes at a time', () => {
  const client = useStandin();
  const sockets = new Set<Socket>();
  const proxy = createServer((socket) => {
    const upstream = dial(client.standin.port, '127.0.0.1');
    for (const side of [socket, upstream]) {
      sockets.add(side);
      side.setNoDelay(true);
      side.on('error', () => side.destroy());
    }
    socket.pipe(cutter()).pipe(upstream);
    upstream.pipe(cutter()).pipe(socket);
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });

  it('carries parameters and results whole', async () => {
    const port = await new Promise<number>((resolve) => {
      proxy.listen(0, '127.0.0.1', () => {
        const address = proxy.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const pool = await connect(client.standin, { port });
    const text = 'ñ€ '.repeat(3_000);
    const request = pool.request().input('t', sql.NVarChar(sql.MAX), text).input('n', sql.Int, 7);
    const result = await request.query("SELECT @t AS t, @n + 1 AS n; SELECT N'dos' AS x");
    expect(result.recordsets).toEqual([[{ t: text, n: 8 }], [{ x: 'dos' }]]);
    await pool.close();
  });
});
