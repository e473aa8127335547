/** What a handler answers. The server adds headers, correlation id and serialisation. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: ReplyBody;
}

export type ReplyBody =
  | { readonly kind: 'json'; readonly value: object }
  /** An error body: the server adds `correlationId`, equal to the response header. */
  | { readonly kind: 'error'; readonly value: object }
  /** What the edge in front of HubSpot answers with. */
  | { readonly kind: 'html'; readonly text: string }
  | { readonly kind: 'none' };

export function json(status: number, value: object, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: { kind: 'json', value } };
}

export function noContent(): Reply {
  return { status: 204, body: { kind: 'none' } };
}

export function html(status: number, title: string): Reply {
  const text = `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { 'cf-ray': '8c0000000000000-SJO' }, body: { kind: 'html', text } };
}

export function errorReply(
  status: number,
  value: object,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: { kind: 'error', value: { status: 'error', ...value } } };
}
