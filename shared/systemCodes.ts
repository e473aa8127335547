import type { CodeText } from './outcomeCodes.ts';

/** Codes that concern the surroundings, never one record. */
export const SYSTEM_CODES = {
  SQL_UNREACHABLE: {
    ends: 'retried',
    es: 'SQL Server no responde. Revise la red y el servidor.',
    en: 'SQL Server does not answer. Look at the network and the server.',
  },
  SQL_WAKING: {
    ends: 'retried',
    es: 'La base de datos está arrancando, moviéndose u ocupada.',
    en: 'The database is starting, moving or busy.',
  },
  SQL_STALLED: {
    ends: 'retried',
    es: 'SQL Server dejó de enviar en medio de una respuesta.',
    en: 'SQL Server stopped sending in the middle of an answer.',
  },
  SQL_REFUSED: {
    ends: 'stopped',
    es: 'SQL Server rechaza el ingreso o la consulta. Revise usuario, permisos y cadena de conexión.',
    en: 'SQL Server refuses the login or the query. Check login, permissions and connection string.',
  },
  SCHEMA: {
    ends: 'stopped',
    es: 'La tabla no tiene lo que el archivo de mapeo nombra. Corrija el archivo o la tabla.',
    en: 'The table lacks what the mapping file names. Correct the file or the table.',
  },
  CHANGE_TRACKING_OFF: {
    ends: 'stopped',
    es: 'El seguimiento de cambios no está activo en la tabla. Ejecute infra/sql/03-change-tracking.sql o use otra fuente de cambios.',
    en: 'Change tracking is off for the table. Run infra/sql/03-change-tracking.sql or choose another change feed.',
  },
  FUTURE_STAMPS: {
    ends: 'noted',
    es: 'Hay fechas de modificación en el futuro. Revise source.clock y quién escribe la columna.',
    en: 'There are change stamps in the future. Check source.clock and who writes the column.',
  },
  ROWVERSION_LAG: {
    ends: 'noted',
    es: 'Una transacción larga retiene los cambios más nuevos; seguirán cuando termine.',
    en: 'A long transaction holds back the newest changes; they follow when it ends.',
  },
  HUBSPOT_UNREACHABLE: {
    ends: 'retried',
    es: 'HubSpot no responde. Revise la red y HUBSPOT_BASE_URL.',
    en: 'HubSpot does not answer. Look at the network and HUBSPOT_BASE_URL.',
  },
  HUBSPOT_UNAVAILABLE: {
    ends: 'retried',
    es: 'HubSpot responde con un error propio (5xx).',
    en: 'HubSpot answers with an error of its own (5xx).',
  },
  HUBSPOT_BUSY: { ends: 'retried', es: 'HubSpot está ocupado.', en: 'HubSpot is busy.' },
  HUBSPOT_RATE_LIMITED: {
    ends: 'retried',
    es: 'Se agotó el límite de llamadas de HubSpot; continúa por sí solo.',
    en: 'HubSpot’s limit of calls is used up; it goes on by itself.',
  },
  HUBSPOT_UNREADABLE: {
    ends: 'retried',
    es: 'La respuesta de HubSpot no es JSON; lo enviado se repite.',
    en: 'HubSpot’s answer is no JSON; what was sent is sent again.',
  },
  HUBSPOT_UNACCOUNTED: {
    ends: 'retried',
    es: 'La respuesta de HubSpot no nombra el registro; se repite.',
    en: 'HubSpot’s answer does not name the record; it is done again.',
  },
  STORAGE_UNREACHABLE: {
    ends: 'retried',
    es: 'Azure Storage no responde. Revise SyncStorage y la red.',
    en: 'Azure Storage does not answer. Check SyncStorage and the network.',
  },
  LOST_RACE: {
    ends: 'retried',
    es: 'Otro proceso guardó el resultado antes; el lote se repite.',
    en: 'Another worker stored the outcome first; the batch is done again.',
  },
  CONFIGURATION: {
    ends: 'stopped',
    es: 'Falta un ajuste o el archivo de mapeo está mal. El mensaje dice cuál y qué cambiar.',
    en: 'A setting is missing or the mapping file is wrong. The message says which, and what to change.',
  },
  MESSAGE_UNREADABLE: {
    ends: 'stopped',
    es: 'Un mensaje de la cola no es de este programa. Vea quién más escribe en ella.',
    en: 'A message on the queue is none of this program’s. See who else writes to it.',
  },
  BAD_REQUEST: {
    ends: 'noted',
    es: 'La petición HTTP está mal formada; la respuesta dice qué corregir.',
    en: 'The HTTP request is malformed; the answer says what to correct.',
  },
  NOT_IN_SQL_SERVER: {
    ends: 'noted',
    es: 'No hay un asociado con ese número en SQL Server.',
    en: 'There is no associate of that number in SQL Server.',
  },
  BUG: {
    ends: 'failed',
    es: 'Un error no previsto. El registro de eventos tiene una línea de la misma hora.',
    en: 'An unexpected error. The log has a line of the same time.',
  },
} as const satisfies Record<string, CodeText>;
