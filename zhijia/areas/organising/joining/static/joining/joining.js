/* Joining online: show the password; ask about the dispatching unit only of those who are dispatched. */
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-show-password]");
    if (box) document.getElementById(box.dataset.showPassword).type = box.checked ? "text" : "password";
    if (event.target.id === "id_kind") narrow();
  });
  const kind = document.getElementById("id_kind");
  const narrow = () => {
    for (const field of document.querySelectorAll("[data-only-dispatched]")) {
      field.closest(".zj-field").hidden = kind.value !== "dispatched";
    }
  };
  if (kind) narrow();
})();
