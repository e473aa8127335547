/**
 * The texts people read. HubSpot localises them to the language of the portal or user, so no client may
 * depend on them: `language: 'es'` makes one that does fail.
 */
export interface Texts {
  readonly valuesInvalid: (details: string) => string;
  readonly contactExists: (id: string) => string;
  readonly contactExistsUnnamed: string;
  readonly duplicateIds: (ids: string) => string;
  readonly nonUniqueProperty: (name: string) => string;
  readonly tooManyInputs: (most: number) => string;
  readonly tooManyHistories: (most: number) => string;
  readonly someMissing: string;
  readonly propertyUnknown: (name: string) => string;
  readonly propertyReadOnly: (name: string) => string;
  readonly requiredMissing: string;
  readonly propertyRequired: (name: string) => string;
  readonly partialUpsert: string;
  readonly emailInvalid: (value: string) => string;
  readonly emailBlocked: string;
  readonly phoneInvalid: (value: string) => string;
  readonly optionUnknown: (value: string, options: string) => string;
  readonly dateInvalid: (value: string) => string;
  readonly dateNotMidnight: (value: string, time: string) => string;
  readonly numberInvalid: (value: string) => string;
  readonly textTooLong: (most: number) => string;
  readonly uniqueValueTaken: (id: string) => string;
  readonly valueTaken: (taken: { coordinates: string; target: string; owner: string }) => string;
}

const en: Texts = {
  valuesInvalid: (details) => `Property values were not valid: ${details}`,
  contactExists: (id) => `Contact already exists. Existing ID: ${id}`,
  contactExistsUnnamed: 'Contact already exists',
  duplicateIds: (ids) => `Duplicate IDs found in batch input: [${ids}]. IDs must be unique`,
  nonUniqueProperty: (name) => `Unable to perform update/upsert by non-unique 0-1 property ${name}`,
  tooManyInputs: (most) => `The maximum number of inputs supported in a batch request is ${most}.`,
  tooManyHistories: (most) =>
    `The maximum number of inputs supported in a batch request for property histories is ${most}. Please reduce the number of items and try again`,
  someMissing:
    'Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.',
  propertyUnknown: (name) => `Property "${name}" does not exist`,
  propertyReadOnly: (name) => `"${name}" is a calculated property; its value cannot be set.`,
  requiredMissing: 'The property values provided are invalid',
  propertyRequired: (name) => `"${name}" is required to create a contact`,
  partialUpsert: 'Partial upserts are not supported when using email as idProperty',
  emailInvalid: (value) => `Email address ${value} is invalid`,
  emailBlocked: 'email has been GDPR blacklisted',
  phoneInvalid: (value) => `${value} is not a valid phone number`,
  optionUnknown: (value, options) => `${value} was not one of the allowed options: [${options}]`,
  dateInvalid: (value) => `${value} was not a valid date.`,
  dateNotMidnight: (value, time) => `${value} is at ${time} UTC, not midnight!`,
  numberInvalid: (value) => `${value} was not a valid long.`,
  textTooLong: (most) => `The value is longer than ${most} characters.`,
  uniqueValueTaken: (id) => `${id} already has that value.`,
  valueTaken: ({ coordinates, target, owner }) =>
    `Cannot set ${coordinates} on ${target}. ${owner} already has that value.`,
};

const es: Texts = {
  valuesInvalid: (details) => `Los valores de las propiedades no son válidos: ${details}`,
  contactExists: (id) => `El contacto ya existe. ID existente: ${id}`,
  contactExistsUnnamed: 'El contacto ya existe',
  duplicateIds: (ids) => `Hay ID duplicados en el lote: [${ids}]. Los ID deben ser únicos`,
  nonUniqueProperty: (name) => `No se puede actualizar por la propiedad no única ${name}`,
  tooManyInputs: (most) => `Un lote admite como máximo ${most} entradas.`,
  tooManyHistories: (most) => `Un lote con historiales admite como máximo ${most} entradas.`,
  someMissing: 'No se encontraron algunos contactos. Compruebe que los ID sean válidos.',
  propertyUnknown: (name) => `La propiedad "${name}" no existe`,
  propertyReadOnly: (name) => `"${name}" es una propiedad calculada; su valor no se puede definir.`,
  requiredMissing: 'Los valores de propiedad proporcionados no son válidos',
  propertyRequired: (name) => `"${name}" es obligatoria para crear un contacto`,
  partialUpsert: 'No se admiten actualizaciones parciales con el correo como idProperty',
  emailInvalid: (value) => `La dirección de correo ${value} no es válida`,
  emailBlocked: 'El correo está en la lista de bloqueo del RGPD',
  phoneInvalid: (value) => `${value} no es un número de teléfono válido`,
  optionUnknown: (value, options) => `${value} no es una de las opciones permitidas: [${options}]`,
  dateInvalid: (value) => `${value} no es una fecha válida.`,
  dateNotMidnight: (value, time) => `${value} es a las ${time} UTC, ¡no a medianoche!`,
  numberInvalid: (value) => `${value} no es un número válido.`,
  textTooLong: (most) => `El valor supera los ${most} caracteres.`,
  uniqueValueTaken: (id) => `${id} ya tiene ese valor.`,
  valueTaken: ({ coordinates, target, owner }) =>
    `No se puede definir ${coordinates} en ${target}. ${owner} ya tiene ese valor.`,
};

export const textsByLanguage: Readonly<Record<'en' | 'es', Texts>> = { en, es };
