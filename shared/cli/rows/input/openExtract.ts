import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { FileFault } from '../fileFault.ts';
import { spool } from './spool.ts';

/** Larger ones cost memory and gain nothing. */
const CHUNK_BYTES = 32 * 1024;

/** An extract that can be read again and again, each time from its beginning. */
export interface Extract {
  /** Every chunk is overwritten by the next one. */
  read(): Iterable<Uint8Array>;
  /** What was kept of it is gone. */
  close(): void;
}

/**
 * Opens a file by its path, or what a descriptor stands for, as 0 for standard input. A file (`< rows.csv`) is read in place;
 * what can be read only once (a pipe) is kept meanwhile.
 *
 * @throws FileFault when it is a folder; what the system says (`ENOENT`, `EACCES`) goes through as it is.
 */
export function openExtract(source: string | number): Extract {
  const descriptor = typeof source === 'number' ? source : openSync(source, 'r');
  const close = () => {
    if (descriptor !== source) closeSync(descriptor);
  };
  try {
    const stat = fstatSync(descriptor);
    if (stat.isFile()) return { read: () => chunksOf(descriptor, 0), close };
    if (stat.isDirectory()) throw new FileFault('That is a folder. Give the file to check.');
    const kept = spool(chunksOf(descriptor, null));
    close();
    return { read: () => chunksOf(kept, 0), close: () => closeSync(kept) };
  } catch (error) {
    close();
    throw error;
  }
}

/** @param from where to begin in a file; null for what goes on from where it is. */
function* chunksOf(descriptor: number, from: number | null): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let position = from;
  for (;;) {
    const count = readPatiently(descriptor, buffer, position);
    if (count === 0) return;
    if (position !== null) position += count;
    yield buffer.subarray(0, count);
  }
}

const PAUSE_MS = 20;

/** As `readSync`, but waits for a pipe that has nothing yet although it was opened not to wait, and knows how Windows ends one. */
function readPatiently(descriptor: number, buffer: Buffer, position: number | null): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer, 0, buffer.length, position);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
