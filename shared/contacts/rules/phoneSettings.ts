/** How telephones are written, see `contacts.phoneFormat` of the mapping file. */
export const PHONE_FORMATS = ['costaRica', 'international'] as const;
export type PhoneFormat = (typeof PHONE_FORMATS)[number];

/** In E.164: the cooperative's switchboard, entered where a member has no number of their own. */
export const NO_PHONE: readonly string[] = ['+50622120000'];
