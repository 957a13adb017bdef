// What was received and verified, in order; whoever waits for something is told as soon as it is there.

const fits = (found, wanted) => {
  if (wanted === null || typeof wanted !== "object") return found === wanted;
  if (Array.isArray(wanted)) return Array.isArray(found) && wanted.every((each) => found.some((one) => fits(one, each)));
  if (found === null || typeof found !== "object") return false;
  return Object.entries(wanted).every(([name, value]) => fits(found[name], value));
};

export class Mailbox {
  all = [];
  #waiting = new Set();

  add(entry) {
    this.all.push(entry);
    for (const look of [...this.#waiting]) look();
  }

  /** The first from place `since` on that has all that `match` says of its `raw` JSON or of the entry itself. */
  wait(match, since, seconds) {
    const found = () => this.all.slice(since).find((entry) => fits(entry, match));
    return new Promise((resolve, reject) => {
      const look = () => {
        const entry = found();
        if (entry === undefined) return false;
        this.#waiting.delete(look);
        clearTimeout(end);
        resolve(entry);
        return true;
      };
      const end = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`nothing like ${JSON.stringify(match)} within ${seconds} s; there came ${JSON.stringify(this.all.slice(since))}`));
      }, seconds * 1000);
      if (!look()) this.#waiting.add(look);
    });
  }
}
