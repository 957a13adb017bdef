// A whole sealed vote, checked before a trustee opens anything: what rulebook/verifying does, in her browser.
// It asks the server for nothing but what is public, and believes none of it.
import {
  BASE,
  IDENTITY,
  bytesFrom,
  canonical,
  challenge,
  decimal,
  digest,
  hex,
  mod,
  pointFrom,
  rootOf,
  scalarFrom,
  total,
  utf8,
} from "./group.js";

export class Rejected extends Error {}

// The trustees' key, as far as it is made: each holds what she published, signed it, and answers what is there.
// A part of the key without proof could be made of the others', to cancel them.
export function checkCeremony({ question, ceremony, qualified }) {
  const bound = digest(question);
  const of = (type) => ceremony.filter((each) => each.type === type);
  const [arrivals, deals] = [of("arrival"), of("deal")];
  const roots = { arrivals: hex(rootOf(arrivals)), deals: hex(rootOf(deals)) };
  const keys = new Map();
  for (const { place, name, key, proof } of arrivals) {
    const point = pointFrom(key);
    const isNew = !keys.has(place) && ![...keys.values()].some((each) => each.equals(point));
    must(isNew && name === question.trustees[place - 1], "a trustee is there twice, or is another one");
    must(knows(point, "arrival", [bound, decimal(place)], proof), "a trustee's key is nobody's");
    keys.set(place, point);
  }
  for (const { signature, ...body } of [...deals, ...of("answer")]) {
    const isHers = keys.has(body.place) && knows(keys.get(body.place), body.type, [digest(body)], signature);
    must(isHers && body.question === hex(bound), "a trustee did not sign what stands in her place");
    must(body.arrivals === roots.arrivals, "a trustee was shown other trustees");
    must(body.type === "deal" || body.deals === roots.deals, "a trustee was shown other deals");
  }
  for (const { place, coefficients, proof } of deals.filter((each) => qualified.includes(each.place))) {
    const isWhole = coefficients.length === question.threshold;
    const isHers = knows(pointFrom(coefficients[0]), "possession", [bound, decimal(place)], proof);
    must(isWhole && isHers, "a part of the key has no proof");
  }
}

// The key to which ballots are sealed is the one that the trustees made, and what was opened is what is shown.
export function checkOpening(board) {
  const { question, opening, ceremony, qualified, registrations } = board;
  checkCeremony(board);
  must(opening.question === hex(digest(question)), "the question is not the one that was opened");
  must(opening.ceremony === hex(rootOf(ceremony)), "the trustees' ceremony was altered");
  must(opening.credentials === hex(rootOf(registrations)), "the list of voters was altered");
  const deals = ceremony.filter((each) => each.type === "deal" && qualified.includes(each.place));
  const key = total(deals.map((each) => pointFrom(each.coefficients[0])));
  const isTheirs = deals.length >= question.threshold && key.toHex() === opening.key && !key.equals(IDENTITY);
  must(isTheirs, "the key is not the one that the trustees made");
  return key;
}

// Resolves when everything up to the sealed sums holds; throws Rejected with what does not. `told(n, of)` hears
// how far it is.
export async function checkVote(board, told = () => {}) {
  const { question, opening, registrations } = board;
  const key = checkOpening(board);
  const voters = checkRegistrations(registrations, digest(question));
  const standing = { question, key, election: digest(opening), voters };
  const box = new Box(standing);
  for (const [at, ballot] of board.ballots.entries()) {
    told(at, board.ballots.length);
    await new Promise((soon) => setTimeout(soon)); // the page stays alive meanwhile
    box.add(ballot);
  }
  for (const audit of board.audits) box.setAside(audit.ballot);
  checkTally(board, standing, box);
}

function checkRegistrations(registrations, bound) {
  const voters = new Set();
  const seats = new Set();
  let before = "";
  for (const { type, question, seat, credential, proof } of registrations) {
    must(type === "registration" && question === hex(bound), "a voter's key is of another vote");
    must(credential > before && !seats.has(seat), "a voter has two keys");
    must(
      pointFrom(credential).equals(IDENTITY) === false &&
        knows(pointFrom(credential), "registration", [bound, utf8(seat)], proof),
      "a voter's key is nobody's",
    );
    before = credential;
    seats.add(seat);
    voters.add(credential);
  }
  return voters;
}

class Box {
  #standing;
  #used = new Set();
  #cast = new Set();
  last = new Map();

  constructor(standing) {
    this.#standing = standing;
  }

