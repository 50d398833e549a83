// Checks a member's code on the spot: signature (Ed25519, WebCrypto), age, and the signed list of dead cards.
// Nothing here trusts the network: what was fetched once is kept, and the answer says of what day it is.
(() => {
  "use strict";
  const json = (id) => JSON.parse(document.getElementById(id).textContent);
  const set = json("zj-settings"), words = json("zj-words");
  const box = document.getElementById("zj-answer"), form = document.getElementById("zj-check");
  const field = form.querySelector("textarea"), ready = document.getElementById("zj-ready");
  const clock = document.getElementById("zj-clock");
  const say = (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
  const shelf = {
    get(key) { try { return localStorage.getItem(`zj-cards-${key}`); } catch { return null; } },
    set(key, text) { try { localStorage.setItem(`zj-cards-${key}`, text); } catch { /* full or forbidden */ } },
  };

  // --- what was published

  async function published(name) {
    try {
      const answer = await fetch(set[name], { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      const text = await answer.text();
      shelf.set(name, text);
      return text;
    } catch {
      return shelf.get(name) || "";
    }
  }

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const b64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const content = (body) => JSON.parse(new TextDecoder().decode(bytes(body)));

  async function signed(text, keys) {
    const [body, signature] = text.split(".");
    const key = keys.find((one) => one.code === content(body)[1]);
    if (!key) return false;
    const known = await crypto.subtle.importKey("raw", bytes(key.public), { name: "Ed25519" }, false, ["verify"]);
    return crypto.subtle.verify({ name: "Ed25519" }, known, bytes(signature), bytes(body));
  }

  async function able() {
    if (!window.crypto?.subtle) return false;
    const zero = new Uint8Array(32);
    zero[0] = 1;
    try { await crypto.subtle.importKey("raw", zero, { name: "Ed25519" }, false, ["verify"]); return true; } catch { return false; }
  }

  const fingerprint = async (number, version) =>
    b64((await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${number}.${version}`))).slice(0, 9));
  const keysNow = async () => { try { return JSON.parse(await published("keyring")).keys; } catch { return []; } };
  const here = () => Date.now() / 1000;
  const momentOf = (seconds) => new Date(seconds * 1000).toLocaleString("sv-SE");

  // --- how old, how wrong

  function span(seconds) {
    const [unit, size] = [["days", 86400], ["hours", 3600], ["minutes", 60]].find(([, size]) => seconds >= 1.5 * size) || ["seconds", 1];
    return say(unit, { n: Math.round(seconds / size) });
  }
  const dated = (at) => ({
    age: here() - at < 90 ? words.justNow : say("ago", { span: span(here() - at) }),
    date: momentOf(at).slice(0, 16),
  });

  async function list(keys) {
    const text = await published("dead");
    if (!text) return { fault: "noList" };
    if (!(await signed(text, keys))) return { fault: "listBroken" };
    const [, , at, prints] = content(text.split(".")[0]);
    return { at, prints };
  }

  // --- one code

  async function check(text) {
    const code = text.trim().split("#").pop();
    let parts;
    try { parts = content(code.split(".")[0]); } catch { return bad("notCode"); }
    if (!Array.isArray(parts) || parts.length !== 8) return bad("notCode");
    const [edition, signer, number, version, name, unit, validTo, issued] = parts;
    if (edition !== set.edition) return bad("oldPage");
    const keys = await keysNow();
    if (!keys.length) return bad("noKeys");
    if (!keys.some((one) => one.code === signer)) return bad((await online("", "")).known ? "forged" : "newKey");
    let right = false;
    try { right = await signed(code, keys); } catch { right = false; }
    if (!right) return bad("forged");
    const now = await online(number, version);
    const second = now.at || here(), whose = now.at ? "" : say("byOwnClock", { time: momentOf(second).slice(11) });
    if (issued - set.skew > second) return bad("early", {}, whose);
    if (second - issued > set.lifetime) return bad("stale", {}, whose);
    const end = `${validTo.slice(0, 4)}-${validTo.slice(4, 6)}-${validTo.slice(6)}`;
    if (end < momentOf(second).slice(0, 10)) return bad("ended", { date: end });
    const facts = [[words.name, name], [words.unit, unit], [words.number, number.replace(/(.{4})(?=.)/g, "$1 ")], [words.validTo, end]];
    if (now.known) return now.alive ? good("online", {}, facts) : bad("dead");
    const dead = await list(keys);
    if (dead.fault) return bad(dead.fault);
    if (dead.prints.includes(await fingerprint(number, version))) return bad("dead");
    if (here() - dead.at > set.listOld) return { tone: "doubtful", said: say("oldList", dated(dead.at)), facts };
    return good("offline", dated(dead.at), facts);
  }

  async function online(number, version) {
    try {
      const answer = await fetch(`${set.standing}?card=${number}.${version}`, { cache: "no-store" });
      if (!answer.ok) return {};
      const { alive, now } = await answer.json();
      return { known: true, alive, at: now };
    } catch {
      return {};
    }
  }

  const bad = (word, values, more = "") => ({ tone: "bad", said: say(word, values) + more, facts: [] });
  const good = (word, values, facts) => ({ tone: "good", said: say(word, values), facts });

  // --- the page

  function show(answer) {
    box.replaceChildren();
    const head = document.createElement("h2");
    head.textContent = words[answer.tone];
    const said = document.createElement("p");
    said.textContent = answer.said;
    const facts = document.createElement("dl");
    for (const [label, value] of answer.facts) {
      const line = document.createElement("div"), dt = document.createElement("dt"), dd = document.createElement("dd");
      dt.textContent = label;
      dd.textContent = value;
      line.append(dt, dd);
      facts.append(line);
    }
    box.append(head, said, facts);
    box.className = `zj-card cards-answer cards-${answer.tone}`;
    box.hidden = false;
    box.focus();
  }

  async function run(text) {
    if (!text.trim()) return;
    if (await able()) show(await check(text));
    else { field.value = text; form.submit(); }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await run(field.value);
    field.value = ""; // ready for the next card: the page stays, so the button must not wait either
    event.submitter?.removeAttribute("disabled");
  });

  const fromAddress = () => {
    if (location.hash.length < 20) return;
    const text = location.hash.slice(1);
    history.replaceState(null, "", location.pathname); // a page reloaded later must not call a good card stale
    run(text);
  };
  window.addEventListener("hashchange", fromAddress);

  // --- the camera, where the browser reads QR codes by itself

  const scan = document.getElementById("zj-scan"), video = document.getElementById("zj-video");
  let stream = null;

  function close() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
  }

  async function look(detector) {
    if (!stream) return;
    const [found] = await detector.detect(video).catch(() => []);
    if (found) { close(); await run(found.rawValue); return; }
    setTimeout(() => look(detector), 150);
  }

  if ("BarcodeDetector" in window && navigator.mediaDevices?.getUserMedia) {
    scan.hidden = false;
    scan.addEventListener("click", async () => {
      if (stream) { close(); return; }
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        video.srcObject = stream;
        video.hidden = false;
        await video.play();
        look(new BarcodeDetector({ formats: ["qr_code"] }));
      } catch {
        close();
        show(bad("camera"));
      }
    });
  }

  // --- ready to work without a network

  async function compareClocks() {
    const { at } = await online("", "");
    const off = at ? here() - at : 0;
    if (Math.abs(off) <= set.skew) return;
    clock.textContent = say(off > 0 ? "fast" : "slow", { span: span(Math.abs(off)) });
    clock.hidden = false;
  }

  async function prepare() {
    if (!(await able())) return;
    const keys = await keysNow();
    const dead = keys.length ? await list(keys) : {};
    if (dead.at) { ready.textContent = say("ready", dated(dead.at)); ready.hidden = false; }
    await compareClocks();
    if ("serviceWorker" in navigator) await navigator.serviceWorker.register(set.worker).catch(() => {});
  }
  prepare();
  fromAddress();
})();
