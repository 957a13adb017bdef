// One server: a Fedify federation under one name. Whatever name an actor is asked for by, there is somebody: `group-…` is a
// group, `instance` the server's own actor, `shy…` accepts nobody by itself, all others are people.

import {
  Accept, Activity, Announce, Application, Block, Create, createFederation, Endpoints, Follow, Group, isActor, Like,
  MemoryKvStore, Note, Person, Question, Undo,
} from "@fedify/fedify";
import { verifyRequest } from "@fedify/fedify/sig";
import { Mailbox } from "./mailbox.mjs";

const RSA = { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };

export class Host {
  mailbox = new Mailbox();
  requests = [];
  followers = new Map(); // identifier → Map of actor id → Actor
  objects = new Map(); // id → object that was made here
  sent = new Map(); // id → activity that was sent from here
  aliases = new Map(); // identifier → ids that it also is known as
  moved = new Map(); // identifier → id that it moved to
  names = new Map(); // identifier → name that it chose
  #asked = new Map(); // of follows that nobody answered yet

  static async open(name, arriving) {
    const pair = async (...words) => await crypto.subtle.generateKey(...words, true, ["sign", "verify"]);
    return new Host(name, arriving, [await pair(RSA), await pair("Ed25519")]);
  }

  constructor(name, arriving, keys) {
    this.name = name;
    this.arriving = arriving;
    this.federation = createFederation({
      kv: new MemoryKvStore(),
      allowPrivateAddress: true,
      firstKnock: name.startsWith("old") ? "draft-cavage-http-signatures-12" : "rfc9421",
      userAgent: { software: "Peer/1.0" },
    });
    this.#actors(keys);
    this.#collections();
    this.#posts();
    this.#inbox();
    this.federation.setNodeInfoDispatcher("/nodeinfo/2.1", () => ({
      software: { name: "peer", version: { major: 1, minor: 0, patch: 0 } },
      protocols: ["activitypub"],
      usage: { users: {}, localPosts: 0, localComments: 0 },
    }));
  }

  takes(method, scheme) {
    return method !== "POST" || { old: "rfc9421", new: "cavage" }[this.name.slice(0, 3)] !== scheme;
  }

  answer(request, raw) {
    const isUnknown = [raw?.type, raw?.object?.type].includes("QuoteRequest");
    return isUnknown ? this.#takeUnknown(request, raw) : this.federation.fetch(request, { contextData: undefined });
  }

