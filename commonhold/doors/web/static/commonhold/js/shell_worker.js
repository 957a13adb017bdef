// The service worker's part that keeps a page for when there is no network; /sw.js brings it in, after it
// has said in self.SHELL which files that page needs. Pages of people are never kept.
const CACHE = `shell-${self.SHELL.version}`;
const OFFLINE = "/offline";
const FILES = new Set(self.SHELL.files);

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

// A page tells which language it is in: the offline page follows.
self.addEventListener("message", ({ data }) => {
  if (data?.language) keepIn(data.language);
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(OFFLINE)));
  else if (FILES.has(pathname)) event.respondWith(fetch(request).catch(() => kept(pathname)));
});

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...FILES, OFFLINE].map((url) => new Request(url, { cache: "no-cache" })));
}

async function keepIn(language) {
  const cache = await caches.open(CACHE);
  const old = await cache.match(OFFLINE);
  if (old?.headers.get("Content-Language") === language) return;
  const fresh = await fetch(OFFLINE, { cache: "no-cache" }).catch(() => null);
  if (fresh?.ok) await cache.put(OFFLINE, fresh);
}

async function forgetOthers() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

async function kept(url) {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? Response.error();
}
