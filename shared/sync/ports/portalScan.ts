import type { ContactProperties } from '../../contacts/contactProperties.ts';

/** A contact as the portal has it. */
export interface PortalContact {
  readonly hubspotId: string;
  readonly properties: ContactProperties;
}

/** All contacts of the portal, in pages of 100 in the order of their ids. */
export interface PortalScan {
  /** From the page `after` on (undefined: the first one); `next` is undefined on the last page. */
  pages(
    after: string | undefined,
  ): AsyncIterable<{ readonly contacts: readonly PortalContact[]; readonly next: string | undefined }>;
}
