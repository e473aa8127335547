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
  SQL_BUSY: {
    ends: 'retried',
    es: 'SQL Server respondió que ahora no puede (interbloqueo, memoria, versiones de filas); se repite por sí solo.',
    en: 'SQL Server answered that it cannot do it now (deadlock, memory, row versions); it is repeated by itself.',
  },
  SQL_SLOW: {
    ends: 'retried',
    es: 'SQL Server no entregó la primera fila a tiempo: está lento, no caído. Revise índices, estadísticas y bloqueos.',
    en: 'SQL Server did not give the first row in time: it is slow, not away. Look at indexes, statistics and locks.',
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
  QUERY_REFUSED: {
    ends: 'stopped',
    es: 'La consulta que elige a los asociados no sirve; el mensaje dice qué escribir. Nada se envió.',
    en: 'The query that chooses associates cannot be used; the message says what to write. Nothing was sent.',
  },
  SQL_CERTIFICATE: {
    ends: 'stopped',
    es: 'El cifrado con SQL Server falla por su certificado o por la cadena de conexión; el mensaje dice qué ajuste cambiar.',
    en: 'Encryption with SQL Server fails for its certificate or the connection string; the message says which setting to change.',
  },
  SQL_CATALOGUE: {
    ends: 'stopped',
    es: 'El catálogo (sys.databases) no muestra la base de datos a este usuario, así que no se sabe cuál es. Revise los permisos; tras una conmutación puede pasar solo.',
    en: 'The catalogue (sys.databases) does not show the database to this login, so nobody knows which one it is. Check the grants; after a failover it may pass by itself.',
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
  TELEMETRY_NOWHERE: {
    ends: 'noted',
    es: 'La telemetría no llega a nadie: corrija APPLICATIONINSIGHTS_CONNECTION_STRING. La sincronización continúa.',
    en: 'Telemetry reaches nobody: correct APPLICATIONINSIGHTS_CONNECTION_STRING. The sync goes on.',
  },
  HUBSPOT_UNREACHABLE: {
    ends: 'retried',
    es: 'HubSpot no responde. Revise la red y HUBSPOT_BASE_URL.',
    en: 'HubSpot does not answer. Look at the network and HUBSPOT_BASE_URL.',
  },
  HUBSPOT_UNAVAILABLE: {
    ends: 'retried',
    class: 'api',
    es: 'HubSpot responde con un error propio (5xx).',
    en: 'HubSpot answers with an error of its own (5xx).',
  },
  HUBSPOT_BUSY: { ends: 'retried', class: 'api', es: 'HubSpot está ocupado.', en: 'HubSpot is busy.' },
  HUBSPOT_RATE_LIMITED: {
    ends: 'retried',
    class: 'api',
    es: 'Se agotó el límite de llamadas de HubSpot; continúa por sí solo.',
    en: 'HubSpot’s limit of calls is used up; it goes on by itself.',
  },
  HUBSPOT_UNREADABLE: {
    ends: 'retried',
    class: 'api',
    es: 'La respuesta de HubSpot no es JSON; lo enviado se repite.',
    en: 'HubSpot’s answer is no JSON; what was sent is sent again.',
  },
  HUBSPOT_UNACCOUNTED: {
    ends: 'retried',
    class: 'api',
    es: 'La respuesta de HubSpot no nombra el registro; se repite.',
    en: 'HubSpot’s answer does not name the record; it is done again.',
  },
  HUBSPOT_REFUSES_ALL: {
    ends: 'retried',
    class: 'api',
    es: 'HubSpot rechaza una fila tras otra sin decir por qué. Revise hubspot.keyProperty.',
    en: 'HubSpot refuses one row after the other without saying why. Check hubspot.keyProperty.',
  },
  BATCH_ISOLATED: {
    ends: 'retried',
    es: 'Un lote hizo fallar el programa varias veces: sigue en dos mitades y luego registro por registro, hasta que el culpable quede solo.',
    en: 'A batch crashed the program time and again: it goes on as two halves, then record by record, until the guilty one stands alone.',
  },
  CIRCUIT_OPEN: {
    ends: 'stopped',
    es: 'HubSpot rechaza todas las llamadas por un motivo que alguien debe corregir; después todo sigue solo.',
    en: 'HubSpot refuses every call for a reason that a person has to mend; then everything goes on by itself.',
  },
  KEY_PROPERTY_MISSING: {
    ends: 'stopped',
    es: 'El portal no tiene la propiedad clave. Ejecute npm run provision.',
    en: 'The portal lacks the key property. Run npm run provision.',
  },
  KEY_PROPERTY_UNFIT: {
    ends: 'stopped',
    es: 'La propiedad clave no admite textos: la calcula HubSpot, es de otro tipo o es un dato sensible. Use una propiedad propia (hubspot.keyProperty) y ejecute npm run provision.',
    en: 'The key property takes no text: HubSpot fills it, it has another type, or is Sensitive Data. Use a property of your own (hubspot.keyProperty) and run npm run provision.',
  },
  KEY_PROPERTY_NOT_UNIQUE: {
    ends: 'stopped',
    es: 'La propiedad clave no tiene valores únicos y no puede tenerlos. Use una propiedad propia (hubspot.keyProperty) y ejecute npm run provision.',
    en: 'The key property has no unique values and can never have them. Use a property of your own (hubspot.keyProperty) and run npm run provision.',
  },
  SCOPE_MISSING: {
    ends: 'stopped',
    es: 'El token no puede crear propiedades (crm.schemas.contacts.write). Use un token propio para ello.',
    en: 'The token may not create properties (crm.schemas.contacts.write). Use a token of its own for that.',
  },
  GROUP_REFUSED: {
    ends: 'stopped',
    es: 'HubSpot no crea el grupo de propiedades. Créelo a mano y repita.',
    en: 'HubSpot does not create the group of properties. Create it by hand and repeat.',
  },
  PROPERTY_NOT_LISTED: {
    ends: 'noted',
    es: 'HubSpot no lista una propiedad que se acaba de crear. Búsquela, o repita más tarde.',
    en: 'HubSpot does not list a property that was just created. Look for it, or repeat later.',
  },
  OPTION_MISSING: {
    ends: 'noted',
    es: 'A una propiedad existente le faltan opciones. Agréguelas en HubSpot con el nombre interno exacto.',
    en: 'An existing property lacks options. Add them in HubSpot with the exact internal name.',
  },
  UNIQUE_LIMIT: {
    ends: 'noted',
    es: 'El portal ya tiene diez propiedades con valores únicos, el máximo. Archive una.',
    en: 'The portal has ten properties with unique values already, the most. Archive one.',
  },
  RUN_UNKNOWN: { ends: 'noted', es: 'No hay tal corrida.', en: 'There is no such run.' },
  REPORT_UNKNOWN: {
    ends: 'noted',
    es: 'Esa semana no tiene informe.',
    en: 'That week has no report.',
  },
  RUN_ENDED: {
    ends: 'noted',
    es: 'La corrida ya terminó; no hay nada que cancelar.',
    en: 'The run has ended already; there is nothing to cancel.',
  },
  RUN_NOT_CANCELLABLE: {
    ends: 'noted',
    es: 'Todo lo de esta corrida está ya en la cola: se escribe igual y no hay nada que cancelar.',
    en: 'All of this run is on the queue already: it is written all the same, and there is nothing to cancel.',
  },
  RUN_NOT_RESUMABLE: {
    ends: 'noted',
    es: 'Esa corrida no puede reanudarse: no se canceló, terminó, o empezó otra después. Inicie una nueva.',
    en: 'That run cannot go on: it was not cancelled, it has ended, or another one has begun since. Start a new one.',
  },
  ASSOCIATE_UNKNOWN: {
    ends: 'noted',
    es: 'No hay nada guardado de ese asociado. Revise el número.',
    en: 'Nothing is held of that associate. Check the number.',
  },
  ROW_REMAINS: {
    ends: 'noted',
    es: 'La fila sigue en SQL Server: el próximo cambio o la conciliación nocturna la traerá de nuevo. Bórrela primero allí y repita.',
    en: 'The row is still in SQL Server: its next change or the nightly reconciliation brings it back. Delete it there first, then repeat.',
  },
  CONTACT_REMAINS: {
    ends: 'noted',
    es: 'El contacto sigue en HubSpot. Bórrelo allí de forma permanente (borrado GDPR: en el contacto, Acciones › Eliminar; o POST /crm/v3/objects/contacts/gdpr-delete con su id).',
    en: 'The contact is still in HubSpot. Delete it there permanently (GDPR deletion: in the contact, Actions › Delete; or POST /crm/v3/objects/contacts/gdpr-delete with its id).',
  },
  MESSAGES_REMAIN: {
    ends: 'noted',
    es: 'Hay mensajes en la cola; alguno puede nombrar al asociado. Desaparece al procesarse; lo que deje se olvida en una conciliación, pasado un día.',
    en: 'Messages wait on the queue, and one may name the associate. It is gone once it is worked on; what it leaves a reconciliation forgets after a day.',
  },
  LOGS_REMAIN: {
    ends: 'noted',
    es: 'El registro de eventos conserva el número de asociado hasta que vence su plazo de retención.',
    en: 'The log keeps the associate number until its retention is over.',
  },
  STORAGE_UNREACHABLE: {
    ends: 'retried',
    es: 'Azure Storage no responde. Revise SyncStorage y la red.',
    en: 'Azure Storage does not answer. Check SyncStorage and the network.',
  },
  LOST_RACE: {
    ends: 'retried',
    class: 'api',
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
  RUN_GIVEN_UP: {
    ends: 'stopped',
    es: 'Una corrida hizo fallar cada intento de continuarla. Avise a quien mantiene el programa; el mensaje dice cómo seguir.',
    en: 'A run ended every attempt to carry it on. Tell those who maintain the program; the message says how to go on.',
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
