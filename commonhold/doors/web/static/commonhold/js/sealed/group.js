// ristretto255 and the hashes of sealed ballots, as rulebook/ristretto.py and rulebook/sealed/ have them.
// A point is a Point of noble's, a scalar a BigInt from 0 to ORDER - 1; on paper both are hexadecimal.
import { ristretto255, sha256, sha512 } from "../../vendor/noble/noble.js";

export const Point = ristretto255.Point;
export const BASE = Point.BASE;
export const IDENTITY = Point.ZERO;
export const ORDER = Point.Fn.ORDER;

const text = new TextEncoder();

export const mod = (number) => ((number % ORDER) + ORDER) % ORDER;

export function times(scalar, point) {
  const reduced = mod(scalar);
  return reduced === 0n || point.equals(IDENTITY) ? IDENTITY : point.multiply(reduced);
}

export const total = (points) => points.reduce((whole, each) => whole.add(each), IDENTITY);

// Throws where the text is not the canonical encoding of a point.
export const pointFrom = (hex) => Point.fromHex(hex);

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export function bytesFrom(digits) {
  if (!/^(?:[0-9a-f]{2})*$/.test(digits)) throw new RangeError("no hexadecimal digits");
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function scalarToHex(scalar) {
  const digits = mod(scalar).toString(16).padStart(64, "0");
  return hex(bytesFrom(digits).reverse());
}

export function scalarFrom(digits) {
  const scalar = leastFirst(bytesFrom(digits));
  if (digits.length !== 64 || scalar >= ORDER) throw new RangeError("not the canonical encoding of a scalar");
  return scalar;
}

// RFC 8785 for what we write: objects, lists, texts, whole numbers.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

export const utf8 = (words) => text.encode(words);
export const decimal = (number) => utf8(String(number));
export const digest = (value) => sha256(utf8(canonical(value)));

export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// Fiat and Shamir's hash: every part after its length in four bytes.
export const challenge = (label, parts) =>
  hashToScalar(afterTheirLengths([utf8(`commonhold/sealed/v1/${label}`), ...parts]));

// Scalars that only who knows `seed` can foretell; another context gives others.
export function drawnFrom(seed, ...context) {
  if (seed.length !== 32) throw new RangeError("a seed has 32 bytes");
  const start = joined([utf8("commonhold/drawn/v1"), seed, afterTheirLengths(context)]);
  let drawn = 0;
  return () => {
    drawn += 1;
    return hashToScalar(joined([start, bigEndian(drawn, 8)])) || 1n;
  };
}

// The tree hash of RFC 6962 over canonical lines.
export const rootOf = (values) => merkle(values.map((value) => utf8(canonical(value))));

function merkle(leaves) {
  if (leaves.length === 0) return sha256(new Uint8Array());
  if (leaves.length === 1) return sha256(joined([Uint8Array.of(0), leaves[0]]));
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(joined([Uint8Array.of(1), merkle(leaves.slice(0, split)), merkle(leaves.slice(split))]));
}

const hashToScalar = (bytes) => mod(leastFirst(sha512(bytes)));
const leastFirst = (bytes) => BigInt(`0x${hex(bytes.slice().reverse()) || "0"}`);
const afterTheirLengths = (parts) => joined(parts.flatMap((part) => [bigEndian(part.length, 4), part]));

function bigEndian(number, length) {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(length - 4, number);
  return bytes;
}
