import type { SqlRequest } from '../tds/requests.ts';
import type { SqlType, Value } from '../types.ts';

/** The parameters of one request, by name. */
export class RequestParameters {
  readonly types: ReadonlyMap<string, SqlType>;
  readonly #values: ReadonlyMap<string, Value>;

  constructor({ parameters }: SqlRequest) {
    this.types = new Map(parameters.map(({ name, type }) => [name, type]));
    this.#values = new Map(parameters.map(({ name, value }) => [name, value]));
  }

  value(name: string): Value {
    return this.#values.get(name) ?? null;
  }
}
