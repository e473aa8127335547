import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Permissions } from '../engine/permissions.ts';
import { SqlSession } from '../engine/sqlSession.ts';
import { REFUSED, refuse, SqlError } from '../errors.ts';
import type { StatementFault } from '../faults.ts';
import { knownLogin, loginError } from './checkLogin.ts';
import { asksForEncryption, preloginResponse, readLogin } from './login.ts';
import { type Message, MessageReader, PACKET, ResponseWriter } from './packets.ts';
import { readBatch, readRpc, readTransactionRequest, type SqlRequest } from './requests.ts';
import { ResponseSink } from './responseSink.ts';
import type { ServerState } from './serverState.ts';
import { startStrictTls, startTls, TLS_HANDSHAKE } from './startTls.ts';
import * as tokens from './tokens.ts';

/** A response to LOGIN7 leaves in packets of this size; the size agreed on counts from the next message. */
const LOGIN_PACKET_SIZE = 4096;

/** The log forgets what is older, so that a long demo does not grow. */
const LOGGED_STATEMENTS = 10_000;

/** One client: reads its messages, answers them one after the other, and cancels the running one when it asks. */
export class Connection {
  readonly #socket: Socket;
  /** Where messages go: the socket, or TLS over it. */
  #stream: Socket;
  readonly #server: ServerState;
  #reader = new MessageReader();
  readonly #queue: Message[] = [];
  #packetSize = LOGIN_PACKET_SIZE;
  #session: SqlSession | undefined;
  #running: AbortController | undefined;
  #busy = false;
  #closed = false;
  #dropping = false;
  #cancelNext = false;
  /** Nothing has come yet; TLS may be the first that does. */
  #isFresh = true;

  readonly #ended = Promise.withResolvers<void>();

  constructor(socket: Socket, server: ServerState) {
    this.#socket = socket;
    this.#stream = socket;
    this.#server = server;
    socket.setNoDelay(true);
    socket.on('data', this.#receive);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#close());
  }

  /** Breaks the connection off; resolves when its session is gone too. */
  async destroy(): Promise<void> {
    this.#socket.destroy();
    await this.#ended.promise;
  }

  #close(): void {
    this.#closed = true;
    this.#running?.abort();
    if (!this.#busy) this.#end();
  }

  #end(): void {
    this.#session?.close();
    this.#session = undefined;
    this.#ended.resolve();
  }

