/** A message that is worked on. */
export interface Delivery {
  /** As JSON read it. */
  readonly message: unknown;
  /** 1 for the first one; of a message that is handed out again it is unknown what came of the earlier deliveries. */
  readonly number: number;
  /** It is done: nobody gets it any more. */
  finish(): Promise<void>;
  /** It comes again, after `delayMs`. */
  giveBack(delayMs: number): Promise<void>;
}

/** What hands out the messages of a queue where no Functions host does. Only one process at a time may ask. */
export interface Deliveries {
  /**
   * Begins anew: what a process had that ended in the middle of it is handed out again, and what was put back for a while is due now.
   * Answers how many messages wait in all.
   */
  takeUp(): Promise<number>;
  /** The message that is due first; `dueAt` (epoch milliseconds) where none is yet; undefined where there is none. */
  next(): Promise<Delivery | { readonly dueAt: number } | undefined>;
}
