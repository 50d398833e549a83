// The page that checks cards, kept for when there is no network. The network goes first wherever there is one.
"use strict";
const SHELF = "zj-cards-1";
const FILES = {{ files }};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(SHELF).then((shelf) => Promise.allSettled(FILES.map((file) => shelf.add(file)))));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method === "GET" && FILES.includes(path)) event.respondWith(answer(event.request, path));
});

async function answer(request, path) {
  const shelf = await caches.open(SHELF);
  try {
    const found = await fetch(request);
    if (found.ok) await shelf.put(path, found.clone());
    return found;
  } catch (error) {
    const kept = await shelf.match(path);
    if (kept) return kept;
    throw error;
  }
}
