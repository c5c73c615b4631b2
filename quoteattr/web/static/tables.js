// What Datasette's own pages lack for those who hear them: a language, and names of boxes.
document.documentElement.lang = "en";
document.addEventListener("DOMContentLoaded", () => {
  const names = {
    "select[name^=_filter_column]": "Column to filter by",
    "select[name^=_filter_op]": "How to compare",
    "select[name=_sort]": "Column to sort by",
    "input[name^=_filter_value]": "Value to compare with",
    "textarea#sql-editor, .CodeMirror textarea": "SQL",
  };
  const label = () => {
    for (const [selector, name] of Object.entries(names)) {
      for (const box of document.querySelectorAll(selector)) box.setAttribute("aria-label", name);
    }
  };
  // Boxes that scroll are reached by the keyboard.
  for (const box of document.querySelectorAll("dl.column-descriptions, .table-wrapper, .facet-results")) box.tabIndex = 0;
  // On a phone a cell that says nothing takes a line.
  for (const cell of document.querySelectorAll(".rows-and-columns td")) {
    if (!cell.textContent.trim()) cell.classList.add("blank");
  }
  label();
  window.addEventListener("load", () => setTimeout(label)); // the editor of SQL comes later
});
