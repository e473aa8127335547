const SETTING = 'The setting APPLICATIONINSIGHTS_CONNECTION_STRING';
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Why the telemetry of this connection string would reach nobody: one sentence that says what to do and never repeats the string.
 * Undefined where there is no string, or none that is wrong. The SDK throws such a string away in silence.
 */
export function findTelemetryFault(connectionString: string | undefined): string | undefined {
  if (!connectionString) return undefined;
  if (connectionString.trim().startsWith('@Microsoft.KeyVault('))
    return `${SETTING} is a Key Vault reference that was not resolved: put the connection string into the vault, and let the app look for it again (infra/README.md).`;
  const pairs = connectionString.split(';').map((pair) => pair.split('='));
  const values = new Map(pairs.map(([name = '', value]) => [name.toLowerCase(), value]));
  const isWhole = pairs.every(({ length }) => length === 2);
  if (!isWhole || !UUID.test(values.get('instrumentationkey') ?? ''))
    return `${SETTING} is not a connection string such as "InstrumentationKey=…;IngestionEndpoint=https://…": copy it from the overview of the Application Insights resource.`;
  const endpoint = values.get('ingestionendpoint');
  if (endpoint !== undefined && !/^https?:\/\/[^/]/.test(endpoint))
    return `${SETTING} has an IngestionEndpoint that is no address: copy it from the overview of the Application Insights resource.`;
  return undefined;
}
