// The voter's part of a sealed vote: her browser makes and keeps her key, seals her ballot, and opens or casts it.
// Her vote, her key's secret half and what a ballot was sealed with stay in this file's hands.
import { bytesFrom, canonical, digest, drawnFrom, hex } from "./group.js";
import { cast, makeCredential, newSeed, openForAudit, prepare, registration } from "./booth.js";
import { Rejected, checkOpening } from "./checking.js";
import { keep, kept, offerToSave } from "./keeping.js";
import { handIn, onPress, readBoard, show } from "./sending.js";

const freshChance = () => drawnFrom(newSeed());

class Voter {
  constructor(place, board) {
    this.place = place;
    this.board = board;
    this.question = hex(digest(board.question));
    this.seat = place.dataset.seat;
  }

  get kept() {
    return kept("voter", this.question, this.seat);
  }

  keep(more) {
    keep("voter", this.question, this.seat, { ...this.kept, ...more });
  }

  get credential() {
    return makeCredential(bytesFrom(this.kept.seed), this.board.question);
  }

  get isHere() {
    return this.kept !== null && this.credential.public.toHex() === this.place.dataset.credential;
  }

  // A key of her own, made here; the public half alone is sent.
  async getReady() {
    if (this.kept === null) this.keep({ seed: hex(newSeed()), cast: [] });
    const { question } = this.board;
    const message = registration(this.credential, { question, seat: this.seat, chance: freshChance() });
    const trouble = await handIn(this.place, message);
    if (!trouble) {
      this.place.dataset.credential = this.credential.public.toHex();
      show(this.place, "ready");
    }
    return trouble;
  }

  // Is what everybody reads at her seat her own key?
  get isListed() {
    return this.board.registrations.some(
      ({ seat, credential }) => seat === this.seat && credential === this.place.dataset.credential,
    );
  }
}

class Booth {
  constructor(voter) {
    this.voter = voter;
    this.place = voter.place;
  }

  seal() {
    const values = this.values();
    const { board, credential } = this.voter;
    const before = this.voter.kept.cast;
    this.prepared = prepare({ question: board.question, opening: board.opening }, credential.public, values, {
      turn: before.length + 1,
      previous: before.at(-1) ?? "",
      chance: freshChance(),
    });
    this.say(this.prepared.fingerprint);
    show(this.place, "sealed");
  }

  async cast() {
    const ballot = cast(this.prepared, this.voter.credential, freshChance());
    this.voter.keep({ sending: this.prepared.fingerprint }); // the answer may be lost on its way
    const trouble = await handIn(this.place, ballot);
    if (trouble) return trouble;
    this.voter.keep({ cast: [...this.voter.kept.cast, this.prepared.fingerprint] });
    this.prepared = null;
    show(this.place, "cast", "paper");
    return "";
  }

  // From here on it can't be cast: what it was sealed with is known.
  open() {
    this.opened = openForAudit(this.prepared);
    this.prepared = null;
    const link = this.place.querySelector("[data-save]");
    offerToSave(link, "opened.json", canonical(this.opened));
    show(this.place, "opened");
  }

  async showToAll() {
    const trouble = await handIn(this.place, this.opened);
    if (!trouble) show(this.place, "shown", "paper");
    return trouble;
  }

  // What she filled in, as one number for each option.
  values() {
    const answers = [...this.place.querySelectorAll("[data-option]")];
    const values = answers.map((each) => (each.matches("select") ? Number(each.value) : Number(each.checked)));
    const { least, most } = this.voter.board.question;
    const sum = values.reduce((whole, each) => whole + each, 0);
    if (sum < least || sum > most) throw new RangeError(this.place.dataset.choose);
    return values;
  }

  say(fingerprint) {
    for (const each of this.place.querySelectorAll("[data-fingerprint]")) each.textContent = fingerprint;
  }
}

// Her browser and the server agree on her last ballot, or she is told.
function lastIsMine(voter) {
  const last = voter.place.dataset.last;
  const mine = voter.kept.cast;
  if (last && mine.at(-1) !== last && voter.kept.sending === last) voter.keep({ cast: [...mine, last] });
  return (voter.kept.cast.at(-1) ?? "") === last;
}

async function begin(place) {
  const voter = new Voter(place, await readBoard(place));
  onPress(place, "[data-get-ready]", () => voter.getReady());
  if (!place.dataset.opened) {
    show(place, voter.isHere ? "ready" : place.dataset.credential ? "elsewhere" : "unready");
    return;
  }
  if (!place.dataset.credential) return show(place, "missed");
  if (!voter.isHere) return show(place, "elsewhere");
  if (!voter.isListed) return show(place, "replaced");
  if (!lastIsMine(voter)) return show(place, "lost");
  checkOpening(voter.board);
  const booth = new Booth(voter);
  onPress(place, "[data-seal]", () => booth.seal());
  onPress(place, "[data-cast]", () => booth.cast());
  onPress(place, "[data-open]", () => booth.open());
  onPress(place, "[data-show]", () => booth.showToAll());
  onPress(place, "[data-again]", () => show(place, "paper"));
  booth.say(place.dataset.last);
  return show(place, ...(place.dataset.last ? ["in", "paper"] : ["paper"]));
}

for (const place of document.querySelectorAll("[data-sealed-ballot]")) {
  begin(place).catch((error) => show(place, error instanceof Rejected ? "false" : "failed"));
}