  /** What Fedify's vocabulary lacks (FEP-044f): its signature is judged by Fedify all the same. */
  async #takeUnknown(request, raw) {
    const documentLoader = await this.context().getDocumentLoader({ identifier: "instance" });
    const key = await verifyRequest(request, { documentLoader, contextLoader: this.context().contextLoader });
    if (key?.ownerId?.href !== raw.actor) return new Response("Not signed by its actor.", { status: 401 });
    this.mailbox.add({ kind: raw.type, id: raw.id, actor: raw.actor, scheme: this.arriving.getStore().scheme, raw });
    return new Response(null, { status: 202 });
  }

  context() {
    return this.federation.createContext(new URL(`https://${this.name}`), undefined);
  }

  /** Read something of another server, signed by our own actor, whom everybody may read. */
  async look(id) {
    const context = this.context();
    const documentLoader = await context.getDocumentLoader({ identifier: "instance" });
    const found = await context.lookupObject(id, { documentLoader });
    if (found === null) throw new Error(`${this.name} finds nothing at ${id}`);
    return found;
  }

  async send(by, recipients, activity) {
    this.sent.set(activity.id.href, activity);
    await this.context().sendActivity({ identifier: by }, recipients, activity, { preferSharedInbox: true });
    return { id: activity.id.href };
  }

  newId(kind) {
    return new URL(`https://${this.name}/activities/${kind}/${crypto.randomUUID()}`);
  }

  followersOf(identifier) {
    return [...(this.followers.get(identifier) ?? new Map()).values()];
  }

  accept(identifier, follow, actor) {
    if (!this.followers.has(identifier)) this.followers.set(identifier, new Map());
    this.followers.get(identifier).set(actor.id.href, actor);
    return this.send(identifier, actor, new Accept({ id: this.newId("accept"), actor: this.context().getActorUri(identifier), object: follow }));
  }

  /** What somebody asked who waits for an answer. */
  asked(id) {
    return this.#asked.get(id);
  }

  #actors(keys) {
    const signed = async (_context, identifier, key) => identifier === "instance" || key !== null;
    this.federation.setActorDispatcher("/users/{identifier}", async (context, identifier) => {
      if (!/^[a-z0-9-]+$/.test(identifier)) return null;
      const pairs = await context.getActorKeyPairs(identifier);
      const Kind = identifier === "instance" ? Application : identifier.startsWith("group-") ? Group : Person;
      return new Kind({
        id: context.getActorUri(identifier),
        preferredUsername: identifier,
        name: this.names.get(identifier) ?? identifier[0].toUpperCase() + identifier.slice(1),
        summary: `<p>${identifier} at ${this.name}</p>`,
        url: new URL(`https://${this.name}/@${identifier}`),
        inbox: context.getInboxUri(identifier),
        outbox: context.getOutboxUri(identifier),
        followers: context.getFollowersUri(identifier),
        following: context.getFollowingUri(identifier),
        endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
        manuallyApprovesFollowers: identifier.startsWith("shy"),
        discoverable: true,
        aliases: (this.aliases.get(identifier) ?? []).map((id) => new URL(id)),
        successor: this.moved.has(identifier) ? new URL(this.moved.get(identifier)) : null,
        publicKey: pairs[0].cryptographicKey,
        assertionMethods: pairs.map((each) => each.multikey),
      });
    }).setKeyPairsDispatcher(() => keys).authorize(signed);
  }

  #collections() {
    const none = () => ({ items: [] });
    this.federation.setOutboxDispatcher("/users/{identifier}/outbox", (_context, identifier) => ({
      items: [...this.sent.values()].filter((each) => each instanceof Create && each.actorId?.pathname === `/users/${identifier}`),
    }));
    this.federation.setFollowersDispatcher("/users/{identifier}/followers", (_context, identifier) => ({
      items: this.followersOf(identifier).map((each) => ({ id: each.id, inboxId: each.inboxId, endpoints: each.endpoints })),
    }));
    this.federation.setFollowingDispatcher("/users/{identifier}/following", none);
  }

  #posts() {
    const signed = async (_context, _values, key) => key !== null;
    for (const [Kind, folder] of [[Note, "notes"], [Question, "questions"]]) {
      this.federation.setObjectDispatcher(Kind, `/users/{identifier}/${folder}/{id}`, (_context, { identifier, id }) =>
        this.objects.get(`https://${this.name}/users/${identifier}/${folder}/${id}`) ?? null
      ).authorize(signed);
    }
  }

  #inbox() {
    this.federation.setInboxListeners("/users/{identifier}/inbox", "/inbox")
      .setSharedKeyDispatcher(() => ({ identifier: "instance" }))
      .withIdempotency("per-inbox")
      .on(Follow, async (context, follow) => {
        const { identifier } = context.parseUri(follow.objectId) ?? {};
        const actor = await this.look(follow.actorId.href);
        if (identifier?.startsWith("shy")) this.#asked.set(follow.id.href, { identifier, follow, actor });
        this.#note(follow);
        if (identifier === undefined || identifier.startsWith("shy") || !isActor(actor)) return;
        this.#afterwards(() => this.accept(identifier, follow, actor));
      })
      .on(Undo, async (context, undo) => {
        this.#note(undo);
        const undone = await undo.getObject(context);
        if (undone instanceof Follow && undone.actorId?.href === undo.actorId?.href) {
          this.followers.get(context.parseUri(undone.objectId)?.identifier)?.delete(undo.actorId.href);
        }
      })
      .on(Create, async (context, create) => {
        this.#note(create);
        // A group passes on what is written to it, to all who joined it (FEP-1b12).
        for (const each of [...create.toIds, ...create.ccIds]) {
          const { identifier } = context.parseUri(each) ?? {};
          if (!identifier?.startsWith("group-")) continue;
          this.#afterwards(() => this.send(identifier, this.followersOf(identifier), new Announce({
            id: this.newId("announce"),
            actor: context.getActorUri(identifier),
            object: create,
            to: new URL("https://www.w3.org/ns/activitystreams#Public"),
            cc: context.getFollowersUri(identifier),
          })));
        }
      })
      .on(Block, (_context, block) => this.#note(block))
      .on(Like, (_context, like) => this.#note(like))
      .on(Activity, (_context, activity) => this.#note(activity));
  }

  /** What is answered to something: when that has been taken, as servers with queues do. */
  #afterwards(answer) {
    setImmediate(() => answer().catch((error) => console.error(error)));
  }

  /** Only what Fedify found well signed by its actor comes so far. */
  #note(activity) {
    const { raw, scheme } = this.arriving.getStore();
    this.mailbox.add({ kind: activity.constructor.name, id: activity.id?.href ?? null, actor: activity.actorId?.href ?? null, scheme, raw });
  }
}
