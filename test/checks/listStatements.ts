import { STATEMENTS } from '../../shared/source/statements.ts';
import type { TableDescription } from '../../shared/source/tableDescription.ts';
import type { TableVariant } from './tableVariants.ts';

/** A statement with the declared type of each parameter, e.g. `@from`: `nvarchar(4000)`. */
export interface ListedStatement {
  /** As the catalogue names it; for other tables than the example `name [int key, datetime stamp]`. */
  readonly name: string;
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The form of the app's catalogue. */
export type Catalogue = Readonly<
  Record<
    string,
    {
      readonly text: (table: TableDescription) => string;
      readonly parameters: (table: TableDescription) => Readonly<Record<string, string>>;
    }
  >
>;

/** Every statement the app can send, for every table given; those that do not depend on the table come once. */
export function listStatements(
  variants: readonly TableVariant[],
  catalogue: Catalogue = STATEMENTS,
): ListedStatement[] {
  const listed = new Map<string, ListedStatement>();
  for (const [name, statement] of Object.entries(catalogue)) {
    for (const { label, table } of variants) {
      const text = statement.text(table);
      const parameters = Object.fromEntries(
        Object.entries(statement.parameters(table)).map(([parameter, type]) => [`@${parameter}`, type]),
      );
      const content = JSON.stringify([name, text, parameters]);
      if (listed.has(content)) continue;
      listed.set(content, { name: label === '' ? name : `${name} [${label}]`, text, parameters });
    }
  }
  return [...listed.values()];
}
