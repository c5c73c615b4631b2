// What helps a reader with a mouse or a finger; every page works without it.
(() => {
  "use strict";

  // On a document: pointing at words, or tapping them, shows who says them beside the words.
  const sheet = document.getElementById("sheet");
  const narrow = window.matchMedia("(max-width: 60rem)");
  const hide = () => { if (sheet) sheet.hidden = true; };
  const show = (words) => {
    const card = document.getElementById(`c-${words.dataset.card}`);
    if (!card) return;
    sheet.replaceChildren(...Array.from(card.children, (child) => child.cloneNode(true)));
    sheet.hidden = false;
    if (narrow.matches) { sheet.removeAttribute("data-at"); sheet.style.top = sheet.style.left = ""; return; }
    const at = words.getBoundingClientRect();
    const below = at.bottom + 8, top = below + sheet.offsetHeight > window.innerHeight ? at.top - sheet.offsetHeight - 8 : below;
    sheet.style.top = `${Math.max(8, top)}px`;
    sheet.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - sheet.offsetWidth - 16))}px`;
  };
  if (sheet) {
    const marked = document.querySelectorAll("[data-card]");
    let later;
    for (const words of marked) {
      words.removeAttribute("title"); // the sheet says the same, and more
      words.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "mouse") { clearTimeout(later); later = setTimeout(show, 120, words); }
      });
      words.addEventListener("pointerleave", (event) => {
        if (event.pointerType === "mouse") { clearTimeout(later); later = setTimeout(hide, 250); }
      });
      words.addEventListener("click", () => show(words));
    }
    sheet.addEventListener("pointerenter", () => clearTimeout(later));
    sheet.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later = setTimeout(hide, 250); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    document.addEventListener("click", (event) => { if (!event.target.closest("[data-card], #sheet")) hide(); });
  }

  // On a statement: a button copies what is to be cited.
  for (const text of document.querySelectorAll("textarea.code")) {
    if (!navigator.clipboard) break;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.value);
      button.textContent = "Copied";
    });
    text.after(button);
  }
})();
