// SPDX-License-Identifier: Apache-2.0

/**
 * SHA-256 (FIPS 180-4), for a few kilobytes once: WebCrypto answers later, and node:crypto costs
 * Deno tens of milliseconds to load.
 *
 * @module
 */

/** The digest in hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  // one bit that is set, zeros, and the length in bits at the end of a block
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  const constants = fractions(64, Math.cbrt);
  const state = fractions(8, Math.sqrt);
  for (let offset = 0; offset < padded.length; offset += 64) {
    digestBlock(state, constants, (index) => view.getInt32(offset + 4 * index));
  }
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** The first 32 bits behind the point of a root of each of the first primes (§4.2.2, §5.3.3). */
function fractions(count: number, root: (prime: number) => number): Int32Array {
  const primes: number[] = [];
  for (let each = 2; primes.length < count; each++) {
    if (primes.every((prime) => each % prime !== 0)) primes.push(each);
  }
  return Int32Array.from(primes, (prime) => (root(prime) % 1) * 2 ** 32);
}

/** §6.2.2, in its own letters. */
function digestBlock(
  state: Int32Array,
  constants: Int32Array,
  word: (index: number) => number,
): void {
  const w = new Int32Array(64);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t++) {
    if (t < 16) {
      w[t] = word(t);
    } else {
      const x = w[t - 15]!;
      const y = w[t - 2]!;
      const sigma0 = rotate(x, 7) ^ rotate(x, 18) ^ x >>> 3;
      const sigma1 = rotate(y, 17) ^ rotate(y, 19) ^ y >>> 10;
      w[t] = sigma1 + w[t - 7]! + sigma0 + w[t - 16]!;
    }
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = h + sum1 + (e & f ^ ~e & g) + constants[t]! + w[t]!;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = sum0 + (a & b ^ a & c ^ b & c);
    h = g;
    g = f;
    f = e;
    e = d + t1 | 0;
    d = c;
    c = b;
    b = a;
    a = t1 + t2 | 0;
  }
  for (const [index, each] of [a, b, c, d, e, f, g, h].entries()) state[index]! += each;
}

function rotate(word: number, by: number): number {
  return word >>> by | word << 32 - by;
}
