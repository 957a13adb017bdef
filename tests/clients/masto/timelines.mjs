import { as, asked, ids, refusal, stranger, tell, withToken } from "./told.mjs";

const hana = as("hana");
const said = [];
for (const each of ["one", "two", "three"]) {
  said.unshift((await hana.v1.statuses.create({ status: `Loaf ${each} #loaves` })).id);
}
const pages = [];
for await (const page of stranger.v1.timelines.tag.$select("loaves").list({ limit: 2 })) {
  pages.push(ids(page));
}
const instance = await stranger.v2.instance.fetch();
const old = await stranger.v1.instance.fetch();
const narrow = withToken(asked.narrow);
tell({
  said,
  pages,
  home: ids(await hana.v1.timelines.home.list()).includes(said[0]),
  local: ids(await stranger.v1.timelines.public.list({ local: true })).includes(said[0]),
  remote: (await stranger.v1.timelines.public.list({ remote: true })).length,
  own: ids(await stranger.v1.accounts.$select((await hana.v1.accounts.verifyCredentials()).id).statuses.list({ limit: 3 })),
  title: instance.title,
  old: old.uri === instance.domain,
  rules: (await stranger.v1.instance.rules.list()).length > 0,
  peers: await stranger.v1.instance.peers.list(),
  activity: (await stranger.v1.instance.activity.list()).length > 0,
  emoji: await stranger.v1.customEmojis.list(),
  withoutToken: await refusal(stranger.v1.timelines.home.list()),
  wrongToken: await refusal(withToken("made up").v1.timelines.home.list()),
  narrow: [(await narrow.v1.timelines.home.list()).length > 0, await refusal(narrow.v1.bookmarks.list())],
});
