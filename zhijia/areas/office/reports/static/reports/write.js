// The writing page: numbers go in at the cursor, indicators are found by a few letters. Without it everything still works.
(() => {
  "use strict";
  const $ = (what, where = document) => where.querySelector(what);
  const $$ = (what, where = document) => [...where.querySelectorAll(what)];
  if (innerWidth < 832) $(".rp-outline details")?.removeAttribute("open"); // on a phone the text comes first
  const carets = new Map(); // paragraph → where the cursor was last

  const keep = (event) => {
    const box = event.target;
    if (box.matches?.("[data-rp-text]")) carets.set(box.dataset.rpText, [box.selectionStart, box.selectionEnd]);
  };
  ["keyup", "click", "select", "focusout", "input"].forEach((name) => document.addEventListener(name, keep));

  // --- The dialog
  const dialog = $("#rp-picker");
  const ready = (where) => {
    const finder = $("[data-rp-finder]", where);
    if (!finder) return;
    finder.hidden = false;
    $$("[data-rp-look]", where).forEach((button) => { button.hidden = true; });
    $('.rp-list input:checked', where)?.scrollIntoView({ block: "center" });
  };
  ready(document);
  document.addEventListener("htmx:afterSwap", (event) => {
    if (dialog?.contains(event.target) || event.target.id === "rp-picker-body") {
      ready(dialog);
      const asked = event.target.id === "rp-picker-body"; // a late answer inside it must not open it again
      if (asked && !dialog.open) { dialog.showModal(); $("#rp-find", dialog)?.focus(); }
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.id !== "rp-find") return;
    const wanted = event.target.value.trim();
    const list = event.target.closest(".rp-indicators");
    let shown = 0;
    $$("[data-rp-name]", list).forEach((row) => { row.hidden = !row.dataset.rpName.includes(wanted); shown += !row.hidden; });
    $("[data-rp-none]", list).hidden = shown > 0;
    event.stopPropagation();
  });

  // --- A number was chosen: its slot goes in where the cursor was, and the paragraph is saved
  document.body.addEventListener("reports:bound", (event) => {
    dialog?.close();
    const box = $(`[data-rp-text="${event.detail.paragraph}"]`);
    if (!box) { location.reload(); return; }
    const [from, to] = carets.get(box.dataset.rpText) || [box.value.length, box.value.length];
    box.setRangeText(event.detail.token, from, to, "end");
    box.focus();
    keep({ target: box });
    htmx.trigger(box.form, "submit");
  });

  // --- Moves and deletions leave the page, so they go past the saving form
  document.addEventListener("click", (event) => {
    const plain = event.target.closest("[data-rp-plain]");
    if (!plain) return;
    event.preventDefault();
    if (plain.dataset.confirm && !confirm(plain.dataset.confirm)) return;
    const form = document.createElement("form");
    form.method = "post";
    form.action = plain.formAction;
    const token = $("[name=csrfmiddlewaretoken]").cloneNode();
    form.append(token);
    if (plain.name) {
      const field = document.createElement("input");
      [field.type, field.name, field.value] = ["hidden", plain.name, plain.value];
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  });
})();
