/** What Node and OpenSSL call a certificate that nobody here vouches for. */
const UNKNOWN_ISSUER =
  /SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT|CERT_UNTRUSTED/;
/** An old server offers TLS 1.0 or a key that is too short. */
const OLD_TLS = /^ERR_SSL_|^EPROTO$/;

const CA = 'let an authority that this app knows sign it (NODE_EXTRA_CA_CERTS names a file with your own)';

/**
 * One sentence for an encryption that fails for a reason a person mends: a certificate above all, which SQL Server signs itself
 * unless told otherwise. Undefined when the error is no such thing. No text of the error is repeated.
 */
export function tlsAdvice(error: unknown): string | undefined {
  for (const code of codesOf(error)) {
    if (UNKNOWN_ISSUER.test(code))
      return `its certificate is signed by nobody whom this app knows (${code}): ${CA}, or set TrustServerCertificate=true in SQL_CONNECTION_STRING where the network itself is trusted.`;
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
      return 'its certificate is for another name than SQL_CONNECTION_STRING has: write that name as Server, or as HostNameInCertificate beside it.';
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
      return `its certificate is not valid today (${code}): renew it on the server.`;
    if (code === 'EENCRYPT')
      return 'it and SQL_CONNECTION_STRING do not agree on encryption: leave Encrypt out where the server requires it, and set Encrypt=false only where the server has none.';
    if (OLD_TLS.test(code))
      return `it offers no encryption that this app takes (${code}): it needs TLS 1.2 and a key of 2048 bits.`;
  }
  return undefined;
}

/** The codes of an error and of what caused it, the outermost first. */
function codesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  let at: unknown = error;
  for (let depth = 0; at instanceof Error && depth < 8; depth++) {
    if ('code' in at && typeof at.code === 'string') codes.push(at.code);
    at = ('originalError' in at ? at.originalError : undefined) ?? at.cause;
  }
  return codes;
}
