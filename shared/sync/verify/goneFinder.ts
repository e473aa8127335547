import { keyFormsOf } from '../../contacts/associateKey.ts';
import { deletedProperty, type Mapping } from '../../contacts/mapping.ts';
import { AssociateIndex } from '../adopt/associateIndex.ts';
import type { PortalContact } from '../ports/portalScan.ts';
import type { RowScan } from '../ports/rowScan.ts';
import type { PageFindings } from './compareRows.ts';

/**
 * Finds the contacts of a portal page that carry our key and have no row. What has the form of no row's key somebody typed there: it
 * is nobody who is gone, and is not named.
 */
export class GoneFinder {
  readonly #scan: RowScan;
  readonly #mapping: Mapping;
  /** The whole table is read only once somebody is missed. */
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
    let skipped = 0;
    for (const [key, row] of await this.#scan.unlike(keys)) {
      if (row !== undefined) continue;
      this.#index ??= await AssociateIndex.build(this.#scan, this.#mapping);
      if (!this.#index.hasFormOf(key)) skipped++;
      else if (!this.#isRespelt(key, this.#index)) gone.push(key);
    }
    return { same: 0, skipped, drifted: new Map(), missing: [], gone };
  }

  /** SQL Server may spell the key otherwise (with a blank more). */
  #isRespelt(key: string, index: AssociateIndex): boolean {
    const candidates = index.find({ number: [key.toLowerCase()], cedula: [], email: [] });
    const { ledger } = keyFormsOf(this.#mapping);
    return candidates.some((row) => ledger(row) === ledger(key));
  }
}
