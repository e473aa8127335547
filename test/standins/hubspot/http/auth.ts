import { errorReply, type Reply } from './reply.ts';

/** Tokens that are accepted, each with its granted scopes; undefined means all. */
export type GrantedScopes = ReadonlyMap<string, readonly string[] | undefined>;

export function bearerToken(authorization: string | undefined): string {
  return /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

/** 401 for a token that is not known, 403 for one without a scope the call needs; undefined to go on. */
export function refuseAccess(
  granted: GrantedScopes,
  token: string,
  needed: readonly string[],
): Reply | undefined {
  if (!granted.has(token)) {
    return invalidAuthentication();
  }
  const scopes = granted.get(token);
  if (scopes === undefined || needed.length === 0 || needed.some((scope) => scopes.includes(scope))) {
    return undefined;
  }
  return missingScopes(needed);
}

export function invalidAuthentication(): Reply {
  return errorReply(401, {
    message:
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    category: 'INVALID_AUTHENTICATION',
  });
}

export function missingScopes(needed: readonly string[]): Reply {
  return errorReply(403, {
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    category: 'MISSING_SCOPES',
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: needed },
      },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
  });
}
