import { as, ids, refusal, stranger, tell } from "./told.mjs";

const [hana, ivo] = [as("hana"), as("ivo")];
const [she, he] = [await hana.v1.accounts.verifyCredentials(), await ivo.v1.accounts.verifyCredentials()];
const his = hana.v1.accounts.$select(he.id);
const followed = await his.follow({ reblogs: false });
const seen = await ivo.v1.accounts.relationships.fetch({ id: [she.id] });
const followers = await stranger.v1.accounts.$select(he.id).followers.list();
const following = await stranger.v1.accounts.$select(she.id).following.list({ limit: 5 });
const familiar = await ivo.v1.accounts.familiarFollowers.fetch({ id: [she.id] });
const found = await hana.v1.accounts.search.list({ q: "ivo", following: true });
const many = await stranger.v1.accounts.fetch({ id: [she.id, he.id] });
const looked = await stranger.v1.accounts.lookup({ acct: "ivo" });
const noted = await his.note.create({ comment: "bakes" });
const muted = await his.mute({ notifications: false, duration: 60 });
await his.unmute();
const blocked = await his.block();
await his.unblock();
const left = await his.unfollow();
tell({
  followed: [followed.following, followed.showingReblogs],
  seen: seen[0].followedBy,
  followers: ids(followers).includes(she.id),
  following: ids(following).includes(he.id),
  familiar: familiar[0].id === she.id,
  found: found.map((each) => each.acct),
  many: many.map((each) => each.acct),
  looked: looked.acct,
  note: noted.note,
  muted: [muted.muting, muted.mutingNotifications],
  blocked: blocked.blocking,
  left: left.following,
  nobody: await refusal(stranger.v1.accounts.$select("404").fetch()),
});
