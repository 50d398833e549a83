// The code on one's own card: never older than it may be. Without a network it goes grey before it goes stale.
(() => {
  "use strict";
  const place = document.getElementById("zj-code"), left = document.getElementById("zj-code-left");
  if (!place) return;
  const lifetime = Number(place.dataset.lifetime);
  let since = 0;

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target !== place) return;
    since = performance.now();
    tick();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) place.dispatchEvent(new Event("refresh"));
  });
  window.addEventListener("online", () => place.dispatchEvent(new Event("refresh")));

  function tick() {
    const rest = Math.max(0, Math.ceil(lifetime - 5 - (performance.now() - since) / 1000));
    place.classList.toggle("cards-stale", Boolean(since) && rest === 0);
    left.textContent = since && rest ? left.dataset.fresh.replace("{n}", rest) : left.dataset.stale;
  }
  setInterval(() => since && tick(), 1000);
})();
