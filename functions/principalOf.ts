const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Who signed in, by the id that App Service authentication puts into the request. Where it is off, anybody could send the header,
 * and nobody is named. https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
export function principalOf(headers: { get(name: string): string | null }): string | undefined {
  if (process.env['WEBSITE_AUTH_ENABLED']?.toLowerCase() !== 'true') return undefined;
  const id = headers.get('x-ms-client-principal-id') ?? '';
  return ID.test(id) ? id : undefined;
}
