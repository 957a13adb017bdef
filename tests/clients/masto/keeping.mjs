import { as, asked, ids, refusal, stranger, tell } from "./told.mjs";

const [hana, ivo] = [as("hana"), as("ivo")];
const [she, he] = [await hana.v1.accounts.verifyCredentials(), await ivo.v1.accounts.verifyCredentials()];

const list = await hana.v1.lists.create({ title: "Bakers", repliesPolicy: "list", exclusive: false });
const one = hana.v1.lists.$select(list.id);
await hana.v1.accounts.$select(he.id).follow();
await one.accounts.create({ accountIds: [he.id] });
const listed = ids(await one.accounts.list());
const of = ids(await hana.v1.accounts.$select(he.id).lists.list());
await ivo.v1.statuses.create({ status: "Rye today #keeping" });
const heard = await hana.v1.timelines.list.$select(list.id).list({ limit: 1 });
await one.accounts.remove({ accountIds: [he.id] });
const renamed = await one.update({ title: "Millers" });
const lists = [
  listed.includes(he.id),
  of.includes(list.id),
  heard[0].account.acct,
  (await one.accounts.list()).length,
  renamed.title,
  ids(await hana.v1.lists.list()).includes(list.id),
];
await one.remove();

const filter = await hana.v2.filters.create({
  title: "No rye",
  context: ["home"],
  filterAction: "warn",
  expiresIn: 3600,
  keywordsAttributes: [{ keyword: "rye", wholeWord: true }],
});
const kept = hana.v2.filters.$select(filter.id);
const word = await kept.keywords.create({ keyword: "oat" });
const spelt = await hana.v2.filters.keywords.$select(word.id).update({ keyword: "spelt", wholeWord: false });
const old = await hana.v1.filters.list();
const warned = (await hana.v1.timelines.home.list({ limit: 1 }))[0].filtered[0].filter.title;
const changed = await kept.update({ title: "No bread", context: ["home", "public"] });
const filters = [
  spelt.keyword,
  (await kept.keywords.list()).length,
  old.map((each) => each.phrase).includes("rye"),
  warned,
  changed.title,
  (await hana.v2.filters.list()).length > 0,
];
await hana.v2.filters.keywords.$select(word.id).remove();
await kept.remove();

const his = hana.v1.accounts.$select(he.id);
await his.mute();
const mutes = ids(await hana.v1.mutes.list()).includes(he.id);
await his.unmute();
await his.block();
const blocks = ids(await hana.v1.blocks.list()).includes(he.id);
await his.unblock();
await hana.v1.domainBlocks.create({ domain: "far.example" });
const servers = await hana.v1.domainBlocks.list();
await hana.v1.domainBlocks.remove({ domain: "far.example" });

const profile = await ivo.v1.accounts.updateCredentials({ locked: true, note: "Mills" });
await his.follow();
const asking = ids(await ivo.v1.followRequests.list()).includes(she.id);
const letIn = await ivo.v1.followRequests.$select(she.id).authorize();
await his.unfollow();
await his.follow();
const sentAway = await ivo.v1.followRequests.$select(she.id).reject();
const shown = await ivo.v1.profile.update({ note: "Mills at night", displayName: "Ivo" });
await ivo.v1.accounts.updateCredentials({ locked: false });

const tag = hana.v1.tags.$select("keeping");
const followed = (await tag.follow()).following;
const tags = (await hana.v1.followedTags.list()).map((each) => each.name);
const unfollowed = (await tag.unfollow()).following;
const featured = await hana.v1.featuredTags.create({ name: "keeping" });
const shownTags = (await stranger.v1.accounts.$select(she.id).featuredTags.list()).map((each) => each.name);
await hana.v1.featuredTags.$select(featured.id).remove();

const report = await hana.v1.reports.create({ accountId: he.id, comment: "A word", category: "spam" });
const found = await hana.v2.search.list({ q: "#keeping", type: "hashtags" });
const keys = { p256dh: asked.key, auth: "c2l4dGVlbiBieXRlcyEhIQ" };
const push = await hana.v1.push.subscription.create({
  subscription: { endpoint: "https://push.example/1", keys },
  data: { alerts: { mention: true, reblog: false }, policy: "all" },
});
const pushed = await hana.v1.push.subscription.update({ data: { alerts: { reblog: true }, policy: "followed" } });
const seen = await hana.v1.push.subscription.fetch();
await hana.v1.push.subscription.remove();

tell({
  lists,
  filters,
  away: [mutes, blocks, servers.includes("far.example")],
  requests: [profile.locked, asking, letIn.followedBy, sentAway.followedBy, shown.note.includes("at night")],
  tags: [followed, tags.includes("keeping"), unfollowed, shownTags.includes("keeping")],
  reported: report.category,
  found: found.hashtags.map((each) => each.name),
  pushed: [push.alerts.mention, pushed.alerts.reblog, seen.endpoint, (await refusal(hana.v1.push.subscription.fetch()))[0]],
  discovered: [
    Array.isArray(await hana.v1.trends.tags.list()),
    Array.isArray(await hana.v1.trends.statuses.list()),
    Array.isArray(await hana.v1.trends.links.list()),
    Array.isArray(await hana.v2.suggestions.list()),
    Array.isArray(await hana.v1.directory.list({ local: true })),
    Array.isArray(await hana.v1.announcements.list()),
    Array.isArray(await hana.v1.endorsements.list()),
  ],
  preferences: "posting:default:visibility" in (await hana.v1.preferences.fetch()),
});
