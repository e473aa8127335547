import { randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileFault } from '../fileFault.ts';

/**
 * Keeps what comes in a temporary file without a name, and gives its descriptor. The name goes before the first byte comes:
 * however the process ends, nothing stays on the disk. Windows can do so too, from libuv 1.49 on (libuv#4318).
 */
export function spool(chunks: Iterable<Uint8Array>): number {
  const descriptor = openNameless();
  try {
    for (const chunk of chunks) {
      for (let written = 0; written < chunk.length; )
        written += writeSync(descriptor, chunk, written, chunk.length - written);
    }
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function openNameless(): number {
  const path = join(tmpdir(), `check-rows-${randomUUID()}`);
  // Nobody else may open it in between, nor have put a link there.
  const descriptor = openSync(path, 'wx+', 0o600);
  try {
    unlinkSync(path);
    return descriptor;
  } catch {
    closeSync(descriptor);
    throw new FileFault(
      'Standard input cannot be kept here without leaving it on the disk. Give a file instead.',
    );
  }
}
