// The proofs of rulebook/sealed/proofs.py: each is [challenge, answer] in hexadecimal.
import { BASE, IDENTITY, challenge, decimal, mod, scalarToHex, times } from "./group.js";

export const pair = (c, z) => [scalarToHex(c), scalarToHex(z)];

export function seal(value, key, randomness) {
  return { a: times(randomness, BASE), b: times(randomness, key).add(times(BigInt(value), BASE)) };
}

export const written = (cipher) => [cipher.a.toHex(), cipher.b.toHex()];

// I know the logarithm of secret·G; with a message in the context, I sign it.
export function proveKnowledge(secret, label, context, chance) {
  const nonce = chance();
  const c = challenge(label, [...context, times(secret, BASE).toBytes(), times(nonce, BASE).toBytes()]);
  return pair(c, nonce + c * secret);
}

// secret·G and secret·over have the same logarithm.
export function proveSame(secret, over, label, context, chance) {
  const nonce = chance();
  const points = [times(secret, BASE), over, times(secret, over), times(nonce, BASE), times(nonce, over)];
  const c = challenge(label, [...context, ...points.map((each) => each.toBytes())]);
  return pair(c, nonce + c * secret);
}

// What is sealed is one of least … most, without saying which: backwards proofs for all the others.
export function proveRange(cipher, { key, value, randomness, least, most, context, chance }) {
  const nonce = chance();
  const proofs = new Map();
  for (let each = least; each <= most; each += 1) {
    if (each !== value) proofs.set(each, { c: chance(), z: chance() });
  }
  const commitments = [];
  for (let each = least; each <= most; each += 1) {
    const proof = proofs.get(each);
    const found = proof ? backwards(proof, cipher, key, each) : [times(nonce, BASE), times(nonce, key)];
    commitments.push(...found.map((point) => point.toBytes()));
  }
  const bounds = [decimal(least), decimal(most), cipher.a.toBytes(), cipher.b.toBytes()];
  let c = challenge("range", [...context, ...bounds, ...commitments]);
  for (const proof of proofs.values()) c = mod(c - proof.c);
  proofs.set(value, { c, z: mod(nonce + c * randomness) });
  return [...proofs.keys()].sort((x, y) => x - y).map((each) => pair(proofs.get(each).c, proofs.get(each).z));
}

function backwards({ c, z }, cipher, key, value) {
  const about = cipher.b.subtract(value === 0 ? IDENTITY : times(BigInt(value), BASE));
  return [times(z, BASE).subtract(times(c, cipher.a)), times(z, key).subtract(times(c, about))];
}
