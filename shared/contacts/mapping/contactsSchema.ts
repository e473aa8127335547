import * as z from 'zod';
import { NO_PHONE, PHONE_FORMATS } from '../rules/phoneSettings.ts';
import { readPhone } from '../rules/readPhone.ts';
import { knownKeys } from './knownKeys.ts';
import { oneOf } from './oneOf.ts';

/** As people write a telephone, with quotes or without; becomes E.164. */
const telephone = z
  .union([z.string(), z.number()], { error: 'must be a telephone number in quotes, e.g. "2212-0000"' })
  .transform((written, context) => {
    const phone = readPhone(String(written));
    if (phone) return phone.number;
    const how = 'write eight digits, or + and the country code in quotes';
    context.addIssue({ code: 'custom', message: `"${written}" is no telephone number: ${how}` });
    return z.NEVER;
  });

/** What the rules have to know of the cooperative's data. */
export const contactsSchema = knownKeys({
  noPhone: z
    .array(telephone, { error: 'must be a list of telephone numbers in quotes, e.g. ["2212-0000"]' })
    .transform((numbers) => [...new Set(numbers)].sort())
    .prefault([...NO_PHONE])
    .describe(
      'Numbers that mean "no telephone", in any writing: those of the cooperative itself, entered where somebody has none.',
    ),
  phoneFormat: oneOf(PHONE_FORMATS)
    .default('costaRica')
    .describe(
      'How telephones are written: costaRica (a number without + is Costa Rican), international (only numbers with + and the country code are taken). Sent as E.164 in both.',
    ),
  checkCedula: z
    .boolean({ error: 'must be true or false' })
    .default(true)
    .describe(
      'false: the structure of a cédula is not judged. What can be read as an identity document goes in its canonical form, anything else as it stands; where two associates share such a text, they are in conflict over it.',
    ),
}).describe('What the rules have to know of the data.');
export type Contacts = z.output<typeof contactsSchema>;
