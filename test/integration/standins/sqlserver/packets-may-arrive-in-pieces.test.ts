import { once } from 'node:events';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import sql from 'mssql';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type SqlServerStandin,
  startSqlServerStandin,
} from '../../../standins/sqlserver/startSqlServerStandin.ts';
import { makeCertificate } from '../../../support/certificate.ts';
import { connect } from './support.ts';

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
  const sockets = new Set<Socket>();
  const proxies = new Set<Server>();
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    for (const proxy of proxies) proxy.close();
  });

  /** A proxy in front of the stand-in; answers its port. */
  const proxyTo = async (port: number): Promise<number> => {
    const proxy = createServer((socket) => {
      const upstream = dial(port, '127.0.0.1');
      for (const side of [socket, upstream]) {
        sockets.add(side);
        side.setNoDelay(true);
        side.on('error', () => side.destroy());
      }
      socket.pipe(cutter()).pipe(upstream);
      upstream.pipe(cutter()).pipe(socket);
    });
    proxies.add(proxy);
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const address = proxy.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };

  const exchange = async (standin: SqlServerStandin): Promise<void> => {
    const pool = await connect(standin, { port: await proxyTo(standin.port) });
    const text = 'ñ€ '.repeat(3_000);
    const request = pool.request().input('t', sql.NVarChar(sql.MAX), text).input('n', sql.Int, 7);
    const result = await request.query("SELECT @t AS t, @n + 1 AS n; SELECT N'dos' AS x");
    expect(result.recordsets).toEqual([[{ t: text, n: 8 }], [{ x: 'dos' }]]);
    await pool.close();
    await standin.close();
  };

  it('carries parameters and results whole', async () => exchange(await startSqlServerStandin()));

  it('carries them encrypted as well', async () =>
    exchange(await startSqlServerStandin({ tls: await makeCertificate() })));
});
