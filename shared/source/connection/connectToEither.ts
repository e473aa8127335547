import type sql from 'mssql';
import { addressOf, optionsOf } from './connectionConfig.ts';
import { loadDriver } from './loadDriver.ts';
import type { ServerAddress } from './readServer.ts';

/** The server, or else its mirror: whoever of the two is the principal. What the server said counts where neither lets us in. */
export async function connectToEither(
  config: sql.config,
  partner: ServerAddress | undefined,
  onErrorMessage: (number: number | undefined) => void,
): Promise<sql.ConnectionPool> {
  if (!partner) return connect(config, onErrorMessage);
  try {
    return await connect(config, onErrorMessage);
  } catch (error) {
    const { instanceName: _, ...options } = config.options ?? {};
    const mirror = { ...config, ...addressOf(partner), options: { ...options, ...optionsOf(partner) } };
    return connect(mirror, () => undefined).catch(() => {
      throw error;
    });
  }
}

async function connect(
  config: sql.config,
  onErrorMessage: (number: number | undefined) => void,
): Promise<sql.ConnectionPool> {
  const driver = await loadDriver();
  const pool = new driver.ConnectionPool({
    ...config,
    // tedious reports a refused login without the server's error number.
    beforeConnect: (connection) => {
      const listen = (message: { number: number }) => onErrorMessage(message.number);
      onErrorMessage(undefined);
      connection.on('errorMessage', listen);
      // Later messages are of statements.
      connection.once('connect', () => connection.removeListener('errorMessage', listen));
    },
  });
  // Without a listener an error of an idle connection would end the process; the next query meets it anyway.
  pool.on('error', () => undefined);
  return pool.connect();
}
