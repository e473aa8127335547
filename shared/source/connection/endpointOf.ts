import type { Endpoint } from '../sqlErrors.ts';
import type { ServerAddress } from './readServer.ts';

/** A server's address as messages name it. */
export function endpointOf({ host, port, instance }: ServerAddress): Endpoint {
  return { server: port === undefined && instance ? `${host}\\${instance}` : host, port };
}
