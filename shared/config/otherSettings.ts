/** A setting that is read elsewhere than by `loadSettings`. */
export interface OtherSetting {
  readonly name: string;
  readonly means: string;
  /** What it is where it is absent. */
  readonly otherwise?: string;
}

/** For docs/reference/settings.md; the settings of the schema carry their meaning themselves. */
export const OTHER_SETTINGS: readonly OtherSetting[] = [
  { name: 'SQL_SERVER', means: 'Replaces the placeholder of this name in `SQL_CONNECTION_STRING`.' },
  {
    name: 'SQL_DATABASE',
    means: 'Replaces the placeholder of this name in `SQL_CONNECTION_STRING`, which takes no other.',
  },
  {
    name: 'SyncStorage',
    means: 'Connection string of the storage account that holds queue and tables.',
    otherwise: '`AzureWebJobsStorage`; outside of the Functions a directory on this machine',
  },
  {
    name: 'SyncStorage__queueServiceUri',
    means: 'With a managed identity in place of the connection string: address of the queues.',
  },
  { name: 'SyncStorage__tableServiceUri', means: 'Likewise: address of the tables.' },
  { name: 'SyncStorage__clientId', means: 'Client id of a user-assigned identity, where there is one.' },
  {
    name: 'WEBSITE_AUTH_ENABLED',
    means:
      'Set by Azure where App Service authentication is on: audit lines then name who asked, by the id of Entra ID.',
  },
  {
    name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
    means:
      '`Authorization=AAD` or `Authorization=AAD;ClientId=<client id>`: telemetry is sent as a managed identity, to a resource that takes no other.',
  },
];
