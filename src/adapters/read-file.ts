import { createReadStream, openSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';
import { SetupError } from '../errors.ts';
import { codeOf, reasonOf } from './file-trouble.ts';

/** The longest file that is read, in bytes: more than the merged results of thousands of configurations. */
const MOST_BYTES = 256 * 1024 * 1024;

interface Reading {
  /** The path as it was given, for messages. */
  readonly shown: string;
  /** Ends the wait for a pipe or device; a file on disk is read to its end. */
  readonly interrupt?: AbortSignal | undefined;
}

/**
 * Reads a file; null where it is not there. Throws `FILE_INVALID` for any other reason not to read it. The interruption ends
 * the reading of a pipe, which may never end. A file on disk is read all the same: after Ctrl-C the id of a new app, or a new
 * secret, still has to be merged into it.
 */
export async function readIfThere(path: string, { shown, interrupt }: Reading): Promise<Buffer | null> {
  try {
    const { size } = await stat(path);
    // As long as the file is said to be, so that it is not there twice when it is long; what has no length grows.
    let bytes = Buffer.allocUnsafe(Math.min(size, MOST_BYTES));
    let length = 0;
    for await (const read of await openToRead(path, { shown, interrupt })) {
      const piece: Buffer = read;
      if (length + piece.length > MOST_BYTES) throw notReadable(shown, 'it is longer than 256 MB');
      if (length + piece.length > bytes.length)
        bytes = Buffer.concat([bytes.subarray(0, length)], (length + piece.length) * 2);
      length += piece.copy(bytes, length);
    }
    return bytes.subarray(0, length);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    if (codeOf(error) === 'ABORT_ERR') interrupt?.throwIfAborted();
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw notReadable(shown, reasonOf(error), error);
  }
}

/** Paths of pipes that a shell passed to this process as file descriptors, as `<(command)` does. */
const PASSED_PIPE = /^\/(?:dev\/fd|proc\/(?:self|\d+)\/fd)\//;

/**
 * Opens a file. A named pipe is refused: opening it waits for a writer in a thread that keeps even a finished process alive.
 * A pipe that a shell passed is read as a socket, which waits without a thread.
 */
async function openToRead(path: string, { shown, interrupt }: Reading): Promise<Readable> {
  const entry = await stat(path);
  if (entry.isFile()) return createReadStream(path, { end: MOST_BYTES });
  if (entry.isFIFO() && !PASSED_PIPE.test(path))
    throw notReadable(shown, 'it is a pipe, and nobody may ever write to it');
  const stream = entry.isFIFO()
    ? new Socket({ fd: openSync(path, 'r'), readable: true, writable: false })
    : createReadStream(path, { end: MOST_BYTES });
  return interrupt ? addAbortSignal(interrupt, stream) : stream;
}

function notReadable(path: string, reason: string, cause?: unknown): SetupError {
  return new SetupError('FILE_INVALID', `${path} cannot be read: ${reason}.`, { cause });
}
