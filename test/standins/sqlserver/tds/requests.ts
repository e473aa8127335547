import { refuse } from '../errors.ts';
import { ByteReader } from './ByteReader.ts';
import { readTypedValue, type TypedValue } from './readValue.ts';

/** The client's requests: SQLBatch, RPC and transaction manager, [MS-TDS] 2.2.6.6, 2.2.6.7 and 2.2.6.9. */

export interface RpcParameter extends TypedValue {
  readonly name: string;
}

export interface SqlRequest {
  readonly text: string;
  readonly parameters: readonly RpcParameter[];
}

/** ALL_HEADERS stands in front of every request since TDS 7.2; its total length counts itself. */
function afterHeaders(body: Buffer): ByteReader {
  return new ByteReader(body, body.readUInt32LE(0));
}

export function readBatch(body: Buffer): SqlRequest {
  return { text: body.subarray(body.readUInt32LE(0)).toString('utf16le'), parameters: [] };
}

const PROCEDURES: Readonly<Record<number, string>> = {
  1: 'sp_cursor',
  2: 'sp_cursoropen',
  10: 'sp_executesql',
  11: 'sp_prepare',
  12: 'sp_execute',
  13: 'sp_prepexec',
  15: 'sp_unprepare',
};

const BY_REFERENCE = 0x01;

/** Reads an RPC; only sp_executesql is one that the stand-in knows. */
export function readRpc(body: Buffer): SqlRequest {
  const reader = afterHeaders(body);
  const name = readProcedureName(reader);
  if (name.toLowerCase() !== 'sp_executesql') throw refuse(`the procedure ${name}`);
  reader.skip(2);
  const all: RpcParameter[] = [];
  while (!reader.done) all.push(readParameter(reader));
  const [text, , ...parameters] = all;
  if (typeof text?.value !== 'string') throw refuse('sp_executesql without a statement');
  return { text: text.value, parameters };
}

function readProcedureName(reader: ByteReader): string {
  const length = reader.u16();
  if (length !== 0xffff) return reader.text(length);
  const id = reader.u16();
  return PROCEDURES[id] ?? `with id ${id}`;
}

function readParameter(reader: ByteReader): RpcParameter {
  const name = reader.text(reader.u8()).replace(/^@/, '').toLowerCase();
  const status = reader.u8();
  if ((status & BY_REFERENCE) !== 0) throw refuse(`the output parameter @${name}`);
  return { name, ...readTypedValue(reader) };
}

export type TransactionRequest =
  | { readonly kind: 'begin'; readonly isolation: number }
  | { readonly kind: 'commit' | 'rollback' };

export function readTransactionRequest(body: Buffer): TransactionRequest {
  const reader = afterHeaders(body);
  switch (reader.u16()) {
    case 5:
      return { kind: 'begin', isolation: reader.u8() };
    case 7:
      return { kind: 'commit' };
    case 8:
      return { kind: 'rollback' };
    case 9:
      throw refuse('SAVE TRANSACTION');
    default:
      throw refuse('a distributed transaction');
  }
}
