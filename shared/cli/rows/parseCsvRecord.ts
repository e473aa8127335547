/**
 * The fields of one CSV record (RFC 4180), or undefined when its quotes do not match. An empty field and an unquoted
 * NULL, as SQL Server Management Studio writes it, are null.
 */
export function parseCsvRecord(record: string, delimiter: string): readonly (string | null)[] | undefined {
  const fields: (string | null)[] = [];
  let at = 0;
  for (;;) {
    if (record[at] === '"') {
      const end = closingQuote(record, at);
      if (end === undefined || (end + 1 < record.length && record[end + 1] !== delimiter)) return undefined;
      fields.push(record.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const found = record.indexOf(delimiter, at);
      const end = found === -1 ? record.length : found;
      const text = record.slice(at, end);
      fields.push(text === '' || text === 'NULL' ? null : text);
      at = end;
    }
    if (at >= record.length) return fields;
    at += 1;
  }
}

function closingQuote(record: string, opening: number): number | undefined {
  let at = record.indexOf('"', opening + 1);
  while (at !== -1 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at === -1 ? undefined : at;
}
