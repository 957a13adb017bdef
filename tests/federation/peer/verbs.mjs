// What a server can be told to do. Each verb is given the host and what was asked: `by` is one of its people, ids are
// addresses. It tells the id of the activity that was sent, and of the object if one was made.

import {
  Announce, Block, Collection, Create, Delete, Flag, Follow, Join, LanguageString, Leave, Like, Mention, Move, Note, Person,
  Question, Reject, Tombstone, Undo, Update,
} from "@fedify/fedify";
import { signRequest } from "@fedify/fedify/sig";
import { Temporal } from "@js-temporal/polyfill";

const PUBLIC = new URL("https://www.w3.org/ns/activitystreams#Public");
const url = (id) => new URL(id);
const me = (host, by) => host.context().getActorUri(by);
const now = () => Temporal.Now.instant();

async function author(host, id) {
  const post = host.objects.get(id) ?? await host.look(id);
  return host.look(post.attributionId.href);
}

async function undo(host, { by, activity }) {
  const undone = host.sent.get(activity);
  const object = undone.objectId;
  const whom = undone instanceof Like || undone instanceof Announce ? await author(host, object.href) : await host.look(object.href);
  const to = undone instanceof Announce ? [whom, ...host.followersOf(by)] : whom;
  return host.send(by, to, new Undo({ id: host.newId("undo"), actor: me(host, by), object: undone, to: undone.toId }));
}

const towards = (Kind) => async (host, { by, whom }) => {
  const target = await host.look(whom);
  return host.send(by, target, new Kind({ id: host.newId(Kind.name.toLowerCase()), actor: me(host, by), object: target.id, to: target.id }));
};

const about = (Kind) => async (host, { by, object }) => {
  const whom = await author(host, object);
  const spread = Kind === Announce ? { to: PUBLIC, ccs: [whom.id, host.context().getFollowersUri(by)], published: now() } : { to: whom.id };
  const to = Kind === Announce ? [whom, ...host.followersOf(by)] : whom;
  return host.send(by, to, new Kind({ id: host.newId(Kind.name.toLowerCase()), actor: me(host, by), object: url(object), ...spread }));
};

/** A post: `content` is HTML; `to` is "public" or "followers" or a list of ids; `poll` has names and whether one may choose many. */
async function post(host, asked) {
  const { by, to = "public", content, mentions = [], reply, quote, poll, warning, language } = asked;
  const context = host.context();
  const folder = poll === undefined ? "notes" : "questions";
  const id = new URL(`https://${host.name}/users/${by}/${folder}/${crypto.randomUUID()}`);
  const people = await Promise.all(mentions.map((each) => host.look(each)));
  if (reply !== undefined) people.push(await author(host, reply));
  if (quote !== undefined) people.push(await author(host, quote));
  const direct = Array.isArray(to);
  const groups = direct ? await Promise.all(to.map((each) => host.look(each))) : [];
  const tos = to === "public" ? [PUBLIC] : to === "followers" ? [context.getFollowersUri(by)] : groups.map((each) => each.id);
  const ccs = [...(to === "public" ? [context.getFollowersUri(by)] : []), ...people.map((each) => each.id)];
  const values = {
    id, tos, ccs, attribution: me(host, by), published: now(), summary: warning ?? null, sensitive: warning !== undefined,
    ...(language === undefined ? { content } : { contents: [content, new LanguageString(content, language)] }),
    replyTarget: reply === undefined ? null : url(reply),
    quoteUrl: quote === undefined ? null : url(quote),
    tags: people.map((each) => new Mention({ href: each.id, name: `@${each.preferredUsername}@${each.id.host}` })),
  };
  const made = poll === undefined ? new Note(values) : new Question({ ...values, ...choices(poll) });
  host.objects.set(id.href, made);
  const create = new Create({ id: host.newId("create"), actor: me(host, by), object: made, tos, ccs, published: values.published });
  const told = [...(direct ? [] : host.followersOf(by)), ...people, ...groups];
  return { ...(await host.send(by, told, create)), object: id.href };
}

function choices({ names, many = false, votes = [] }) {
  const options = names.map((name, at) => new Note({ name, replies: new Collection({ totalItems: votes[at] ?? 0 }) }));
  return { [many ? "inclusiveOptions" : "exclusiveOptions"]: options, endTime: now().add({ hours: 24 }), voters: 0 };
}

async function edit(host, { by, object, content }) {
  const edited = host.objects.get(object).clone({ content, updated: now() });
  host.objects.set(object, edited);
  const update = new Update({ id: host.newId("update"), actor: me(host, by), object: edited, tos: edited.toIds, ccs: edited.ccIds });
  return host.send(by, host.followersOf(by), update);
}

