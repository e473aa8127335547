export type ApiVersion = 'v3' | '2026-03' | '2026-09';

/** One call to the API, after the HTTP of it has been dealt with. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly version: ApiVersion;
  /** Name of the endpoint, as in the journal. */
  readonly operation: string;
  /** The last path segment where it names a contact or a property, decoded; else empty. */
  readonly id: string;
  /** Parsed JSON, unchecked; undefined when there was no body. */
  readonly body: unknown;
  /** Where parsing failed, or undefined. */
  readonly malformed: string | undefined;
}
