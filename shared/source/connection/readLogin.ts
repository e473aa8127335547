import type sql from 'mssql';
import { type ConnectionValues, refuse } from './readConnectionString.ts';
import { isTrue } from './readValues.ts';

/** What of the driver's configuration says who logs in. */
export type LoginConfig = Pick<sql.config, 'user' | 'password' | 'domain'> & {
  readonly authentication_type?: string;
  readonly clientId?: string;
};

/** `Authentication=…` as Microsoft's drivers write it → tedious' name for it; undefined: a SQL login. */
const METHODS: Readonly<Record<string, string | undefined>> = {
  sqlpassword: undefined,
  activedirectorydefault: 'azure-active-directory-default',
  activedirectorymanagedidentity: 'azure-active-directory-msi-app-service',
  activedirectorymsi: 'azure-active-directory-msi-app-service',
};

/**
 * A SQL login, `Active Directory Default` or `… Managed Identity` (where `User Id` is the client id of a user-assigned one), or
 * a Windows account as `User Id=DOMAIN\user` with its password.
 *
 * @throws ConfigurationError that says what to write instead.
 */
export function readLogin(values: ConnectionValues): LoginConfig {
  const method = values.get('authentication') ?? '';
  const written = values.get('user id');
  if (method !== '') {
    const name = method.toLowerCase().replaceAll(/[\s_]/g, '');
    if (!Object.hasOwn(METHODS, name)) {
      throw refuse(
        'has an Authentication that is not supported: use "Active Directory Default", "Active Directory Managed Identity", or a SQL login without Authentication.',
      );
    }
    const type = METHODS[name];
    if (type !== undefined) {
      return { authentication_type: type, ...(written === undefined ? {} : { clientId: written }) };
    }
  }
  const password = values.get('password');
  const hasLogin = written !== undefined && password !== undefined;
  if (isTrue(values, 'integrated security') && !hasLogin) {
    throw refuse(
      'asks for Integrated Security, and this app runs as no Windows account: write User Id and Password of a SQL login (or User Id=DOMAIN\\user), or on Azure Authentication=Active Directory Managed Identity.',
    );
  }
  const [, domain, user = written] = /^([^\\]+)\\(.*)$/.exec(written ?? '') ?? [];
  return {
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(domain === undefined ? {} : { domain }),
  };
}