async function remove(host, { by, object }) {
  const removed = host.objects.get(object);
  host.objects.delete(object);
  const tombstone = new Tombstone({ id: url(object), deleted: now() });
  const said = new Delete({ id: host.newId("delete"), actor: me(host, by), object: tombstone, tos: removed.toIds, ccs: removed.ccIds });
  return host.send(by, host.followersOf(by), said);
}

async function vote(host, { by, question, names }) {
  const whom = await author(host, question);
  const sent = [];
  for (const name of names) {
    const id = new URL(`https://${host.name}/users/${by}/notes/${crypto.randomUUID()}`);
    const ballot = new Note({ id, name, attribution: me(host, by), replyTarget: url(question), to: whom.id, published: now() });
    host.objects.set(id.href, ballot);
    sent.push((await host.send(by, whom, new Create({ id: host.newId("vote"), actor: me(host, by), object: ballot, to: whom.id }))).id);
  }
  return { sent };
}

async function move(host, { by, target }) {
  host.moved.set(by, target);
  const said = new Move({ id: host.newId("move"), actor: me(host, by), object: me(host, by), target: url(target), to: host.context().getFollowersUri(by) });
  return host.send(by, host.followersOf(by), said);
}

/** A new name is told to those who follow, and to `whom`. */
async function rename(host, { by, name, whom }) {
  host.names.set(by, name);
  const context = host.context();
  const pairs = await context.getActorKeyPairs(by);
  const actor = new Person({
    id: me(host, by), preferredUsername: by, name, inbox: context.getInboxUri(by), outbox: context.getOutboxUri(by),
    followers: context.getFollowersUri(by), publicKey: pairs[0].cryptographicKey,
  });
  const update = new Update({ id: host.newId("update"), actor: me(host, by), object: actor, to: PUBLIC });
  return host.send(by, [...host.followersOf(by), await host.look(whom)], update);
}

/** Mastodon's way: the server's own actor reports, so that nobody learns who did. */
async function report(host, { whom, objects = [], content }) {
  const target = await host.look(whom);
  const said = new Flag({ id: host.newId("flag"), actor: me(host, "instance"), objects: [target.id, ...objects.map(url)], content, to: target.id });
  return host.send("instance", target, said);
}

/** Something that Fedify's vocabulary does not know, signed by Fedify all the same. */
async function raw(host, { by, inbox, activity, spec = "rfc9421" }) {
  const [pair] = await host.context().getActorKeyPairs(by);
  const said = { "@context": "https://www.w3.org/ns/activitystreams", id: host.newId("raw").href, actor: me(host, by).href, ...activity };
  const request = new Request(inbox, { method: "POST", headers: { "Content-Type": "application/activity+json" }, body: JSON.stringify(said) });
  const answer = await fetch(await signRequest(request, pair.privateKey, pair.keyId, { spec }));
  return { id: said.id, status: answer.status, said: await answer.text() };
}

/** A GET, signed or not: what came, as it came. */
async function read(host, { by, id, accept = "application/activity+json" }) {
  let request = new Request(id, { headers: { Accept: accept } });
  if (by !== undefined) {
    const [pair] = await host.context().getActorKeyPairs(by);
    request = await signRequest(request, pair.privateKey, pair.keyId, { spec: host.name.startsWith("old") ? "draft-cavage-http-signatures-12" : "rfc9421" });
  }
  const answer = await fetch(request, { redirect: "manual" });
  return { status: answer.status, said: await answer.text(), kind: answer.headers.get("content-type") };
}

async function look(host, { id }) {
  const found = await host.look(id);
  return { kind: found.constructor.name, object: await found.toJsonLd({ format: "compact", contextLoader: host.context().contextLoader }) };
}

async function answer(host, { follow, accept }) {
  const { identifier, follow: asked, actor } = host.asked(follow);
  if (accept) return host.accept(identifier, asked, actor);
  return host.send(identifier, actor, new Reject({ id: host.newId("reject"), actor: me(host, identifier), object: asked }));
}

/** Let somebody who follows go. */
async function letGo(host, { by, whom }) {
  const actor = host.followers.get(by).get(whom);
  host.followers.get(by).delete(whom);
  const follow = new Follow({ id: url(`${whom}#follows/${by}`), actor: actor.id, object: me(host, by) });
  return host.send(by, actor, new Reject({ id: host.newId("reject"), actor: me(host, by), object: follow }));
}

function alsoKnownAs(host, { by, ids }) {
  host.aliases.set(by, ids);
}

function followers(host, { by }) {
  return { ids: host.followersOf(by).map((each) => each.id.href) };
}

export const VERBS = {
  alsoKnownAs, answer, edit, followers, letGo, look, move, post, raw, read, remove, rename, report, undo, vote,
  block: towards(Block), boost: about(Announce), favourite: about(Like), follow: towards(Follow), join: towards(Join), leave: towards(Leave),
};
