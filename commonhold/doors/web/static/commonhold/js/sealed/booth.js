// The booth, in the voter's browser: seals a ballot, then opens it for an audit or signs it, never both.
// Nothing here talks to the server. What must stay here: the credential's secret, `values`, `randomness`.
import {
  BASE,
  bytesFrom,
  canonical,
  decimal,
  digest,
  drawnFrom,
  hex,
  pointFrom,
  scalarToHex,
  times,
  total,
  utf8,
} from "./group.js";
import { proveKnowledge, proveRange, seal, written } from "./proofs.js";

export class NotAVote extends RangeError {}

// 32 bytes of the browser's own chance.
export const newSeed = () => crypto.getRandomValues(new Uint8Array(32));

export function makeCredential(seed, question) {
  const secret = drawnFrom(seed, utf8("credential"), digest(question))();
  return { secret, public: times(secret, BASE) };
}

export function registration(credential, { question, seat, chance }) {
  const bound = digest(question);
  return {
    type: "registration",
    v: 1,
    question: hex(bound),
    seat,
    credential: credential.public.toHex(),
    proof: proveKnowledge(credential.secret, "registration", [bound, utf8(seat)], chance),
  };
}

// `election` is { question, opening }, both as they were published. `turn` counts this voter's ballots from 1,
// and `previous` is the fingerprint of the one before.
export function prepare(election, credential, values, { turn = 1, previous = "", chance }) {
  const { question, opening } = election;
  mustBeAVote(question, values);
  if (opening.question !== hex(digest(question))) throw new RangeError("another question was opened");
  const key = pointFrom(opening.key);
  const bound = [digest(opening), key.toBytes(), credential.toBytes(), decimal(turn)];
  const randomness = values.map(() => chance());
  const ciphers = values.map((value, place) => seal(value, key, randomness[place]));
  const choices = ciphers.map((cipher, place) => ({
    cipher: written(cipher),
    proof: proveRange(cipher, {
      key,
      value: values[place],
      randomness: randomness[place],
      least: 0,
      most: question.highest,
      context: [...bound, utf8("option"), decimal(place)],
      chance,
    }),
  }));
  const body = {
    type: "ballot",
    v: 1,
    election: hex(digest(opening)),
    credential: credential.toHex(),
    number: turn,
    previous,
    choices,
    sum: proofOfSum({ question, key, ciphers, values, randomness, bound, chance }),
  };
  return { body, values, randomness, fingerprint: hex(digest(body)) };
}

// `chance` has to be new each time: two messages signed with one nonce give the secret away.
export function cast(prepared, credential, chance) {
  const message = [bytesFrom(prepared.fingerprint)];
  return { ...prepared.body, signature: proveKnowledge(credential.secret, "ballot", message, chance) };
}

export function openForAudit(prepared) {
  return {
    type: "audit",
    v: 1,
    ballot: prepared.body,
    values: prepared.values,
    randomness: prepared.randomness.map(scalarToHex),
  };
}

export const asLine = canonical;

function mustBeAVote(question, values) {
  const sum = values.reduce((whole, each) => whole + each, 0);
  const within = values.every((each) => Number.isInteger(each) && each >= 0 && each <= question.highest);
  const inAll = question.least <= sum && sum <= question.most;
  if (values.length !== question.options.length || !within || !inAll) throw new NotAVote("outside the bounds");
}

function proofOfSum({ question, key, ciphers, values, randomness, bound, chance }) {
  if (question.least === 0 && question.most === question.highest * question.options.length) return [];
  const whole = { a: total(ciphers.map((each) => each.a)), b: total(ciphers.map((each) => each.b)) };
  return proveRange(whole, {
    key,
    value: values.reduce((sum, each) => sum + each, 0),
    randomness: randomness.reduce((sum, each) => sum + each, 0n),
    least: question.least,
    most: question.most,
    context: [...bound, utf8("sum")],
    chance,
  });
}
