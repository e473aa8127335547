import type { CodeText } from './outcomeCodes.ts';

/** What status and health say of settings, SQL Server, HubSpot, Storage and the timers; `{…}` is filled. */
export const STATUS_CODES = {
  COLUMNS_READY: {
    ends: 'noted',
    es: 'Las {columns} columnas del mapeo están, con tipos que se leen con exactitud.',
    en: 'All {columns} mapped columns are there, with types that can be read exactly.',
  },
  COLUMNS_AND_SLOTS_READY: {
    ends: 'noted',
    es: 'Las {columns} columnas del mapeo están, con tipos que se leen con exactitud. Beneficiarios en la tabla: {slots}, de {room} que el archivo de mapeo admite.',
    en: 'All {columns} mapped columns are there, with types that can be read exactly. Slots of beneficiaries in the table: {slots}, of {room} that the mapping file has room for.',
  },
  KEY_COLUMN_READY: {
    ends: 'noted',
    es: 'La columna de la clave es {type}. Se admiten números de hasta {most} caracteres.',
    en: 'The key column is {type}. Numbers of up to {most} characters are taken.',
  },
  KEY_COLUMN_LONG: {
    ends: 'noted',
    es: 'La columna de la clave es {type} y admite números de más de {most} caracteres: se rechazan con KEY_TOO_LONG.',
    en: 'The key column is {type} and holds numbers of more than {most} characters: those are rejected with KEY_TOO_LONG.',
  },
  COMPATIBILITY_READY: {
    ends: 'noted',
    es: 'Nivel de compatibilidad {level}.',
    en: 'Compatibility level {level}.',
  },
  COMPATIBILITY_LOW: {
    ends: 'stopped',
    es: 'El nivel de compatibilidad {level} no tiene OPENJSON; se necesita {lowest} (SQL Server 2016) o más.',
    en: 'Compatibility level {level} has no OPENJSON; the sync needs {lowest} (SQL Server 2016) or higher.',
  },
  SNAPSHOT_READY: {
    ends: 'noted',
    es: 'El aislamiento de instantáneas está permitido. Quien lee nunca espera a quien escribe.',
    en: 'Snapshot isolation is allowed. Readers never wait for writers.',
  },
  SNAPSHOT_READY_WAITING: {
    ends: 'noted',
    es: 'El aislamiento de instantáneas está permitido. Quien lee espera a quien escribe (READ_COMMITTED_SNAPSHOT está desactivado).',
    en: 'Snapshot isolation is allowed. Readers wait for writers (READ_COMMITTED_SNAPSHOT is off).',
  },
  SNAPSHOT_OFF: {
    ends: 'noted',
    es: 'El aislamiento de instantáneas no está permitido, y el seguimiento de cambios lo necesita. Quien lee nunca espera a quien escribe.',
    en: 'Snapshot isolation is not allowed, and change tracking needs it. Readers never wait for writers.',
  },
  SNAPSHOT_OFF_WAITING: {
    ends: 'noted',
    es: 'El aislamiento de instantáneas no está permitido, y el seguimiento de cambios lo necesita. Quien lee espera a quien escribe (READ_COMMITTED_SNAPSHOT está desactivado).',
    en: 'Snapshot isolation is not allowed, and change tracking needs it. Readers wait for writers (READ_COMMITTED_SNAPSHOT is off).',
  },
  TRACKING_READY: {
    ends: 'noted',
    es: 'El seguimiento de cambios está activo y los guarda {days} días.',
    en: 'Changes are tracked and kept for {days} days.',
  },
  TRACKING_SHORT: {
    ends: 'noted',
    es: 'Los cambios se guardan solo {days} días: si se detiene más tiempo, empieza de nuevo por toda la tabla.',
    en: 'Changes are kept for {days} days only: a sync that stands still longer starts over with a full pass.',
  },
  TRACKING_OFF: {
    ends: 'noted',
    es: 'Los cambios no se siguen; el seguimiento sería exacto y vería las eliminaciones.',
    en: 'Changes are not tracked; tracking would be exact and see deletes.',
  },
  PERMISSIONS_READY: {
    ends: 'noted',
    es: 'El usuario puede leer lo que hace falta.',
    en: 'This login may read what it needs.',
  },
  SELECT_DENIED: {
    ends: 'stopped',
    es: 'El usuario no puede leer (SELECT) {columns} de la tabla.',
    en: 'This login may not SELECT {columns} of the table.',
  },
  VIEW_CHANGES_DENIED: {
    ends: 'stopped',
    es: 'El usuario no puede ver el seguimiento de cambios (VIEW CHANGE TRACKING) de la tabla.',
    en: 'This login may not VIEW CHANGE TRACKING on the table.',
  },
  WRITING_DENIED: {
    ends: 'noted',
    es: 'El usuario no puede cambiar la tabla.',
    en: 'This login may not change the table.',
  },
  WRITING_ALLOWED: {
    ends: 'noted',
    es: 'El usuario puede cambiar filas ({verbs}); la sincronización solo lee, así que quíteselo.',
    en: 'This login may {verbs} rows; the sync only reads, so take that away.',
  },
  INDEX_READY: {
    ends: 'noted',
    es: 'El índice {index} empieza por {column}.',
    en: 'Index {index} leads with {column}.',
  },
  INDEX_MISSING: {
    ends: 'noted',
    es: 'Ningún índice empieza por {column}: cada corrida lee toda la tabla.',
    en: 'No index leads with {column}: every run reads the whole table.',
  },
  INDEX_NOT_NEEDED: {
    ends: 'noted',
    es: 'Ningún índice empieza por {column}; esta fuente de cambios no lo necesita.',
    en: 'No index leads with {column}; this feed needs none.',
  },
  REPLICA: {
    ends: 'noted',
    es: 'SQL_CONNECTION_STRING lleva a una réplica que solo lee (ApplicationIntent=ReadOnly, o una secundaria): las eliminaciones las ve solo la conciliación nocturna, y source.overlapSeconds debe superar también el atraso de la réplica.',
    en: 'SQL_CONNECTION_STRING leads to a replica that only reads (ApplicationIntent=ReadOnly, or a secondary): deletes are seen by the nightly reconciliation only, and source.overlapSeconds has to outlast the replica’s lag too.',
  },
  STAMPS_READY: { ends: 'noted', es: 'Ninguna fila carece de sello.', en: 'No rows have no stamp.' },
  STAMPS_MISSING: {
    ends: 'noted',
    es: '{rows} filas no tienen sello: solo las ven los recorridos completos y la conciliación.',
    en: '{rows} rows have no stamp: only full passes and reconciliation meet them.',
  },
  STAMPS_UNKNOWN: {
    ends: 'noted',
    es: 'No se sabe cuántas filas carecen de sello: contarlas tardó demasiado, porque ningún índice empieza por el sello o la tabla está ocupada.',
    en: 'How many rows have no stamp is not known: counting them took too long, for no index leads with the stamp or the table is busy.',
  },
  FUTURE_STAMPS_NONE: {
    ends: 'noted',
    es: 'Ninguna fila tiene un sello posterior al reloj del servidor.',
    en: "No rows are stamped later than the server's clock.",
  },
  FUTURE_STAMPS_FOUND: {
    ends: 'noted',
    es: '{rows} filas tienen un sello posterior al reloj del servidor: solo las ven los recorridos completos y la conciliación.',
    en: "{rows} rows are stamped later than the server's clock: only full passes and reconciliation meet them.",
  },
  FUTURE_STAMPS_UNKNOWN: {
    ends: 'noted',
    es: 'No se sabe cuántas filas tienen un sello posterior al reloj del servidor: contarlas tardó demasiado, porque ningún índice empieza por el sello o la tabla está ocupada.',
    en: "How many rows are stamped later than the server's clock is not known: counting them took too long, for no index leads with the stamp or the table is busy.",
  },
  FEED_CHANGE_TRACKING: {
    ends: 'noted',
    es: 'Los cambios se buscan por changeTracking, que no omite nada mientras la sincronización corra dentro de la retención.',
    en: 'Changes are found by changeTracking, which can miss nothing, as long as the sync runs within the retention.',
  },
  FEED_ROWVERSION: {
    ends: 'noted',
    es: 'Los cambios se buscan por rowversion, que puede omitir filas eliminadas.',
    en: 'Changes are found by rowversion, which can miss deleted rows.',
  },
  FEED_TIMESTAMP: {
    ends: 'noted',
    es: 'Los cambios se buscan por timestamp, que puede omitir filas eliminadas, filas cuyo sello nadie mantiene y transacciones que tardan más que source.overlapSeconds.',
    en: 'Changes are found by timestamp, which can miss deleted rows, rows whose stamp nobody maintains, and transactions that take longer than source.overlapSeconds.',
  },
  PORTAL_DRIFT: {
    ends: 'noted',
    es: 'HubSpot no acepta estas propiedades como están en el mapeo: {properties}. Corríjalas en HubSpot o en el archivo de mapeo; `npm run provision` crea las que faltan.',
    en: 'HubSpot does not take these properties as they are mapped: {properties}. Mend them in HubSpot or in the mapping file; `npm run provision` creates what is missing.',
  },
  PORTAL_DRIFT_SENSITIVE: {
    ends: 'noted',
    es: 'HubSpot no acepta estas propiedades como están en el mapeo: {properties}. Corríjalas en HubSpot o en el archivo de mapeo; `npm run provision` crea las que faltan. Las que HubSpot guarda como datos sensibles existen, y necesitan otra propiedad en el archivo de mapeo.',
    en: 'HubSpot does not take these properties as they are mapped: {properties}. Mend them in HubSpot or in the mapping file; `npm run provision` creates what is missing. What HubSpot keeps as Sensitive Data is there, and needs another property in the mapping file.',
  },
  PORTAL_READY: {
    ends: 'noted',
    es: 'HubSpot acepta el token y las propiedades están.',
    en: 'The token is accepted and the properties are there.',
  },
  ADOPTION_NONE: {
    ends: 'noted',
    es: 'Ninguna adopción ha recorrido el portal. Cada asociado nuevo se busca antes de crearlo: POST /api/sync {"mode":"adopt"}.',
    en: 'No adoption run has gone through the portal yet. Every new associate is looked up before being created: POST /api/sync {"mode":"adopt"}.',
  },
  ADOPTION_EXPIRED: {
    ends: 'noted',
    es: 'La última adopción es más vieja que sync.adoptionTtlHours. Cada asociado nuevo se busca antes de crearlo: POST /api/sync {"mode":"adopt"}.',
    en: 'The last adoption run is longer ago than sync.adoptionTtlHours. Every new associate is looked up before being created: POST /api/sync {"mode":"adopt"}.',
  },
  DELETES_NONE: {
    ends: 'noted',
    es: 'Ninguna eliminación espera a una persona.',
    en: 'No delete waits for a person.',
  },
  DELETES_WAIT: {
    ends: 'stopped',
    es: 'Se fueron demasiadas filas, o todas, y sus contactos se conservan (DELETE_HELD, dicho por última vez {lastAt}). Mire la tabla. Cuando esté bien, o las filas hayan vuelto: POST /api/sync {"mode":"releaseDeletes"}.',
    en: 'Too many rows went, or all, and their contacts are kept (DELETE_HELD, last said {lastAt}). Look at the table. Once that is right, or the rows are back: POST /api/sync {"mode":"releaseDeletes"}.',
  },
  TELEMETRY_READY: {
    ends: 'noted',
    es: 'Nada impide enviar telemetría, donde está su ajuste.',
    en: 'Nothing keeps telemetry from being sent, where the setting for it is there.',
  },
  TELEMETRY_FAULT: {
    ends: 'noted',
    es: 'No se envía telemetría. {reason}',
    en: 'No telemetry is sent. {reason}',
  },
  UNSEEN_CONFIGURATION: {
    ends: 'noted',
    es: 'No se miró: los ajustes están mal.',
    en: 'Not looked at: the configuration is wrong.',
  },
  UNSEEN_STORAGE: {
    ends: 'noted',
    es: 'No se miró: Azure Storage no responde.',
    en: 'Not looked at: Storage does not answer.',
  },
  SQL_READY: { ends: 'noted', es: 'SQL Server responde.', en: 'SQL Server answers.' },
  HUBSPOT_READY: {
    ends: 'noted',
    es: 'HubSpot responde y acepta el token.',
    en: 'HubSpot answers and accepts the token.',
  },
  QUEUE_READY: { ends: 'noted', es: 'Ningún lote está atascado.', en: 'No batch is stuck.' },
  QUEUE_POISONED: {
    ends: 'stopped',
    es: 'Lotes atascados: {batches}. Hicieron fallar el programa en cada entrega y esperan su resultado. Avise a quien mantiene el programa.',
    en: 'Batches stuck: {batches}. They crashed the program on each delivery and wait for their outcome. Tell those who maintain it.',
  },
  STORAGE_READY: {
    ends: 'noted',
    es: 'La cola y las tablas responden.',
    en: 'Queue and tables answer.',
  },
  TIMER_READY: {
    ends: 'noted',
    es: 'Terminó por última vez {endedAt}, por {stoppedBy}.',
    en: 'It ended last {endedAt}, by {stoppedBy}.',
  },
  TIMER_NOT_YET: { ends: 'noted', es: 'Todavía no ha terminado.', en: 'It has not ended yet.' },
  TIMER_NEVER_ENDED: {
    ends: 'noted',
    es: 'Le tocaba {due}, y nunca ha terminado. Vea si la aplicación corre y si la función no está desactivada; mientras tanto, POST /api/sync busca los cambios.',
    en: 'It was due {due}, and has never ended. Look whether the function app runs and the function is not disabled; POST /api/sync does the work of detection meanwhile.',
  },
  TIMER_LATE: {
    ends: 'noted',
    es: 'Le tocaba {due}, y terminó por última vez {endedAt}. Vea si la aplicación corre y si la función no está desactivada; mientras tanto, POST /api/sync busca los cambios.',
    en: 'It was due {due}, and ended last {endedAt}. Look whether the function app runs and the function is not disabled; POST /api/sync does the work of detection meanwhile.',
  },
  TIMER_INCOMPLETE: {
    ends: 'noted',
    es: 'Todavía no ha llegado a su fin: terminó por última vez {endedAt}, por {stoppedBy}.',
    en: 'It has not come to its end yet: it ended last {endedAt}, by {stoppedBy}.',
  },
  TIMER_INCOMPLETE_SINCE: {
    ends: 'noted',
    es: 'No ha llegado a su fin desde {since}: terminó por última vez {endedAt}, por {stoppedBy}.',
    en: 'It has not come to its end since {since}: it ended last {endedAt}, by {stoppedBy}.',
  },
  TIMER_FAILS: {
    ends: 'noted',
    es: 'La tarea {timer} no termina bien ({code}); se repite sola a su hora.',
    en: 'The timer {timer} does not end well ({code}); it comes again by itself at its time.',
  },
  DELETES_HELD: {
    ends: 'stopped',
    es: 'Se fueron {records} filas en 24 horas, más de lo permitido, o todas; sus contactos no se tocaron. Mire la tabla y decida: releaseDeletes los libera.',
    en: '{records} rows went within 24 hours, more than is allowed, or all; their contacts are untouched. Look at the table and decide: releaseDeletes lets them go.',
  },
  LAG_OVER_BOUND: {
    ends: 'noted',
    es: 'Hay cambios que tardan más de una hora en llegar a HubSpot. Vea qué detiene la búsqueda de cambios o la cola.',
    en: 'Changes take more than an hour to reach HubSpot. See what holds up the detection or the queue.',
  },
} as const satisfies Record<string, CodeText>;
export type StatusCode = keyof typeof STATUS_CODES;
