/** What the embedded store answers to a call that cannot be carried out, in the form of Table Storage's answers. */
export class EmbeddedRefusal extends Error {
  override readonly name: string = 'EmbeddedRefusal';
  readonly statusCode: 400 | 404 | 409 | 412;
  readonly code: string;

  constructor(statusCode: EmbeddedRefusal['statusCode'], code: string) {
    super(`The embedded store answers ${statusCode} (${code}).`);
    this.statusCode = statusCode;
    this.code = code;
  }
}
