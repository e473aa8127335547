import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { SqlSession } from '../engine/sqlSession.ts';
import { REFUSED, refuse, SqlError } from '../errors.ts';
import type { StatementFault } from '../faults.ts';
import { type Login, OLDEST_TDS, preloginResponse, readLogin } from './login.ts';
import { type Message, MessageReader, PACKET, ResponseWriter } from './packets.ts';
import { readBatch, readRpc, readTransactionRequest, type SqlRequest } from './requests.ts';
import { ResponseSink } from './responseSink.ts';
import type { ServerState } from './serverState.ts';
import * as tokens from './tokens.ts';

/** A response to LOGIN7 leaves in packets of this size; the size agreed on counts from the next message. */
const LOGIN_PACKET_SIZE = 4096;

/** The log forgets what is older, so that a long demo does not grow. */
const LOGGED_STATEMENTS = 10_000;

/** One client: reads its messages, answers them one after the other, and cancels the running one when it asks. */
export class Connection {
  readonly #socket: Socket;
  readonly #server: ServerState;
  readonly #reader = new MessageReader();
  readonly #queue: Message[] = [];
  #packetSize = LOGIN_PACKET_SIZE;
  #session: SqlSession | undefined;
  #running: AbortController | undefined;
  #busy = false;
  #closed = false;
  #dropping = false;
  #cancelNext = false;

  constructor(socket: Socket, server: ServerState) {
    this.#socket = socket;
    this.#server = server;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#close());
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #close(): void {
    this.#closed = true;
    this.#running?.abort();
    if (!this.#busy) this.#session?.close();
  }

  #receive(chunk: Buffer): void {
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
    const writer = new ResponseWriter(this.#socket, this.#packetSize);
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
    if (this.#closed) this.#session?.close();
  }

  async #answer(message: Message): Promise<void> {
    if (message.type === PACKET.prelogin) return this.#prelogin();
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

  async #prelogin(): Promise<void> {
    const writer = new ResponseWriter(this.#socket, LOGIN_PACKET_SIZE);
    writer.out.bytes(preloginResponse());
    await writer.end();
  }

  async #login(message: Message): Promise<void> {
    const login = readLogin(message.body);
    const writer = new ResponseWriter(this.#socket, LOGIN_PACKET_SIZE);
    const error = this.#loginError(login);
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
    this.#session = new SqlSession(this.#server.database, this.#server.nextSessionId());
    await writer.end();
    this.#packetSize = login.packetSize;
  }

  #loginError(login: Login): SqlError | undefined {
    const fault = this.#server.faults.takeLogin();
    if (fault !== undefined) return new SqlError(fault.number, fault.message, { severity: 14 });
    if (login.tdsVersion < OLDEST_TDS) return refuse('a TDS version below 7.3');
    const { user, password, database } = this.#server;
    if (login.user.toLowerCase() !== user.toLowerCase() || login.password !== password) {
      return new SqlError(18456, `Login failed for user '${login.user}'.`, { severity: 14 });
    }
    const wanted = login.database.toLowerCase();
    if (wanted === '' || wanted === database.name.toLowerCase()) return undefined;
    return new SqlError(
      4060,
      `Cannot open database "${login.database}" requested by the login. The login failed.`,
      { severity: 11 },
    );
  }

  async #respond(message: Message, session: SqlSession, signal: AbortSignal): Promise<void> {
    const writer = new ResponseWriter(this.#socket, this.#packetSize);
    if (message.reset) {
      session.reset();
      tokens.writeEnvReset(writer.out);
    }
    const sink = new ResponseSink(writer, message.type === PACKET.rpc);
    try {
      if (message.type === PACKET.transactionManager) await this.#transaction(message, session, sink, signal);
      else if (!message.ignore) await this.#statement(readRequest(message), session, sink, signal);
    } catch (error) {
      sink.error(error instanceof SqlError ? error : new SqlError(REFUSED, `stand-in: ${String(error)}`));
    }
    if (this.#dropping) {
      await writer.flush();
      this.#socket.destroySoon();
      return;
    }
    sink.finish();
    await writer.end();
  }

  async #statement(
    request: SqlRequest,
    session: SqlSession,
    sink: ResponseSink,
    signal: AbortSignal,
  ): Promise<void> {
    const fault = await this.#beforeStatement(request, signal);
    if (fault?.kind === 'error') throw new SqlError(fault.number, fault.message);
    if (fault?.kind === 'drop') {
      if (fault.afterRows === 0) return this.#drop();
      sink.afterRows(fault.afterRows, () => this.#drop());
    }
    if (!signal.aborted) await session.execute(request, sink, signal);
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
    if (fault?.kind === 'stall') await aborted(signal);
    if (faults.delayMs > 0) await pause(faults.delayMs, undefined, { signal }).catch(() => undefined);
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
