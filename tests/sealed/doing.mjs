// Does in JavaScript what the test asks, and says what came of it: {name: answer} for {name: question}.
import * as booth from "./js/sealed/booth.js";
import * as group from "./js/sealed/group.js";
import { checkVote } from "./js/sealed/checking.js";
import { Trustee } from "./js/sealed/trustee.js";

const chance = (seed) => group.drawnFrom(group.bytesFrom(seed));

const DOING = {
  multiples: (count) => Array.from({ length: count }, (_each, n) => group.times(BigInt(n), group.BASE).toHex()),
  accepted: (encodings) => encodings.filter((each) => !throws(() => group.pointFrom(each))),
  acceptedScalars: (encodings) => encodings.filter((each) => !throws(() => group.scalarFrom(each))),
  canonical: (values) => values.map(group.canonical),
  refusedVotes: ({ election, votes, seed }) => {
    const credential = booth.makeCredential(group.bytesFrom(seed), election.question);
    return votes.filter((values) =>
      throws(() => booth.prepare(election, credential.public, values, { chance: chance(seed) })),
    );
  },
  ballot: ({ election, values, turn, previous, seed, sealing, signing, seat, registering }) => {
    const { question } = election;
    const credential = booth.makeCredential(group.bytesFrom(seed), question);
    const prepared = booth.prepare(election, credential.public, values, {
      turn,
      previous,
      chance: chance(sealing),
    });
    return {
      registration: booth.registration(credential, { question, seat, chance: chance(registering) }),
      cast: booth.cast(prepared, credential, chance(signing)),
      audit: booth.openForAudit(prepared),
      fingerprint: prepared.fingerprint,
    };
  },
  ceremony: ({ question, seeds, spoilt }) => {
    const trustees = seeds.map((seed, at) => new Trustee(question, at + 1, group.bytesFrom(seed)));
    const arrivals = trustees.map((each) => each.arrival());
    const deals = spoilt ?? trustees.map((each) => each.deal(arrivals));
    return { arrivals, deals, answers: trustees.map((each) => each.answer(arrivals, deals)) };
  },
  refusedBoards: async (boards) => {
    const refused = {};
    for (const [name, board] of Object.entries(boards)) {
      refused[name] = await checkVote(board).then(() => "", (error) => error.message || String(error));
    }
    return refused;
  },
  decryption: ({ question, place, seed, tally, qualified }) =>
    new Trustee(question, place, group.bytesFrom(seed)).partialDecryption(tally, qualified),
};

function throws(work) {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

let asked = "";
for await (const part of process.stdin) asked += part;
const [name, question] = JSON.parse(asked);
process.stdout.write(JSON.stringify(await DOING[name](question)));
