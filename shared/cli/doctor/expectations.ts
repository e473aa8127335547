import type { CodeMeaning } from '../../outcomes/codeMeaning.ts';

/** What each check of the preflight wants to see. */
export const EXPECTATIONS: Readonly<Record<string, CodeMeaning>> = {
  source: {
    es: 'SQL Server responde, y el usuario puede leer el catálogo y la tabla',
    en: 'SQL Server answers, and the login may read the catalogue and the table',
  },
  columns: {
    es: 'todas las columnas del archivo de mapeo están en la tabla, con tipos que se leen con exactitud',
    en: 'every column of the mapping file is in the table, of a type that is read exactly',
  },
  keyColumn: {
    es: 'la columna de la clave no admite números más largos de lo que se guarda',
    en: 'the key column holds no numbers longer than can be kept',
  },
  compatibility: {
    es: 'nivel de compatibilidad 130 (SQL Server 2016) o más',
    en: 'compatibility level 130 (SQL Server 2016) or higher',
  },
  snapshot: {
    es: 'el aislamiento de instantáneas permitido',
    en: 'snapshot isolation allowed',
  },
  changeTracking: {
    es: 'el seguimiento de cambios activo, con siete días o más',
    en: 'change tracking on, for seven days or more',
  },
  permissions: {
    es: 'el usuario puede leer cada columna, y el seguimiento de cambios donde se usa',
    en: 'the login may read every column, and change tracking where that is used',
  },
  noWritePermission: { es: 'el usuario no puede escribir', en: 'the login may not write' },
  index: {
    es: 'un índice que empieza por la fecha de modificación, donde se busca por ella',
    en: 'an index that leads with the change stamp, where changes are found by it',
  },
  unstampedRows: { es: 'cada fila tiene su sello', en: 'every row has its stamp' },
  futureStamps: { es: 'ningún sello posterior a ahora', en: 'no stamp later than now' },
  replica: { es: 'la base de datos que se escribe', en: 'the database that is written to' },
  changeFeed: {
    es: 'una fuente de cambios que no omite nada',
    en: 'a change feed that misses nothing',
  },
};
