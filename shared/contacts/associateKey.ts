import type { DraftContact } from './draftContact.ts';
import { shortenKey } from './longKey.ts';
import { mapCell } from './mapCell.ts';
import { keyField, type Mapping } from './mapping.ts';
import { prepareMapping } from './prepareMapping.ts';
import { clean } from './text/clean.ts';

/**
 * What the key of an associate is. It has three forms, and all else derives from here:
 *
 * - the **row's**, as SQL Server spells it, but for blanks at its end, which SQL Server never tells apart. By it SQL Server is
 *   asked, and it alone decides which row it means (`'A-1' = 'a-1'`).
 * - the **sent** one, which HubSpot holds: the row's, cleaned and judged by the key field's rule.
 * - the **ledger's**: the sent one in capitals. One contact, one entry: rows whose sent keys are equal share it, however they are
 *   spelled, and so does a row that was respelt. Of one that is too long for a number (`longKey.ts`) it is a hash.
 */
export interface KeyForms {
  /** What HubSpot gets; undefined where the field's rule refuses it. */
  sent(key: string): string | undefined;
  /** Of any of the three forms. Two keys with one sent form have one, and doing it twice changes nothing more. */
  ledger(key: string): string;
}

/** The row's form of a text that SQL Server answered: `char(20)` comes padded. */
export function rowForm(text: string): string {
  return text.replace(/(?<! ) +$/, '');
}

/** What can be said without the mapping file, whose key field may change more than blanks and case. */
export const PLAIN_FORMS: KeyForms = {
  sent: (key) => clean(key).text || undefined,
  ledger: (key) => shortenKey(settled(key, (text) => clean(text).text)),
};

const formsOf = new WeakMap<Mapping, KeyForms>();

export function keyFormsOf(mapping: Mapping): KeyForms {
  const known = formsOf.get(mapping);
  if (known) return known;
  const { property } = keyField(mapping);
  const field = prepareMapping(mapping, {}).fields.find((one) => one.field.property === property);
  if (!field) throw new Error('The schema lets no mapping pass whose key is not sent.');
  const sent = (key: string) => {
    const draft: DraftContact = { properties: {}, findings: [] };
    mapCell(key, field, draft);
    return draft.properties[property] || undefined;
  };
  const forms = {
    sent,
    ledger: (key: string) => shortenKey(settled(key, (text) => sent(text) ?? clean(text).text)),
  };
  formsOf.set(mapping, forms);
  return forms;
}

/** Cleaned and in capitals, until nothing changes: in capitals, letters may take another form, or read as misread ones. */
function settled(key: string, cleaned: (text: string) => string): string {
  const form = cleaned(key).toUpperCase().normalize('NFC');
  return form === key ? form : settled(form, cleaned);
}
