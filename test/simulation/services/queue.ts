import { z } from 'zod';

export interface Message {
  readonly id: number;
  readonly text: string;
  visibleAt: number;
  dequeueCount: number;
  /** Whoever holds an older one can neither delete the message nor put it back. */
  receipt: number;
  /** How many deliveries ended with an error, no crash. */
  errors: number;
}

/** The batch queue: messages that come back unless they are deleted in time. */
export class Queue {
  /** Every key that was ever put on the queue. */
  readonly keys = new Set<string>();
  readonly #messages = new Map<number, Message>();
  readonly #now: () => number;
  readonly #onVisible: (message: Message, delayMs: number) => void;
  #ids = 0;

  constructor(now: () => number, onVisible: (message: Message, delayMs: number) => void) {
    this.#now = now;
    this.#onVisible = onVisible;
  }

  get length(): number {
    return this.#messages.size;
  }

  put(text: string, delayMs: number): void {
    const id = ++this.#ids;
    const message = { id, text, visibleAt: 0, dequeueCount: 0, receipt: 0, errors: 0 };
    this.#messages.set(id, message);
    for (const { key } of messageSchema.parse(JSON.parse(textOf(text))).changes) this.keys.add(key);
    this.hide(message, delayMs);
  }

  /** Out of sight for so long; then somebody gets it. */
  hide(message: Message, delayMs: number): void {
    message.visibleAt = this.#now() + delayMs;
    message.receipt++;
    this.#onVisible(message, delayMs);
  }

  isVisible(message: Message): boolean {
    return this.#messages.has(message.id) && message.visibleAt <= this.#now();
  }

  delete(message: Message, receipt: number): boolean {
    return message.receipt === receipt && this.#messages.delete(message.id);
  }

  /** What a message is about, for the trace. */
  describe(base64: string): string {
    const text = textOf(base64);
    const { batchId, attempt, force, doubtful, lookAgain, changes } = messageSchema.parse(JSON.parse(text));
    if (batchId === undefined) return text;
    const marks = [force && 'forced', doubtful && 'doubtful', lookAgain && 'second look'].filter(Boolean);
    const keys = changes.map(({ key }) => key).join(' ');
    return `batch ${batchId.slice(-8)} try ${attempt} [${keys}]${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
  }
}

/** A message as the host hands it over. */
export function textOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}

const messageSchema = z.object({
  batchId: z.string().optional(),
  attempt: z.number(),
  force: z.boolean().optional(),
  doubtful: z.boolean().optional(),
  lookAgain: z.boolean().optional(),
  changes: z.array(z.object({ key: z.string() })).default([]),
});
