import { ConfigurationError } from '../../errors.ts';
import { type Keyword, keywordOf } from './keywords.ts';

/** The values of a connection string; of a keyword that stands there twice the last one counts. */
export type ConnectionValues = ReadonlyMap<Keyword, string>;

/** A refusal of the setting, in one sentence that repeats nothing of it: it holds a password. */
export function refuse(sentence: string): ConfigurationError {
  return new ConfigurationError([`The setting SQL_CONNECTION_STRING ${sentence}`]);
}

/**
 * ADO.NET's own grammar of one `keyword=value`: `==` in a keyword stands for `=`; a value may be quoted, with the quote doubled
 * inside; unquoted it neither begins nor ends with a quote. Semicolons may be repeated.
 * https://learn.microsoft.com/dotnet/api/system.data.common.dbconnectionstringbuilder
 */
const PAIR =
  /[\s;]*(?![\s;])(?<key>(?:[^=\s\p{Cc}]|\s+[^=\s\p{Cc}]|\s+==|==)+)\s*=(?!=)\s*(?<value>"(?:[^"\0]|"")*"|'(?:[^'\0]|'')*'|(?:(?!["'\s])(?:[^;\s\p{Cc}]|\s+[^;\s\p{Cc}])*(?<!["'])))\s*(?:;|[\0\s]*$)/uy;

/**
 * Reads a connection string as SqlClient does. What it says stays what it is: nothing is judged here.
 *
 * @throws ConfigurationError where SqlClient would not read it either.
 */
export function readConnectionString(text: string): ConnectionValues {
  const values = new Map<Keyword, string>();
  PAIR.lastIndex = 0;
  let end = 0;
  for (let match = PAIR.exec(text), at = 1; match?.groups; match = PAIR.exec(text), at++) {
    end = PAIR.lastIndex;
    const { key = '', value = '' } = match.groups;
    const keyword = keywordOf(key.replaceAll('==', '='));
    if (!keyword) {
      throw refuse(
        `has a keyword, the ${ordinal(at)} of it, that SQL Server’s clients do not know: check its spelling, and put a value that holds ; or = in quotes.`,
      );
    }
    values.set(keyword, unquoted(value));
    if (end === text.length) break;
  }
  if (/[^\s;\0]/.test(text.slice(end)) || values.size === 0) {
    throw refuse(
      'is not a connection string such as "Server=host,1433;Database=db;User Id=user;Password=…": a value that holds ; or begins or ends with a quote has to be in quotes.',
    );
  }
  return values;
}

function unquoted(value: string): string {
  const [quote] = value;
  if (quote !== '"' && quote !== "'") return value;
  return value.slice(1, -1).replaceAll(quote + quote, quote);
}

function ordinal(at: number): string {
  return `${at}${['st', 'nd', 'rd'][at - 1] ?? 'th'}`;
}
