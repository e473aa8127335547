import { TableServiceClient } from '@azure/data-tables';
import { createStorageClients } from '../../shared/state/storageClients.ts';

/** Every entity of every table of a storage account, as JSON. */
export async function entitiesOf(connectionString: string): Promise<readonly string[]> {
  const service = TableServiceClient.fromConnectionString(connectionString, {
    allowInsecureConnection: true,
  });
  const clients = createStorageClients({ AzureWebJobsStorage: connectionString });
  const entities: string[] = [];
  for await (const { name = '' } of service.listTables()) {
    for await (const entity of clients.table(name).listEntities()) {
      entities.push(`${name}: ${JSON.stringify(entity)}`);
    }
  }
  return entities;
}