  add(ballot) {
    const { signature, ...body } = ballot;
    const fingerprint = hex(digest(body));
    const ciphers = checkBody(this.#standing, body);
    const credential = pointFrom(body.credential);
    must(knows(credential, "ballot", [bytesFrom(fingerprint)], signature), "a ballot is signed by nobody");
    const held = this.last.get(body.credential);
    const [number, previous] = held ? [held.number + 1, held.fingerprint] : [1, ""];
    must(body.number === number && body.previous === previous, "a voter's ballot is missing or out of order");
    this.#mustBeNew(body);
    this.#cast.add(fingerprint);
    this.last.set(body.credential, { number, fingerprint, ciphers });
  }

  setAside(body) {
    must(!this.#cast.has(hex(digest(body))), "a ballot was opened, and cast too");
    this.#mustBeNew(body);
  }

  #mustBeNew({ choices }) {
    for (const { cipher } of choices) {
      must(!this.#used.has(cipher[0]), "a ballot repeats what another was sealed with");
      this.#used.add(cipher[0]);
    }
  }
}

function checkBody({ question, key, election, voters }, body) {
  must(body.type === "ballot" && body.election === hex(election), "a ballot is of another vote");
  must(voters.has(body.credential), "a ballot is by nobody on the list");
  must(body.choices.length === question.options.length, "a ballot has other options");
  const bound = [election, key.toBytes(), pointFrom(body.credential).toBytes(), decimal(body.number)];
  const ciphers = body.choices.map(({ cipher, proof }, place) => {
    const [a, b] = cipher.map(pointFrom);
    must(!a.equals(IDENTITY) && proof.length === question.highest + 1, "a ballot lies open");
    const context = [...bound, utf8("option"), decimal(place)];
    must(inRange({ a, b }, key, 0, context, proof), "a ballot proves no vote within the bounds");
    return { a, b };
  });
  const isFree = question.least === 0 && question.most === question.highest * question.options.length;
  const wanted = isFree ? 0 : question.most - question.least + 1;
  must(body.sum.length === wanted, "a ballot's sum has no proof");
  if (!isFree) {
    const whole = { a: total(ciphers.map((each) => each.a)), b: total(ciphers.map((each) => each.b)) };
    const context = [...bound, utf8("sum")];
    must(inRange(whole, key, question.least, context, body.sum), "a ballot gives more or less than it may");
  }
  return ciphers;
}

function checkTally({ tally, ballots }, { question, election }, box) {
  must(tally.election === hex(election) && tally.box === hex(rootOf(ballots)), "the sums are of another box");
  must(tally.size === ballots.length, "the sums are of another box");
  const last = [...box.last.values()];
  const counted = last.map((each) => each.fingerprint).sort();
  must(canonical(tally.counted) === canonical(counted), "not each voter's last ballot is counted");
  question.options.forEach((_option, place) => {
    const [a, b] = tally.sums[place];
    const parts = last.map((each) => each.ciphers[place]);
    const isSum = a === total(parts.map((each) => each.a)).toHex() && b === total(parts.map((each) => each.b)).toHex();
    must(isSum, "the sums are not those of the ballots");
  });
  must(tally.sums.length === question.options.length, "the sums are of other options");
}

// The verifier's equations: the only commitment for which challenge and answer prove that public = x·base.
const commitment = (base, point, [c, z]) => fast(z, base).subtract(fast(c, point));

function knows(point, label, context, pair) {
  const read = scalars(pair);
  return read[0] === challenge(label, [...context, point.toBytes(), commitment(BASE, point, read).toBytes()]);
}

function inRange({ a, b }, key, least, context, pairs) {
  const read = pairs.map(scalars);
  const commitments = read.flatMap((pair, at) => {
    const about = b.subtract(fast(BigInt(least + at), BASE));
    return [commitment(BASE, a, pair), commitment(key, about, pair)].map((each) => each.toBytes());
  });
  const bounds = [decimal(least), decimal(least + pairs.length - 1), a.toBytes(), b.toBytes()];
  const wanted = challenge("range", [...context, ...bounds, ...commitments]);
  return mod(read.reduce((sum, [c]) => sum + c, 0n)) === wanted;
}

const scalars = (pair) => pair.map(scalarFrom);

// Everything here is public, so it need not take the same time for every number.
const fast = (scalar, point) => (scalar === 0n || point.equals(IDENTITY) ? IDENTITY : point.multiplyUnsafe(scalar));

function must(holds, why) {
  if (!holds) throw new Rejected(why);
}
