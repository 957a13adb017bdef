import { as, asked, ids, refusal, stranger, tell } from "./told.mjs";

const [hana, ivo] = [as("hana"), as("ivo")];
const top = await hana.v1.statuses.create({ status: "Bread?", visibility: "unlisted", spoilerText: "Food", language: "en" });
const answer = await ivo.v1.statuses.create({ status: "Rye", inReplyToId: top.id });
const hers = hana.v1.statuses.$select(top.id);
const seen = ivo.v1.statuses.$select(top.id);
const thread = await stranger.v1.statuses.$select(top.id).context.fetch();
const many = await stranger.v1.statuses.fetch({ id: [top.id, answer.id] });
const changed = await hers.update({ status: "Bread, please?" });
const source = await hers.source.fetch();
const history = await stranger.v1.statuses.$select(top.id).history.list();

const done = [
  (await seen.favourite()).favourited,
  (await seen.reblog()).reblog.id === top.id,
  (await seen.bookmark()).bookmarked,
  (await hers.pin()).pinned,
];
const lists = [
  ids(await ivo.v1.favourites.list()).includes(top.id),
  ids(await ivo.v1.bookmarks.list()).includes(top.id),
  (await hers.favouritedBy.list()).map((each) => each.acct).includes("ivo"),
  (await hers.rebloggedBy.list()).map((each) => each.acct).includes("ivo"),
];
const undone = [
  (await seen.unfavourite()).favourited,
  (await seen.unreblog()).reblogged,
  (await seen.unbookmark()).bookmarked,
  (await hers.unpin()).pinned,
];

const poll = { options: ["Rye", "Oat"], expiresIn: 3600, multiple: true };
const question = await hana.v1.statuses.create({ status: "Which?", poll });
const voted = await ivo.v1.polls.$select(question.poll.id).votes.create({ choices: [0, 1] });
const counted = await stranger.v1.polls.$select(question.poll.id).fetch();
const twice = await refusal(ivo.v1.polls.$select(question.poll.id).votes.create({ choices: [0] }));

const file = new Blob([Buffer.from(asked.picture, "base64")], { type: "image/png" });
const medium = await hana.v2.media.create({ file, description: "A loaf" });
const described = await hana.v1.media.$select(medium.id).update({ description: "A brown loaf" });
const pictured = await hana.v1.statuses.create({ status: "", mediaIds: [medium.id] });

const scheduledAt = new Date(Date.now() + 7_200_000).toISOString();
const waiting = await hana.v1.statuses.create({ status: "Later", scheduledAt });
const one = hana.v1.scheduledStatuses.$select(waiting.id);
const waits = ids(await hana.v1.scheduledStatuses.list()).includes(waiting.id);
await one.update({ scheduledAt: new Date(Date.now() + 9_000_000).toISOString() });
const later = (await one.fetch()).scheduledAt > waiting.scheduledAt;
await one.remove();

const removed = await hers.remove();
tell({
  visibility: top.visibility,
  thread: ids(thread.descendants).includes(answer.id),
  many: many.length,
  changed: changed.editedAt !== null,
  source: source.text,
  history: history.length,
  done,
  lists,
  undone,
  votes: [voted.ownVotes, counted.votersCount, twice[0]],
  described: [described.description, pictured.mediaAttachments[0].description],
  ready: medium.url !== null,
  waits,
  later,
  cancelled: await refusal(one.fetch()),
  removed: removed.text,
  gone: await refusal(hers.fetch()),
  empty: (await refusal(hana.v1.statuses.create({ status: " " })))[0],
  translated: await refusal(hana.v1.statuses.$select(answer.id).translate({ lang: "de" })),
});
