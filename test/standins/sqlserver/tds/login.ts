/** PRELOGIN and LOGIN7, [MS-TDS] 2.2.6.4 and 2.2.6.5. */

/** The option that says who encrypts what, and the end of the list of options. */
const ENCRYPTION = 1;
const END = 0xff;

const ENCRYPT_ON = 1;
const ENCRYPT_NOT_SUP = 2;
const ENCRYPT_REQ = 3;

/** True when the client asks for an encrypted connection, not only for an encrypted login. */
export function asksForEncryption(prelogin: Buffer): boolean {
  for (let at = 0; at + 5 <= prelogin.length && prelogin.readUInt8(at) !== END; at += 5) {
    if (prelogin.readUInt8(at) !== ENCRYPTION) continue;
    const asked = prelogin.readUInt8(prelogin.readUInt16BE(at + 1));
    return asked === ENCRYPT_ON || asked === ENCRYPT_REQ;
  }
  return false;
}

/**
 * Answers any PRELOGIN: version 16, no MARS, and encryption of everything or nothing (a client that insists on what it does not get
 * gives up by itself).
 */
export function preloginResponse(encrypted: boolean): Uint8Array {
  const options: readonly (readonly [number, Uint8Array])[] = [
    [0, Uint8Array.of(16, 0, 0, 0, 0, 0)],
    [ENCRYPTION, Uint8Array.of(encrypted ? ENCRYPT_ON : ENCRYPT_NOT_SUP)],
    [2, Uint8Array.of(0)],
    [3, new Uint8Array(0)],
    [4, Uint8Array.of(0)],
  ];
  const head = Buffer.alloc(options.length * 5 + 1);
  let offset = head.length;
  options.forEach(([token, data], i) => {
    head.writeUInt8(token, i * 5);
    head.writeUInt16BE(offset, i * 5 + 1);
    head.writeUInt16BE(data.length, i * 5 + 3);
    offset += data.length;
  });
  head.writeUInt8(END, head.length - 1);
  return Buffer.concat([head, ...options.map(([, data]) => data)]);
}

export interface Login {
  readonly tdsVersion: number;
  readonly packetSize: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** ApplicationIntent=ReadOnly. */
  readonly readOnlyIntent: boolean;
  /** Ids of the feature extensions the client sent; undefined when it sent no extension block at all. */
  readonly features: readonly number[] | undefined;
}

/** TDS 7.3.A; older clients need other date types and token layouts and are refused. */
export const OLDEST_TDS = 0x730a0003;

/** Of LOGIN7's TypeFlags. */
const READ_ONLY_INTENT = 0x20;

export function readLogin(body: Buffer): Login {
  const field = (at: number): string => {
    const offset = body.readUInt16LE(at);
    return body.subarray(offset, offset + body.readUInt16LE(at + 2) * 2).toString('utf16le');
  };
  return {
    tdsVersion: body.readUInt32LE(4),
    packetSize: clampPacketSize(body.readUInt32LE(8)),
    user: field(40),
    password: readPassword(body),
    database: field(68),
    readOnlyIntent: (body.readUInt8(26) & READ_ONLY_INTENT) !== 0,
    features: readFeatures(body),
  };
}

function clampPacketSize(asked: number): number {
  return asked === 0 ? 4096 : Math.min(Math.max(asked, 512), 32767);
}

/** Each byte has its halves swapped and is then XORed with 0xA5. */
function readPassword(body: Buffer): string {
  const offset = body.readUInt16LE(44);
  const bytes = Buffer.from(body.subarray(offset, offset + body.readUInt16LE(46) * 2));
  for (const [i, byte] of bytes.entries()) {
    const plain = byte ^ 0xa5;
    bytes[i] = ((plain << 4) & 0xf0) | (plain >> 4);
  }
  return bytes.toString('utf16le');
}

function readFeatures(body: Buffer): number[] | undefined {
  const hasExtension = (body.readUInt8(27) & 0x10) !== 0;
  if (!hasExtension) return undefined;
  const features: number[] = [];
  let at = body.readUInt32LE(body.readUInt16LE(56));
  while (at < body.length && body.readUInt8(at) !== 0xff) {
    features.push(body.readUInt8(at));
    at += 5 + body.readUInt32LE(at + 1);
  }
  return features;
}