  readonly #receive = (chunk: Buffer): void => {
    const { tls } = this.#server;
    const isStrict = this.#isFresh && tls !== undefined && chunk[0] === TLS_HANDSHAKE;
    this.#isFresh = false;
    if (isStrict) this.#receiveBy((socket) => startStrictTls(socket, tls, chunk));
    else this.#takeIn(chunk);
  };

  #takeIn(chunk: Buffer): void {
    try {
      for (const message of this.#reader.push(chunk)) {
        if (message.type === PACKET.attention) this.#attention();
        else this.#queue.push(message);
      }
    } catch {
      this.#socket.destroy();
      return;
    }
    if (!this.#busy) void this.#work();
  }

  /**
   * Every attention is acknowledged once, after the response of the request that it cancels: of the running one, or of one that
   * arrived in the same moment and waits. With neither, the response crossed it on the way.
   */
  #attention(): void {
    if (this.#running !== undefined) this.#running.abort();
    else if (this.#queue.length > 0) this.#cancelNext = true;
    else void this.#acknowledge();
  }

  /** The acknowledgement is a message of its own: tedious waits for the cancelled response to end first. */
  async #acknowledge(): Promise<void> {
    const writer = new ResponseWriter(this.#stream, this.#packetSize);
    tokens.writeDone(writer.out, 'done', { more: false, attention: true });
    await writer.end();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (
      let message = this.#queue.shift();
      message !== undefined && !this.#closed;
      message = this.#queue.shift()
    ) {
      try {
        await this.#answer(message);
      } catch {
        this.#socket.destroy();
      }
    }
    this.#busy = false;
    if (this.#closed) this.#end();
  }

  async #answer(message: Message): Promise<void> {
    if (message.type === PACKET.prelogin) return this.#prelogin(message);
    if (message.type === PACKET.login7) return this.#login(message);
    if (this.#session === undefined) return void this.#socket.destroy();
    const running = new AbortController();
    this.#running = running;
    if (this.#cancelNext) running.abort();
    this.#cancelNext = false;
    await this.#respond(message, this.#session, running.signal);
    this.#running = undefined;
    if (running.signal.aborted && !this.#closed && !this.#dropping) await this.#acknowledge();
  }

  async #prelogin(message: Message): Promise<void> {
    const { tls } = this.#server;
    const isBare = this.#stream === this.#socket;
    const encrypted = tls !== undefined && isBare && asksForEncryption(message.body);
    const writer = new ResponseWriter(this.#stream, LOGIN_PACKET_SIZE);
    writer.out.bytes(preloginResponse(encrypted));
    if (encrypted) this.#receiveBy((socket) => startTls(socket, tls));
    await writer.end();
  }

  /** Everything that comes from now on is TLS. */
  #receiveBy(start: (socket: Socket) => Socket): void {
    this.#socket.off('data', this.#receive);
    this.#reader = new MessageReader();
    const secure = start(this.#socket);
    secure.on('data', this.#receive);
    secure.on('error', () => this.#socket.destroy());
    secure.on('close', () => this.#socket.destroy());
    this.#stream = secure;
  }

  async #login(message: Message): Promise<void> {
    const login = readLogin(message.body);
    const writer = new ResponseWriter(this.#stream, LOGIN_PACKET_SIZE);
    const error = loginError(this.#server, login);
    if (error !== undefined) {
      tokens.writeError(writer.out, error);
      tokens.writeDone(writer.out, 'done', { more: false, error: true });
      await writer.end();
      this.#socket.end();
      return;
    }
    const { name } = this.#server.database;
    tokens.writeEnvText(writer.out, 1, name, 'master');
    tokens.writeEnvCollation(writer.out);
    tokens.writeEnvText(writer.out, 2, 'us_english', '');
    tokens.writeEnvText(writer.out, 4, String(login.packetSize), String(LOGIN_PACKET_SIZE));
    tokens.writeLoginAck(writer.out, login.tdsVersion);
    if (login.features !== undefined) tokens.writeFeatureAck(writer.out, login.features);
    tokens.writeDone(writer.out, 'done', { more: false });
    const permissions = knownLogin(this.#server, login)?.permissions ?? Permissions.granted([]);
    this.#session = new SqlSession(this.#server.database, this.#server.nextSessionId(), {
      permissions,
      isReplica: login.readOnlyIntent && this.#server.hasReplica,
    });
    await writer.end();
    this.#packetSize = login.packetSize;
  }

  async #respond(message: Message, session: SqlSession, signal: AbortSignal): Promise<void> {
    const writer = new ResponseWriter(this.#stream, this.#packetSize);
    if (message.reset) {
      session.reset();
      tokens.writeEnvReset(writer.out);
    }
    const sink = new ResponseSink(writer, message.type === PACKET.rpc);
    try {
      if (message.type === PACKET.transactionManager) await this.#transaction(message, session, sink, signal);
      else if (!message.ignore)
        await this.#statement(readRequest(message), session, { sink, writer }, signal);
    } catch (error) {
      sink.error(error instanceof SqlError ? error : new SqlError(REFUSED, `stand-in: ${String(error)}`));
    }
    if (this.#dropping) {
      await writer.flush();
      await this.#breakOff();
      return;
    }
    sink.finish();
    await writer.end();
  }

  async #statement(
    request: SqlRequest,
    session: SqlSession,
    { sink, writer }: { readonly sink: ResponseSink; readonly writer: ResponseWriter },
    signal: AbortSignal,
  ): Promise<void> {
    const fault = await this.#beforeStatement(request, signal);
    if (fault?.kind === 'error') throw new SqlError(fault.number, fault.message);
    if (fault?.kind === 'drop') {
      if (fault.afterRows === 0) return this.#drop();
      sink.afterRows(fault.afterRows, async () => this.#drop());
    }
    if (fault?.kind === 'stall' && fault.afterRows > 0) {
      sink.afterRows(fault.afterRows, async () => {
        await writer.flushAll();
        await aborted(signal);
      });
    }
    if (!signal.aborted) await session.execute(request, sink, signal);
  }

  /** Without a farewell of TLS: that is how a network breaks. */
  async #breakOff(): Promise<void> {
    while (this.#stream.writableLength > 0 && !this.#closed) await nextTurn();
    this.#socket.destroySoon();
  }

  /** Ends the running statement; its connection is broken off once what was written has left. */
  #drop(): void {
    this.#dropping = true;
    this.#running?.abort();
  }

  async #transaction(
    message: Message,
    session: SqlSession,
    sink: ResponseSink,
    signal: AbortSignal,
  ): Promise<void> {
    const request = readTransactionRequest(message.body);
    if (request.kind === 'begin') await session.begin(sink, request.isolation, signal);
    else await session[request.kind](sink);
  }

  /** Logs the statement and plays the faults that come before it runs. */
  async #beforeStatement({ text }: SqlRequest, signal: AbortSignal): Promise<StatementFault | undefined> {
    if (isDriversOwn(text)) return undefined;
    const { faults, statements } = this.#server;
    statements.push(text);
    if (statements.length > LOGGED_STATEMENTS) statements.shift();
    const fault = faults.takeStatement(text);
    if (fault?.kind === 'stall' && fault.afterRows === 0) await aborted(signal);
    const delayMs = faults.takeDelay(text);
    if (delayMs > 0) await pause(delayMs, undefined, { signal }).catch(() => undefined);
    return fault;
  }
}

function readRequest(message: Message): SqlRequest {
  if (message.type === PACKET.sqlBatch) return readBatch(message.body);
  if (message.type === PACKET.rpc) return readRpc(message.body);
  if (message.type === PACKET.bulkLoad) throw refuse('bulk load');
  throw refuse(`a message of type ${message.type}`);
}

/** The validation of a pooled connection, and the settings after a login. */
function isDriversOwn(text: string): boolean {
  return text === 'SELECT 1;' || /^set ansi_nulls on\n/i.test(text);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
