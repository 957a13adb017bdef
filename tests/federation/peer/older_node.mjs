// What Fedify takes for granted and Node before 22 lacks; Debian 12 has 18. Loaded before Fedify.
import { webcrypto } from "node:crypto";

globalThis.crypto ??= webcrypto;
globalThis.CryptoKey ??= webcrypto.CryptoKey;

/** As a copy; who calls it never looks at the old one again. */
ArrayBuffer.prototype.transfer ??= function (length = this.byteLength) {
  const copy = new ArrayBuffer(length);
  new Uint8Array(copy).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
  return copy;
};
