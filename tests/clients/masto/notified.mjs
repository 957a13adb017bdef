import { as, ids, refusal, tell } from "./told.mjs";

const [hana, ivo] = [as("hana"), as("ivo")];
const he = await ivo.v1.accounts.verifyCredentials();
await hana.v1.accounts.$select(he.id).follow();
const said = await hana.v1.statuses.create({ status: "Who mills?" });
const seen = ivo.v1.statuses.$select(said.id);
await seen.favourite();
await seen.reblog();
await ivo.v1.statuses.create({ status: "@hana I do", inReplyToId: said.id });
const psst = await ivo.v1.statuses.create({ status: "@hana psst", visibility: "direct" });

// News is told after it was committed.
const told = async (count) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const rows = await hana.v1.notifications.list({ accountId: he.id });
    const about = rows.filter((each) => [said.id, psst.id].includes(each.status?.id) || each.status?.inReplyToId === said.id);
    if (about.length >= count) return about;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return [];
};
const rows = await told(4);
const one = await hana.v1.notifications.$select(rows[0].id).fetch();
const only = await hana.v1.notifications.list({ types: ["reblog"], limit: 1 });
const groups = await hana.v2.notifications.list({ expandAccounts: "partial_avatars", supportedTypes: ["mention"] });
const liked = groups.notificationGroups.find((each) => each.type === "favourite" && each.statusId === said.id);
const group = hana.v2.notifications.$select(liked.groupKey);
const who = (await group.accounts.list()).map((each) => each.acct);
const same = (await group.fetch()).notificationGroups[0].groupKey === liked.groupKey;
const unread = [await hana.v1.notifications.unreadCount.fetch(), await hana.v2.notifications.unreadCount.fetch()];
await group.dismiss();
const policy = await hana.v2.notifications.policy.update({ forNotFollowing: "accept" });
const requests = await hana.v1.notifications.requests.list();
await hana.v1.markers.create({ notifications: { lastReadId: rows[0].id } });
const markers = await hana.v1.markers.fetch({ timeline: ["notifications", "home"] });

const talks = await hana.v1.conversations.list();
const talk = talks.find((each) => each.lastStatus?.id === psst.id);
const read = await hana.v1.conversations.$select(talk.id).read();
await hana.v1.conversations.$select(talk.id).remove();
const left = ids(await hana.v1.conversations.list());
await hana.v1.notifications.clear();
tell({
  types: rows.map((each) => each.type).toSorted(),
  one: one.id === rows[0].id,
  only: only.map((each) => each.type),
  who,
  same,
  unread: unread.map((each) => each.count > 0),
  gone: (await refusal(group.fetch()))[0],
  policy: policy.forNotFollowing,
  requests: Array.isArray(requests),
  marked: markers.notifications.lastReadId === rows[0].id,
  read: [talk.unread, read.unread, left.includes(talk.id)],
  cleared: (await hana.v1.notifications.list()).length,
});
