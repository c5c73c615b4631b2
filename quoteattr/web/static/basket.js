// The statements that a reader has chosen for a report, kept in this browser; without scripts, those ticked on one page.
(() => {
  "use strict";
  const form = document.getElementById("report");
  if (!form) return;
  const MOST = 100; // statements of one report
  const key = `quoteattr report ${form.dataset.database}`;
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "[]");
      return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
    } catch { return []; }
  };
  const address = (ids) => `${form.action}?${new URLSearchParams(ids.map((id) => ["id", id]))}`;
  const boxes = () => document.querySelectorAll('input[name="id"][form="report"]');
  const show = () => {
    const chosen = read();
    for (const box of boxes()) box.checked = chosen.includes(box.value);
    form.querySelector("[data-count]").textContent = chosen.length ? ` (${chosen.length})` : "";
  };
  const keep = (ids) => {
    try { localStorage.setItem(key, JSON.stringify(ids.slice(0, MOST))); } catch { /* a browser that keeps nothing */ }
    show();
  };
  document.addEventListener("change", (event) => {
    if (!event.target.matches('input[name="id"][form="report"]')) return;
    const others = read().filter((id) => id !== event.target.value);
    keep(event.target.checked ? [...others, event.target.value] : others);
  });
  form.addEventListener("submit", (event) => {
    const chosen = read();
    if (!chosen.length) return; // a browser that keeps nothing sends what is ticked
    event.preventDefault();
    window.location.assign(address(chosen));
  });
  window.addEventListener("storage", show);

  const empty = document.querySelector("[data-empty]");
  if (empty) {
    empty.hidden = false;
    empty.addEventListener("click", () => { keep([]); window.location.assign(form.action); });
  }
  show();
})();
