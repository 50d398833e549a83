// The little that pages need beyond htmx: panels that close, the menu, lists by keyboard, drafts, messages.
(() => {
  "use strict";
  const $ = (what, where = document) => where.querySelector(what);
  const $$ = (what, where = document) => [...where.querySelectorAll(what)];
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  };
  const typing = (el) => el.closest("input, textarea, select, [contenteditable]");
  const say = (text) => { $("#zj-live").textContent = text; };

  // --- Panels: one open at a time; a click elsewhere or Esc closes
  const panels = "details.zj-drop[open], details.zj-pill[open]";
  document.addEventListener("click", (event) => {
    $$(panels).forEach((panel) => { if (!panel.contains(event.target)) panel.open = false; });
    const closer = event.target.closest("[data-dismiss]");
    if (closer) closer.parentElement.remove();
  });
  document.addEventListener("toggle", (event) => {
    const panel = event.target;
    if (panel.matches?.("details.zj-pill[open]")) {
      const lazy = $("[data-options]", panel);
      if (lazy && !lazy.dataset.filled) { lazy.dataset.filled = "1"; htmx.trigger(lazy, "fill"); }
      const first = $("input:not([type=hidden]), select, a, button", $(".zj-pop", panel) || panel);
      if (first) setTimeout(() => first.focus(), 0);
    }
    const nav = panel.closest?.("[data-remember]");
    if (nav && panel.dataset.key) {
      const open = $$("details[data-key]", nav).filter((d) => d.open).map((d) => d.dataset.key);
      store.set("zj-" + nav.dataset.remember, open);
    }
  }, true);
  const nav = $("[data-remember]");
  if (nav) {
    const kept = store.get("zj-" + nav.dataset.remember);
    if (kept) $$("details[data-key]", nav).forEach((d) => { if (kept.includes(d.dataset.key)) d.open = true; });
    else { const first = $("details[data-key]", nav); if (first && !$("details[open]", nav)) first.open = true; }
  }

  // --- Menu as a drawer on small screens
  const side = $("#zj-menu"), veil = $("[data-close-menu]"), burger = $("[data-open-menu]");
  const drawer = (open) => {
    side.classList.toggle("is-open", open);
    veil.hidden = !open;
    burger.setAttribute("aria-expanded", open);
    (open ? $("a", side) : burger).focus();
  };
  burger?.addEventListener("click", () => drawer(true));
  veil?.addEventListener("click", () => drawer(false));

  // --- Export and print follow the filter as it stands now
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-same-query]");
    if (!link) return;
    const query = new URLSearchParams(location.search);
    query.delete("page");
    const [name, value] = link.dataset.sameQuery.split("=");
    query.set(name, value);
    link.href = "?" + query;
  });

  // --- Dialogs
  const openDialog = (id) => { const d = document.getElementById(id); if (d && !d.open) { d.showModal(); $("input", d)?.select(); } };
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener) openDialog(opener.dataset.openDialog);
    const shut = event.target.closest("[data-close-dialog]");
    if (shut) shut.closest("dialog").close();
    if (event.target.matches("dialog.zj-dialog")) event.target.close();
  });
  const search = $("#zj-search");
  search?.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [$("#zj-search-q"), ...$$("#zj-hits a")];
    const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    stops[(at + stops.length) % stops.length]?.focus();
    event.preventDefault();
  });
  search?.addEventListener("submit", (event) => {
    const first = $("#zj-hits a");
    if (first) { event.preventDefault(); first.click(); }
  });

  // --- Questions before what cannot be undone
  document.addEventListener("submit", (event) => {
    const asked = event.submitter?.dataset.confirm || event.target.dataset.confirm;
    if (asked && !confirm(asked)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    const button = event.submitter;
    if (button && event.target.method === "post" && !event.defaultPrevented) {
      setTimeout(() => { button.disabled = true; setTimeout(() => { button.disabled = false; }, 8000); }, 0);
    }
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest('[aria-disabled="true"]')) event.preventDefault();
  });

  // --- Ticked rows
  const ticks = () => $$('#zj-table [name="row"]');
  const tally = () => {
    const bar = $(".zj-bulkbar");
    if (!bar) return;
    const on = ticks().filter((t) => t.checked).length;
    bar.hidden = !on;
    $("[data-ticked]", bar).textContent = on;
    const all = $("[data-tick-all]");
    if (all) { all.checked = on > 0 && on === ticks().length; all.indeterminate = on > 0 && !all.checked; }
    if (on !== ticks().length) everything(false, on > 0 && (!!$("[data-every]").value || !$("[data-every-left]", bar).hidden));
  };
  const everything = (on, left = false) => {  // the rows of all pages; left: one was unticked since, only this page counts again
    const box = $("[data-every]");
    if (!box) return;
    box.value = on ? "1" : "";
    $$("[data-every-left]").forEach((el) => { el.hidden = !left; });
    $$("[data-every-off]").forEach((el) => { el.hidden = on; });
    $$("[data-every-on]").forEach((el) => { el.hidden = !on; });
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) ticks().forEach((t) => { t.checked = event.target.checked; });
    if (event.target.matches('[data-tick-all], [name="row"]')) tally();
    const auto = event.target.closest("[data-auto-submit]");
    if (auto) auto.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-take-every]")) { ticks().forEach((t) => { t.checked = true; }); tally(); everything(true); }
    if (event.target.closest("[data-untick]")) { ticks().forEach((t) => { t.checked = false; }); everything(false); tally(); }
  });

  // --- Keyboard: / search, Ctrl K find, j k rows, x tick, Enter open
  let row = -1;
  const step = (by) => {
    const rows = $$("#zj-table tbody tr[data-row]");
    if (!rows.length) return;
    rows[row]?.classList.remove("zj-on");
    row = Math.max(0, Math.min(rows.length - 1, row + by));
    rows[row].classList.add("zj-on");
    rows[row].scrollIntoView({ block: "nearest" });
    const first = $("a", rows[row]) || $("input", rows[row]);
    first?.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); openDialog("zj-search"); return; }
    if (event.key === "Escape") {
      $$(panels).forEach((panel) => { panel.open = false; $("summary", panel).focus(); });
      if (side?.classList.contains("is-open")) drawer(false);
    }
    if (event.ctrlKey || event.metaKey || event.altKey || (typing(event.target) && event.target.type !== "checkbox") || $("dialog[open]")) return;
    if (event.key === "/") { const box = $("#zj-q"); if (box) { event.preventDefault(); box.focus(); } }
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    if (event.key === "x" && row >= 0) { const t = ticks()[row]; if (t) { t.checked = !t.checked; tally(); } }
  });

  // --- htmx: what went wrong, and what was loaded
  const trouble = (show, text) => {
    const box = $("#zj-trouble");
    if (text) box.textContent = text;
    box.hidden = !show;
  };
  document.addEventListener("htmx:sendError", () => trouble(true));
  document.addEventListener("htmx:timeout", () => trouble(true));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 401 || status === 403) location.reload();
    else trouble(true);
  });
  // Addresses stay short: what is empty is not sent.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") return;
    [...event.detail.formData.entries()].forEach(([name, value]) => { if (value === "") event.detail.formData.delete(name); });
  });
  // Signed out meanwhile: the whole page goes to the login, not a login page into a piece of it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const to = event.detail.xhr.responseURL;
    if (to && new URL(to).pathname.startsWith("/accounts/")) { event.detail.shouldSwap = false; location.reload(); }
  });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) trouble(false); });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "zj-table") { row = -1; say($("[data-say]", event.target)?.dataset.say || ""); charts(event.target); }
  });
  const charts = (where) => window.zjCharts?.(where);

  // --- Search boxes over many rows
  const picking = (el) => {
    const box = el.closest("[data-picker]");
    const chosen = box?.previousElementSibling?.matches("[data-chosen]") ? box.previousElementSibling : null;
    return box && { box, chosen, text: $("[data-text]", box), value: $("[data-value]", box), list: $(".zj-picks", box) };
  };
  const showPicks = (p, open) => { p.list.hidden = !open; p.text.setAttribute("aria-expanded", open); };
  const addTo = (chosen, key, said) => {  // one more of several, ticked
    let tick = $$("input", chosen).find((el) => el.value === key);
    if (!tick) {
      const one = $("template", chosen).content.cloneNode(true).firstElementChild;
      tick = $("input", one);
      [tick.value, $("span", one).textContent] = [key, said];
      chosen.append(one);
    }
    tick.checked = true;
    return tick;
  };
  const pickOneMore = (p, item) => {
    const tick = addTo(p.chosen, item.dataset.pick, item.textContent);
    p.text.value = "";
    showPicks(p, false);
    tick.focus();
    tick.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const pick = (p, item) => {
    if (p.chosen) return pickOneMore(p, item);
    p.value.value = item.dataset.pick;
    p.text.value = item.textContent;
    showPicks(p, false);
    p.text.focus();
    p.value.dispatchEvent(new Event("change", { bubbles: true }));
  };
  let asking;
  const ask = (p) => { clearTimeout(asking); asking = setTimeout(() => { htmx.trigger(p.text, "ask"); showPicks(p, true); }, 200); };
  document.addEventListener("input", (event) => {
    const p = event.target.matches("[data-text]") && picking(event.target);
    if (p) { if (p.value) p.value.value = ""; ask(p); }
  });
  document.addEventListener("focusin", (event) => {
    const p = event.target.matches?.("[data-text]") && picking(event.target);
    if (p && !p.value?.value && p.list.hidden) ask(p);
    $$(".zj-picks:not([hidden])").forEach((list) => { if (!list.parentElement.contains(event.target)) showPicks(picking(list), false); });
  });
  document.addEventListener("click", (event) => {
    const item = event.target.closest("[data-pick]");
    if (item) pick(picking(item), item);
    else $$(".zj-picks:not([hidden])").forEach((list) => { if (!list.parentElement.contains(event.target)) showPicks(picking(list), false); });
  });
  document.addEventListener("keydown", (event) => {
    const p = event.target.closest && picking(event.target);
    if (!p || p.list.hidden) return;
    const items = $$("[data-pick]", p.list), at = items.indexOf(document.activeElement);
    if (event.key === "ArrowDown") { items[Math.min(at + 1, items.length - 1)]?.focus(); event.preventDefault(); }
    if (event.key === "ArrowUp") { (items[at - 1] || p.text).focus(); event.preventDefault(); }
    if (event.key === "Escape") { showPicks(p, false); p.text.focus(); }
    if (event.key === "Enter") { const item = at >= 0 ? items[at] : items.length === 1 && items[0]; event.preventDefault(); if (item) pick(p, item); }
  });

  // --- Drafts: what is typed stays on this device until it is sent
  const form = $("form[data-draft]");
  if (form) {
    const key = "zj-draft:" + form.dataset.draft;
    const note = $("[data-draft-note]", form);
    const picked = (el) => el.hasAttribute("data-value");  // the hidden half of a search box
    const secret = (el) => el.type === "password" || el.type === "file" || (el.type === "hidden" && !picked(el)) || el.hasAttribute("data-no-draft");
    const fields = () => [...form.elements].filter((el) => el.name && !secret(el));
    const chosenOf = (el) => el.closest("[data-chosen]") && el.parentElement.textContent;  // what one of several is called
    const read = () => fields().map((el) => [el.name, el.type === "checkbox" || el.type === "radio" ? el.checked : el.value, picked(el) ? picking(el).text.value : el.value, chosenOf(el)]);
    const id = ([name, value, own]) => name + (typeof value === "boolean" ? "=" + own : "");
    const valued = (rows) => new Map((rows || []).map((row) => [id(row), row[1]]));
    const shared = (name) => form.elements["initial-" + name];  // the form says what stood there: others write in it too
    const wanted = (kept) => { const was = valued(kept.base); return kept.fields.filter((row) => !(shared(row[0]) && was.get(id(row)) === row[1])); };
    const shown = (el) => (picked(el) ? picking(el).text.value : el.selectedOptions ? el.selectedOptions[0]?.text : el.checked ? "✓" : el.value) || "—";
    const warn = (el, text) => {
      const note = Object.assign(document.createElement("p"), { className: "zj-late-text mb-0", textContent: text.replace("%s", shown(el)) });
      note.setAttribute("role", "status");
      (picked(el) ? picking(el).text : el).after(note);
      el.closest("details")?.setAttribute("open", "");
    };
    const fill = (kept, stale) => {
      const was = valued(kept.base), now = valued(read());
      wanted(kept).forEach((row) => {  // what was not touched stays: it may be newer
        const [name, value, own, said] = row, [before, present] = [was.get(id(row)), now.get(id(row))];
        if (said) addTo($(`[data-chosen="${name}"]`, form), own, said);
        const same = fields().filter((el) => el.name === name);
        const el = same.length > 1 || said ? same.find((e) => e.value === own) : same[0];
        if (!el) return;
        if (shared(name) && before !== undefined && present !== before && present !== value) warn(el, stale);
        if (picked(el)) picking(el).text.value = own;
        if (typeof value === "boolean") el.checked = value; else el.value = value;
        el.dispatchEvent(new Event("change", { bubbles: true }));
      });
    };
    const fresh = read();
    let dirty = false, timer;
    const invalid = form.hasAttribute("data-invalid");
    const kept = store.get(key);
    const base = (invalid && kept?.base) || fresh;  // what stood there when the typing began
    const differs = (row) => valued(fresh).get(id(row)) !== row[1];
    if (kept && !invalid && wanted(kept).some(differs) && Date.now() - kept.at < 14 * 864e5) {
      const offer = $("#zj-draft-offer").content.cloneNode(true).firstElementChild;
      $("time", offer).textContent = new Date(kept.at).toLocaleString("zh-CN", { hour12: false }).slice(0, -3);
      $("[data-take]", offer).addEventListener("click", () => { fill(kept, offer.dataset.stale); dirty = true; offer.remove(); });
      $("[data-drop]", offer).addEventListener("click", () => { store.drop(key); offer.remove(); });
      form.before(offer);
    }
    form.addEventListener("input", () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(() => { store.set(key, { at: Date.now(), fields: read(), base }); if (note) note.textContent = note.dataset.draftNote || "草稿已存在本机"; }, 600);
    });
    form.addEventListener("submit", () => { dirty = false; clearTimeout(timer); store.set(key, { at: Date.now(), fields: read(), base, sent: true }); sessionStorage.setItem("zj-sent", key); });
    window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  }
  // A page that is not the form again means the form was accepted: its draft has done its work.
  const sent = sessionStorage.getItem("zj-sent");
  if (sent) {
    sessionStorage.removeItem("zj-sent");
    if (!(form && form.hasAttribute("data-invalid"))) store.drop(sent);
  }
  const summary = $(".zj-summary");
  summary?.focus();

  // --- What scrolls sideways can be reached with the keyboard, also where nothing in it can be pressed. ---
  const reach = () => $$(".zj-scroll").forEach((box) => {
    const stuck = box.scrollWidth > box.clientWidth && !box.querySelector("a[href], button, input, select, textarea, summary");
    box.toggleAttribute("tabindex", stuck);
    if (stuck) box.tabIndex = 0;
  });
  reach();
  window.addEventListener("resize", reach);
  document.addEventListener("htmx:afterSettle", reach);

  if (new URLSearchParams(location.search).has("print")) window.addEventListener("load", () => setTimeout(() => print(), 300));
})();
