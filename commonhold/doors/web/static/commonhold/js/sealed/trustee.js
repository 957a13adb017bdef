// A trustee's part, in her browser: rulebook/sealed/trustees.py, message for message. She keeps one seed.
import {
  BASE,
  IDENTITY,
  canonical,
  challenge,
  decimal,
  digest,
  drawnFrom,
  hex,
  mod,
  pointFrom,
  rootOf,
  scalarFrom,
  scalarToHex,
  times,
  utf8,
} from "./group.js";
import { proveKnowledge, proveSame } from "./proofs.js";

export class Trustee {
  #question;
  #seed;
  #bound;

  // `place` counts from 1, in the order of the question's trustees; `seed` is 32 secret bytes.
  constructor(question, place, seed) {
    this.#question = question;
    this.#seed = seed;
    this.#bound = digest(question);
    this.place = place;
  }

  arrival() {
    return {
      ...this.#head("arrival"),
      name: this.#question.trustees[this.place - 1],
      key: times(this.#secret(), BASE).toHex(),
      proof: proveKnowledge(this.#secret(), "arrival", this.#context(), this.#chance(utf8("arrival"))),
    };
  }

  deal(arrivals) {
    const seen = rootOf(arrivals);
    const chance = this.#chance(utf8("deal"), seen);
    const coefficients = Array.from({ length: this.#question.threshold }, () => chance());
    const proof = proveKnowledge(coefficients[0], "possession", this.#context(), chance);
    return this.#signed({
      ...this.#head("deal"),
      arrivals: hex(seen),
      coefficients: coefficients.map((each) => times(each, BASE).toHex()),
      proof,
      shares: arrivals.map((each) => this.#masked(coefficients, each, chance)),
    });
  }

  answer(arrivals, deals) {
    const complaints = deals.filter((deal) => this.#opened(deal) === null).map((deal) => this.#complaint(deal));
    const seen = { arrivals: hex(rootOf(arrivals)), deals: hex(rootOf(deals)) };
    return this.#signed({ ...this.#head("answer"), ...seen, complaints });
  }

  // Before this the page must have checked the whole vote, and that no other tally of it was opened.
  partialDecryption(tally, qualified) {
    const share = qualified.reduce((whole, deal) => mod(whole + this.#mustFit(deal)), 0n);
    const bound = digest(tally);
    const points = tally.sums.map(([a]) => pointFrom(a));
    const proofs = points.map((point, option) => {
      const context = [bound, decimal(this.place), decimal(option)];
      const chance = this.#chance(utf8("decryption"), bound, decimal(option));
      return proveSame(share, point, "decryption", context, chance);
    });
    const parts = points.map((point) => times(share, point).toHex());
    return { type: "decryption", v: 1, tally: hex(bound), place: this.place, parts, proofs };
  }

  #secret() {
    return this.#chance(utf8("own key"))();
  }

  #chance(...context) {
    return drawnFrom(this.#seed, this.#bound, decimal(this.place), ...context);
  }

  #context() {
    return [this.#bound, decimal(this.place)];
  }

  #head(type) {
    return { type, v: 1, question: hex(this.#bound), place: this.place };
  }

  #signed(body) {
    const chance = this.#chance(utf8("sign"), utf8(canonical(body)));
    return { ...body, signature: proveKnowledge(this.#secret(), body.type, [digest(body)], chance) };
  }

  #masked(coefficients, { place, key }, chance) {
    const nonce = chance();
    const mask = this.#mask(this.place, place, times(nonce, pointFrom(key)));
    const value = coefficients.reduceRight((sum, each) => mod(sum * BigInt(place) + each), 0n);
    return { to: place, r: times(nonce, BASE).toHex(), masked: scalarToHex(value + mask) };
  }

  #mask(dealer, to, point) {
    return challenge("mask", [this.#bound, decimal(dealer), decimal(to), point.toBytes()]);
  }

  #sent(deal) {
    return deal.shares.find((each) => each.to === this.place);
  }

  // The share in a deal; null when it is not the polynomial's value at her place, undefined when none was sent.
  #opened(deal) {
    const sent = this.#sent(deal);
    if (!sent) return undefined;
    const mask = this.#mask(deal.place, this.place, times(this.#secret(), pointFrom(sent.r)));
    const value = mod(scalarFrom(sent.masked) - mask);
    const coefficients = deal.coefficients.map(pointFrom);
    const wanted = coefficients.reduceRight((sum, each) => times(BigInt(this.place), sum).add(each), IDENTITY);
    return times(value, BASE).equals(wanted) ? value : null;
  }

  #mustFit(deal) {
    const share = this.#opened(deal);
    if (typeof share !== "bigint") throw new RangeError(`the share that trustee ${deal.place} dealt does not fit`);
    return share;
  }

  #complaint(deal) {
    const r = pointFrom(this.#sent(deal).r);
    const chance = this.#chance(utf8("complaint"), utf8(canonical(deal)));
    return {
      against: deal.place,
      mask: times(this.#secret(), r).toHex(),
      proof: proveSame(this.#secret(), r, "complaint", [...this.#context(), decimal(deal.place)], chance),
    };
  }
}
