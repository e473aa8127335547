import { keyFormsOf } from '../../contacts/associateKey.ts';
import { deletedProperty, type Mapping } from '../../contacts/mapping.ts';
import { AssociateIndex } from '../adopt/associateIndex.ts';
import type { PortalContact } from '../ports/portalScan.ts';
import type { RowScan } from '../ports/rowScan.ts';
import type { PageFindings } from './compareRows.ts';

/** Finds the contacts of a portal page that carry our key and have no row. */
export class GoneFinder {
  readonly #scan: RowScan;
  readonly #mapping: Mapping;
  #index: AssociateIndex | undefined;

  constructor(scan: RowScan, mapping: Mapping) {
    this.#scan = scan;
    this.#mapping = mapping;
  }

  async find(contacts: readonly PortalContact[]): Promise<PageFindings> {
    const { keyProperty } = this.#mapping.hubspot;
    const mark = deletedProperty(this.#mapping);
    const keys = contacts.flatMap(({ properties }) => {
      const isMarked = mark !== undefined && properties[mark] === 'true';
      return isMarked ? [] : properties[keyProperty] || [];
    });
    const gone: string[] = [];
    for (const [key, row] of await this.#scan.unlike(keys))
      if (row === undefined && !(await this.#isRespelt(key))) gone.push(key);
    return { same: 0, skipped: 0, drifted: new Map(), missing: [], gone };
  }

  /** SQL Server may spell the key otherwise (with a blank more); the whole table is read only once somebody is missed. */
  async #isRespelt(key: string): Promise<boolean> {
    this.#index ??= await AssociateIndex.build(this.#scan, this.#mapping);
    const candidates = this.#index.find({ number: [key.toLowerCase()], cedula: [], email: [] });
    const { ledger } = keyFormsOf(this.#mapping);
    return candidates.some((row) => ledger(row) === ledger(key));
  }
}
