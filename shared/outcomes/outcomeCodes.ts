/** What a code beside the findings means, and what a person does about it. */
export interface CodeText {
  /** The outcome it ends as; `retried` goes on by itself, `stopped` waits for a person, `noted` is only said. */
  readonly ends:
    | 'ok'
    | 'rejected'
    | 'conflict'
    | 'failed'
    | 'deleted'
    | 'pending'
    | 'retried'
    | 'stopped'
    | 'noted';
  /** Who is concerned, where the end does not say it: see `outcomeClass.ts`. */
  readonly class?: 'api';
  readonly es: string;
  readonly en: string;
}

/** Codes of outcomes that come from HubSpot, SQL Server or the queue; those of values are in `FINDINGS`. */
export const OUTCOME_CODES = {
  OK: { ends: 'ok', es: 'Todo en orden.', en: 'All is well.' },
  KEY_MISSING: {
    ends: 'rejected',
    es: 'La fila no tiene número de asociado. Complételo en SQL Server.',
    en: 'The row has no associate number. Fill it in in SQL Server.',
  },
  REJECTED: {
    ends: 'rejected',
    es: 'El registro no pasa la validación. Vea sus hallazgos.',
    en: 'The record fails validation. See its findings.',
  },
  NUMBER_INVALID: {
    ends: 'rejected',
    es: 'HubSpot no acepta el número de una propiedad. Revise el tipo de la propiedad en el portal y el valor.',
    en: 'HubSpot refuses the number of a property. Check the type of the property in the portal, and the value.',
  },
  REQUIRED_BY_HUBSPOT: {
    ends: 'rejected',
    class: 'api',
    es: 'Una regla del portal exige una propiedad que el registro no trae. Complétela, o cambie la regla en HubSpot.',
    en: 'A rule of the portal demands a property that the record lacks. Fill it in, or change the rule in HubSpot.',
  },
  HUBSPOT_REFUSED: {
    ends: 'rejected',
    class: 'api',
    es: 'HubSpot rechazó el registro, o toda la llamada, sin un motivo conocido. El registro de eventos dice más.',
    en: 'HubSpot refused the record, or the whole call, for no known reason. The log says more.',
  },
  EMAIL_GDPR_BLOCKED: {
    ends: 'rejected',
    class: 'api',
    es: 'El correo es válido, pero en HubSpot se borró de forma permanente (GDPR) y HubSpot no lo acepta nunca más. Pida otro correo al asociado, o deje el registro fuera.',
    en: 'The email is valid, but was deleted for good in HubSpot (GDPR), and HubSpot never takes it again. Ask the associate for another one, or leave the record out.',
  },
  EMAIL_TAKEN: {
    ends: 'conflict',
    es: 'Otro contacto tiene ese correo. Decida cuál de los dos es el asociado.',
    en: 'Another contact has that email. Decide which of the two is the associate.',
  },
  CEDULA_TAKEN: {
    ends: 'conflict',
    es: 'Otro contacto tiene esa cédula. Decida cuál de los dos es el asociado.',
    en: 'Another contact has that cédula. Decide which of the two is the associate.',
  },
  NUMBER_TAKEN: {
    ends: 'conflict',
    es: 'Otro contacto tiene ese número de asociado. Decida cuál de los dos es el asociado.',
    en: 'Another contact has that associate number. Decide which of the two is the associate.',
  },
  KEY_SHARED: {
    ends: 'conflict',
    es: 'Dos filas de SQL Server dan el mismo número en HubSpot: son iguales, o difieren solo en espacios, mayúsculas o algo que el campo quita. Corrija una de las dos.',
    en: 'Two rows of SQL Server come to one number in HubSpot: they are the same, or differ only in blanks, case or something that the field takes away. Correct one of them.',
  },
  VALUE_TAKEN: {
    ends: 'conflict',
    es: 'Otro contacto tiene el valor de una propiedad única. Decida a cuál pertenece.',
    en: 'Another contact has the value of a unique property. Decide whose it is.',
  },
  IDENTITY_CONTRADICTS: {
    ends: 'conflict',
    es: 'Un contacto coincide en un dato y contradice otro (número, cédula o correo). Corrija el contacto o la fila, y reenvíe.',
    en: 'A contact agrees in one identifier and contradicts another (number, cédula or email). Correct contact or row, then resync.',
  },
  IDENTITY_AMBIGUOUS: {
    ends: 'conflict',
    es: 'Varios contactos podrían ser este asociado, o dos asociados comparten uno. Una o corrija los contactos en HubSpot, y reenvíe.',
    en: 'Several contacts may be this associate, or two associates share one. Merge or correct them in HubSpot, then resync.',
  },
  HUBSPOT_NEWER: {
    ends: 'ok',
    es: 'El contacto cambió en HubSpot después que la fila (sync.compare: newer); no se envía nada.',
    en: 'The contact changed in HubSpot after the row did (sync.compare: newer); nothing is sent.',
  },
  ALREADY_IN_HUBSPOT: {
    ends: 'ok',
    es: 'El contacto ya existe, y la operación insert no toca los que existen.',
    en: 'The contact exists, and insert touches none that exists.',
  },
  NOT_IN_HUBSPOT: {
    ends: 'ok',
    class: 'api',
    es: 'El contacto no existe, y la operación update no crea ninguno. Cada conciliación vuelve a buscarlo.',
    en: 'There is no such contact, and update creates none. Each reconciliation looks for it again.',
  },
  POISON: {
    ends: 'failed',
    es: 'El registro hace fallar el programa. Avise a quien lo mantiene, con la causa; luego reenvíe.',
    en: 'The record crashes the program. Tell those who maintain it, with the cause; then replay.',
  },
  ROW_MISSING: {
    ends: 'deleted',
    es: 'La fila ya no está en SQL Server.',
    en: 'The row is not in SQL Server any more.',
  },
  CONTACT_MARKED: {
    ends: 'deleted',
    es: 'La fila ya no está en SQL Server; el contacto lleva la marca de eliminado (sync.deletes: mark).',
    en: 'The row is not in SQL Server any more; the contact is marked as deleted (sync.deletes: mark).',
  },
  CONTACT_ARCHIVED: {
    ends: 'deleted',
    es: 'La fila ya no está en SQL Server; el contacto está en la papelera de HubSpot, de donde solo una persona lo restaura (90 días).',
    en: 'The row is not in SQL Server any more; the contact is in HubSpot’s recycle bin, from which only a person restores it (90 days).',
  },
  DELETE_HELD: {
    ends: 'deleted',
    es: 'Desaparecieron demasiadas filas, o todas (sync.maxArchivePercent); no se tocó el contacto. Si es correcto, libere con POST /api/sync {"mode":"releaseDeletes"}; si no, restaure las filas.',
    en: 'Too many rows went, or all (sync.maxArchivePercent); the contact was not touched. If that is right, release with POST /api/sync {"mode":"releaseDeletes"}; if not, restore the rows.',
  },
  DELETE_DUE: {
    ends: 'pending',
    es: 'La fila ya no está en SQL Server; el contacto se marca o archiva dentro de sync.quietSeconds, cuando se sabe cuántas más faltan.',
    en: 'The row is not in SQL Server any more; the contact is marked or archived after sync.quietSeconds, when it is known how many more went.',
  },
  UNACCOUNTED: {
    ends: 'pending',
    es: 'HubSpot no dijo qué fue del registro; se repite por sí solo.',
    en: 'HubSpot did not say what became of the record; it is done again by itself.',
  },
} as const satisfies Record<string, CodeText>;
