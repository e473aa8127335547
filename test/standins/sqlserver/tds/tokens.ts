import type { SqlError } from '../errors.ts';
import type { ByteWriter } from './ByteWriter.ts';

/** Tokens of the server's response, [MS-TDS] 2.2.7. */

/** SQL_Latin1_General_CP1_CI_AS: LCID 0x0409, ignore case/kana/width, sort id 52. */
export const COLLATION = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);
export const SERVER_NAME = 'STANDIN';

const DONE_MORE = 0x01;
const DONE_ERROR = 0x02;
const DONE_COUNT = 0x10;
const DONE_ATTENTION = 0x20;

/** A batch ends each statement with DONE; inside an RPC it is DONEINPROC, and DONEPROC at the very end. */
export type DoneToken = 'done' | 'doneInProc' | 'doneProc';
const DONE_TOKENS: Readonly<Record<DoneToken, number>> = { done: 0xfd, doneProc: 0xfe, doneInProc: 0xff };

export interface DoneOptions {
  readonly more: boolean;
  readonly error?: boolean;
  readonly attention?: boolean;
  /** Rows affected or returned; left out by statements that have no count. */
  readonly rows?: bigint;
}

export function writeDone(out: ByteWriter, token: DoneToken, options: DoneOptions): void {
  let status = options.more ? DONE_MORE : 0;
  if (options.error === true) status |= DONE_ERROR;
  if (options.attention === true) status |= DONE_ATTENTION;
  if (options.rows !== undefined) status |= DONE_COUNT;
  out.u8(DONE_TOKENS[token]);
  out.u16(status);
  out.u16(0);
  out.u64(options.rows ?? 0n);
}

export function writeError(out: ByteWriter, error: SqlError): void {
  out.u8(0xaa);
  out.sized16(() => {
    out.i32(error.number);
    out.u8(error.state);
    out.u8(error.severity);
    out.usVarchar(error.message.slice(0, 2000));
    out.bVarchar(SERVER_NAME);
    out.bVarchar('');
    out.i32(error.line);
  });
}

/** RETURNSTATUS: what a stored procedure returns. */
export function writeReturnStatus(out: ByteWriter, value: number): void {
  out.u8(0x79);
  out.i32(value);
}

function writeEnvChange(out: ByteWriter, body: () => void): void {
  out.u8(0xe3);
  out.sized16(body);
}

/** ENVCHANGE types 1 (database), 2 (language) and 4 (packet size) carry texts. */
export function writeEnvText(out: ByteWriter, type: 1 | 2 | 4, now: string, before: string): void {
  writeEnvChange(out, () => {
    out.u8(type);
    out.bVarchar(now);
    out.bVarchar(before);
  });
}

export function writeEnvCollation(out: ByteWriter): void {
  writeEnvChange(out, () => {
    out.u8(7);
    out.u8(COLLATION.length);
    out.bytes(COLLATION);
    out.u8(0);
  });
}

/** Types 8 (begun), 9 (committed) and 10 (rolled back) carry the transaction's descriptor. */
export function writeEnvTransaction(out: ByteWriter, type: 8 | 9 | 10, descriptor: bigint): void {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(descriptor);
  writeEnvChange(out, () => {
    out.u8(type);
    out.u8(type === 8 ? 8 : 0);
    if (type === 8) out.bytes(bytes);
    out.u8(type === 8 ? 0 : 8);
    if (type !== 8) out.bytes(bytes);
  });
}

/** Type 18: the session was reset, as the client's packet header asked. */
export function writeEnvReset(out: ByteWriter): void {
  writeEnvChange(out, () => {
    out.u8(18);
    out.u8(0);
    out.u8(0);
  });
}

export function writeLoginAck(out: ByteWriter, tdsVersion: number): void {
  out.u8(0xad);
  out.sized16(() => {
    out.u8(1);
    const version = Buffer.alloc(4);
    version.writeUInt32BE(tdsVersion);
    out.bytes(version);
    out.bVarchar('Microsoft SQL Server');
    out.bytes(Uint8Array.of(16, 0, 0, 0));
  });
}

/** FEATUREEXTACK, only for a client that sent extensions: UTF8_SUPPORT (0x0A) is the one acknowledged. */
export function writeFeatureAck(out: ByteWriter, features: readonly number[]): void {
  out.u8(0xae);
  if (features.includes(0x0a)) {
    out.u8(0x0a);
    out.u32(1);
    out.u8(1);
  }
  out.u8(0xff);
}
