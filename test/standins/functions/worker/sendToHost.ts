import type { ToHost } from '../protocol.ts';

let lastSend: Promise<void> = Promise.resolve();

/** Sends one message to the host. Resolves when it is handed over, so that it survives a `process.exit` after it. */
export function sendToHost(message: ToHost): Promise<void> {
  lastSend = new Promise((resolve) => {
    if (process.send === undefined || !process.connected) return resolve();
    // A host that has gone away is no error here: the 'disconnect' event ends this process.
    process.send(message, undefined, {}, () => resolve());
  });
  return lastSend;
}

/** Resolves when everything sent so far is handed over; messages keep their order. */
export const allSent = (): Promise<void> => lastSend;
