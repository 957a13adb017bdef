// The service worker's part that rings; /sw.js brings it in with importScripts.
const ICONS = {
  icon: "/static/commonhold/icons/app-192.png",
  badge: "/static/commonhold/icons/app-badge-96.png",
};

self.addEventListener("push", (event) => {
  const told = event.data?.json();
  if (!told) return;
  const body = told.more ? `${told.body}\n${told.more}` : told.body;
  const look = { body, tag: told.tag, data: { url: told.url }, ...ICONS };
  event.waitUntil(self.registration.showNotification(told.title, look));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(new URL(event.notification.data.url, self.location.origin)));
});

// Only pages of ours are opened, in a tab that is there already if one is.
async function show(url) {
  if (url.origin !== self.location.origin) return;
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const [tab] = tabs;
  if (!tab) return self.clients.openWindow(url);
  await tab.focus();
  return tab.navigate(url);
}
