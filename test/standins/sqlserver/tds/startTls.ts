import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { PACKET } from './packets.ts';
import type { TlsOptions } from './serverState.ts';

/**
 * TLS as TDS 7.x has it ([MS-TDS] 3.3.5.2): the records of the handshake travel inside PRELOGIN packets, those of the data bare.
 * TLS 1.2 at most: a 1.3 server sends session tickets after its handshake, which fit neither form.
 */
export function startTls(socket: Socket, { key, cert }: TlsOptions): TLSSocket {
  const secureContext = createSecureContext({ key, cert, maxVersion: 'TLSv1.2' });
  return new TLSSocket(new HandshakePackets(socket), { isServer: true, secureContext });
}

/** The first byte of a TLS handshake, which no TDS packet begins with. */
export const TLS_HANDSHAKE = 0x16;

/** TLS as TDS 8 has it, before any packet (\`Encrypt=Strict\`); \`begun\` has been read from the socket already. */
export function startStrictTls(socket: Socket, { key, cert }: TlsOptions, begun: Buffer): TLSSocket {
  // TLS takes what waits in the socket, and nothing that flows on.
  socket.pause();
  socket.unshift(begun);
  const secureContext = createSecureContext({ key, cert });
  return new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['tds/8.0'] });
}

const HEADER = 8;
const EOM = 1;
/** The type of a TLS record that carries data; with the first of them the packets end. */
const APPLICATION_DATA = 0x17;
const RECORD_HEADER = 5;

/** The socket as TLS sees it, without the packets. */
class HandshakePackets extends Duplex {
  readonly #socket: Socket;
  #incoming: Buffer = Buffer.alloc(0);
  #bareIn = false;
  #bareOut = false;
  /** Bytes of the outgoing record that are still to come. */
  #recordLeft = 0;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.#followRecords(chunk);
    const bytes = this.#bareOut ? chunk : inPacket(chunk);
    if (this.#socket.destroyed) callback();
    else this.#socket.write(bytes, () => callback());
  }

  override _final(callback: () => void): void {
    this.#socket.end(() => callback());
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#socket.destroy();
    callback(error);
  }

  /** Once bare, always bare: a later chunk may well begin with the byte that a packet begins with. */
  #receive(chunk: Buffer): void {
    this.#incoming = this.#incoming.length === 0 ? chunk : Buffer.concat([this.#incoming, chunk]);
    while (!this.#bareIn && this.#incoming.length >= HEADER) {
      if (this.#incoming.readUInt8(0) !== PACKET.prelogin) this.#bareIn = true;
      else {
        const length = this.#incoming.readUInt16BE(2);
        if (this.#incoming.length < length) return;
        this.#give(this.#incoming.subarray(HEADER, length));
        this.#incoming = this.#incoming.subarray(length);
      }
    }
    if (!this.#bareIn) return;
    const rest = this.#incoming;
    this.#incoming = Buffer.alloc(0);
    this.#give(rest);
  }

  #give(bytes: Buffer): void {
    if (bytes.length > 0 && !this.push(bytes)) this.#socket.pause();
  }

  /** Keeps count of the records that go out, to see where the first one with data begins. */
  #followRecords(chunk: Buffer): void {
    let at = 0;
    while (!this.#bareOut && at < chunk.length) {
      if (this.#recordLeft > 0) {
        const step = Math.min(this.#recordLeft, chunk.length - at);
        this.#recordLeft -= step;
        at += step;
      } else if (chunk.readUInt8(at) === APPLICATION_DATA) this.#bareOut = true;
      else if (at + RECORD_HEADER > chunk.length) throw new RangeError('a TLS record header was cut in two');
      else this.#recordLeft = RECORD_HEADER + chunk.readUInt16BE(at + 3);
    }
  }
}

function inPacket(body: Buffer): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(PACKET.prelogin, 0);
  header.writeUInt8(EOM, 1);
  header.writeUInt16BE(HEADER + body.length, 2);
  return Buffer.concat([header, body]);
}
