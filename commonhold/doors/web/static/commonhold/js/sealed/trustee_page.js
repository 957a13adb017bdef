// A trustee's part, in her browser: she keeps one seed, and publishes what follows from it and the board.
import { bytesFrom, canonical, digest, hex } from "./group.js";
import { newSeed } from "./booth.js";
import { checkCeremony, checkVote } from "./checking.js";
import { keep, kept, offerToSave } from "./keeping.js";
import { handIn, onPress, readBoard, show } from "./sending.js";
import { Trustee } from "./trustee.js";

class Desk {
  constructor(page, board) {
    this.page = page;
    this.board = board;
    this.question = hex(digest(board.question));
    this.place = Number(page.dataset.place);
  }

  get kept() {
    return kept("trustee", this.question, this.place);
  }

  keep(more) {
    const base = { question: this.question, place: this.place, opened: "" };
    keep("trustee", this.question, this.place, { ...base, ...this.kept, ...more });
    this.offerBackup();
  }

  get trustee() {
    return new Trustee(this.board.question, this.place, bytesFrom(this.kept.seed));
  }

  of(type) {
    return this.board.ceremony.filter((each) => each.type === type);
  }

  // The file that the console's tool keeps, to the byte.
  offerBackup() {
    const link = this.page.querySelector("[data-save]");
    const name = `trustee-${this.board.question.id}.secret`;
    offerToSave(link, name, canonical(this.kept));
  }

  async restore(file) {
    const found = JSON.parse(await file.text());
    if (found.question !== this.question || found.place !== this.place || !/^[0-9a-f]{64}$/.test(found.seed)) {
      throw new Error(this.page.dataset.other);
    }
    this.keep({ seed: found.seed, opened: found.opened });
    location.reload();
  }

  // The next message, after a look at whether the board shows hers as she sent them.
  next() {
    const { round } = this.board;
    const mine = this.trustee;
    checkCeremony(this.board);
    if (round === "arrival") return mine.arrival();
    this.mustShow(mine.arrival());
    if (round === "deal") return mine.deal(this.of("arrival"));
    this.mustShow(mine.deal(this.of("arrival")));
    return mine.answer(this.of("arrival"), this.of("deal"));
  }

  mustShow(message) {
    const isThere = this.board.ceremony.some((each) => canonical(each) === canonical(message));
    if (!isThere) throw new Error(this.page.dataset.another);
  }

  async handIn() {
    if (this.kept === null) this.keep({ seed: hex(newSeed()) });
    const trouble = await handIn(this.page, this.next());
    if (!trouble) show(this.page, "done");
    return trouble;
  }

  // Only the sums of the whole box, and only once: two that differ by one voter would tell her vote.
  async open() {
    const bar = this.page.querySelector("progress");
    await checkVote(this.board, (at, of) => {
      bar.max = of;
      bar.value = at;
    });
    this.mustShow(this.trustee.arrival());
    const { tally, qualified } = this.board;
    const bound = hex(digest(tally));
    if (this.kept.opened && this.kept.opened !== bound) throw new Error(this.page.dataset.second);
    this.keep({ opened: bound });
    const deals = this.of("deal").filter((each) => qualified.includes(each.place));
    const trouble = await handIn(this.page, this.trustee.partialDecryption(tally, deals));
    if (!trouble) show(this.page, "done");
    return trouble;
  }
}

async function begin(page) {
  const desk = new Desk(page, await readBoard(page));
  const isHere = desk.kept !== null;
  if (isHere) desk.offerBackup();
  onPress(page, "[data-hand-in]", () => desk.handIn());
  onPress(page, "[data-open]", () => desk.open());
  const file = page.querySelector("[data-restore]");
  file.addEventListener("change", () => {
    const words = page.querySelector("[data-refused]");
    desk.restore(file.files[0]).catch(() => {
      words.hidden = false;
      words.querySelector("[data-words]").textContent = page.dataset.other;
    });
  });
  const isFirst = desk.board.round === "arrival" && page.dataset.asked === "key";
  show(page, page.dataset.asked && !isHere && !isFirst ? "elsewhere" : page.dataset.asked || "done");
}

for (const page of document.querySelectorAll("[data-trustee]")) {
  begin(page).catch(() => show(page, "failed"));
}
