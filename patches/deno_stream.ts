// SPDX-License-Identifier: Apache-2.0

/** An output as the streams of `Deno.ChildProcess`. @module */
import { concat } from "../lookups/text.ts";

/** What the original allocates for one reading (DEFAULT_CHUNK_SIZE of Deno's 06_streams.js). */
const chunkSize = 64 << 10;

type Stream = ReadableStream<Uint8Array<ArrayBuffer>>;
/** A pipe, as a stream is told of it. */
interface Source {
  readonly type: "bytes";
  readonly autoAllocateChunkSize: number;
  pull(controller: ReadableByteStreamController): Promise<void>;
}
/** What is needed of the base: some versions of it have such methods as well. */
type Base = new (source: Source) => Pick<Stream, "getReader">;

/** The original's class has this name, and these methods besides those of its base. */
class ReadableStreamWithCollectors extends (ReadableStream as unknown as Base) {
  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await collect(this)).buffer;
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return await collect(this);
  }

  async json(): Promise<unknown> {
    return JSON.parse(textOf(await collect(this)));
  }

  async text(): Promise<string> {
    return textOf(await collect(this));
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Reads a stream to its end, and leaves it locked, as the original does. */
export async function collect(
  stream: Pick<Stream, "getReader">,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
  }
  return new Uint8Array(concat(chunks));
}

/** A stream that gives what `output` brings, once it does. */
export function streamOf(output: Promise<Uint8Array>): Deno.SubprocessReadableStream {
  let offset = 0;
  const stream = new ReadableStreamWithCollectors({
    type: "bytes",
    autoAllocateChunkSize: chunkSize,
    async pull(controller) {
      const bytes = await output;
      const { byobRequest } = controller;
      const view = byobRequest!.view as Uint8Array;
      const part = bytes.subarray(offset, offset + view.length);
      offset += part.length;
      // the end shows in a reading of its own, as that of a pipe
      if (part.length === 0) controller.close();
      view.set(part);
      byobRequest!.respond(part.length);
    },
  });
  return stream as unknown as Deno.SubprocessReadableStream;
}
