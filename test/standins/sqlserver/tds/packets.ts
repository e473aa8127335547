import type { Socket } from 'node:net';
import { ByteWriter } from './ByteWriter.ts';

/** [MS-TDS] 2.2.3.1: the packet header's types and status bits that are used here. */
export const PACKET = {
  sqlBatch: 0x01,
  rpc: 0x03,
  response: 0x04,
  attention: 0x06,
  bulkLoad: 0x07,
  transactionManager: 0x0e,
  login7: 0x10,
  sspi: 0x11,
  prelogin: 0x12,
} as const;

const STATUS_EOM = 0x01;
const STATUS_IGNORE = 0x02;
const STATUS_RESET = 0x08;
const STATUS_RESET_KEEP_TRANSACTION = 0x10;
const HEADER = 8;

export interface Message {
  readonly type: number;
  readonly body: Buffer;
  /** The client asks for a fresh session before this message is executed. */
  readonly reset: boolean;
  /** The client gave the message up while sending it: answer it, do not execute it. */
  readonly ignore: boolean;
}

/** Joins packets into messages, however the bytes were cut on their way. */
export class MessageReader {
  #pending: Buffer = Buffer.alloc(0);
  #bodies: Buffer[] = [];
  #reset = false;

  push(chunk: Buffer): Message[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const messages: Message[] = [];
    while (this.#pending.length >= HEADER) {
      const length = this.#pending.readUInt16BE(2);
      if (length < HEADER) throw new RangeError('TDS packet is shorter than its header');
      if (this.#pending.length < length) break;
      const message = this.#packet(this.#pending.subarray(0, length));
      this.#pending = this.#pending.subarray(length);
      if (message !== undefined) messages.push(message);
    }
    return messages;
  }

  #packet(packet: Buffer): Message | undefined {
    const status = packet.readUInt8(1);
    this.#bodies.push(packet.subarray(HEADER));
    if ((status & (STATUS_RESET | STATUS_RESET_KEEP_TRANSACTION)) !== 0) this.#reset = true;
    if ((status & STATUS_EOM) === 0) return undefined;
    const message = {
      type: packet.readUInt8(0),
      body: Buffer.concat(this.#bodies),
      reset: this.#reset,
      ignore: (status & STATUS_IGNORE) !== 0,
    };
    this.#bodies = [];
    this.#reset = false;
    return message;
  }
}

/** Bytes gathered before they are cut into packets and written to the socket. */
const FLUSH_AT = 32 * 1024;

/**
 * Writes one response message as packets. Tokens go into `out`; `flush` sends whole packets and waits for the socket when the
 * client reads slowly; `end` sends the rest with the end-of-message bit.
 */
export class ResponseWriter {
  readonly out = new ByteWriter();
  readonly #socket: Socket;
  readonly #packetSize: number;
  #packetId = 0;

  constructor(socket: Socket, packetSize: number) {
    this.#socket = socket;
    this.#packetSize = packetSize;
  }

  get full(): boolean {
    return this.out.length >= FLUSH_AT;
  }

  /** Sends everything, the last packet cut short: what a server does that then falls silent. */
  async flushAll(): Promise<void> {
    await this.flush();
    await this.#sendRest(false);
  }

  async flush(): Promise<void> {
    const room = this.#packetSize - HEADER;
    // The last packet is held back: only `end` knows that it is the last.
    const whole = Math.ceil(this.out.length / room) - 1;
    if (whole <= 0) return;
    const view = this.out.view();
    const packets = Buffer.allocUnsafe(whole * this.#packetSize);
    for (let i = 0; i < whole; i += 1) {
      this.#header(packets, i * this.#packetSize, this.#packetSize, false);
      view.copy(packets, i * this.#packetSize + HEADER, i * room, (i + 1) * room);
    }
    this.out.consume(whole * room);
    await this.#send(packets);
  }

  async end(): Promise<void> {
    await this.flush();
    await this.#sendRest(true);
  }

  async #sendRest(last: boolean): Promise<void> {
    const rest = this.out.view();
    const packet = Buffer.allocUnsafe(HEADER + rest.length);
    this.#header(packet, 0, packet.length, last);
    rest.copy(packet, HEADER);
    this.out.consume(rest.length);
    await this.#send(packet);
  }

  #header(target: Buffer, at: number, length: number, last: boolean): void {
    this.#packetId = (this.#packetId + 1) & 0xff;
    target.writeUInt8(PACKET.response, at);
    target.writeUInt8(last ? STATUS_EOM : 0, at + 1);
    target.writeUInt16BE(length, at + 2);
    target.writeUInt16BE(0, at + 4);
    target.writeUInt8(this.#packetId, at + 6);
    target.writeUInt8(0, at + 7);
  }

  async #send(bytes: Buffer): Promise<void> {
    const socket = this.#socket;
    if (socket.destroyed || socket.write(bytes)) return;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        socket.off('drain', settle);
        socket.off('close', settle);
        resolve();
      };
      socket.once('drain', settle);
      socket.once('close', settle);
    });
  }
}
