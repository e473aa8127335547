import { IDENTIFIER_KINDS, type IdentifierKind, identityOfAssociate } from '../../../contacts/identity.ts';
import type { Mapping } from '../../../contacts/mapping.ts';
import { mapRow } from '../../../contacts/mapRow.ts';
import { TwinTable } from './twinTable.ts';

/** An identifier of a row that another row has too. */
export interface Twin {
  readonly kind: IdentifierKind;
  /** Where the other one stands. */
  readonly place: number;
}

/**
 * Finds numbers, cédulas and emails that stand in several rows. They are compared as the sync compares them, in the form that the
 * rules give them; what a rule refuses identifies nobody.
 */
export class IdentifierTwins {
  readonly #mapping: Mapping;
  /** The fields that identify, alone: the first pass judges nothing else. */
  readonly #identifiers: Mapping;
  readonly #tables: Readonly<Record<IdentifierKind, TwinTable>>;

  /** @param rows about how many will come. */
  constructor(mapping: Mapping, rows: number) {
    const { key } = mapping.source;
    const fields = mapping.fields.filter(
      ({ column, identifies }) => column === key || identifies !== undefined,
    );
    this.#mapping = mapping;
    this.#identifiers = { ...mapping, fields };
    this.#tables = { number: new TwinTable(rows), cedula: new TwinTable(rows), email: new TwinTable(rows) };
  }

  /** Takes note of a row, by its values. */
  note(values: Readonly<Record<string, unknown>>, place: number): void {
    const { properties } = mapRow(values, this.#identifiers);
    const identity = identityOfAssociate(properties, this.#identifiers);
    for (const kind of IDENTIFIER_KINDS) {
      for (const value of identity[kind]) this.#tables[kind].note(value, place);
    }
  }

  /** What a row shares with others, by its properties; all rows have been noted before. */
  of(properties: Readonly<Record<string, string>>, place: number): readonly Twin[] {
    const identity = identityOfAssociate(properties, this.#mapping);
    return IDENTIFIER_KINDS.flatMap((kind) =>
      identity[kind].flatMap((value) => {
        const twin = this.#tables[kind].twinOf(value, place);
        return twin === undefined ? [] : [{ kind, place: twin }];
      }),
    );
  }
}
