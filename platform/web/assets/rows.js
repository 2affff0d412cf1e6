// A row can be pressed anywhere; its first link does the work, so every key and button of the mouse stays as it is.
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.target.closest("a, button, input, select, textarea, label, summary")) return;
  if (String(getSelection())) return;
  const link = row.querySelector("a[href]");
  link?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey }));
});
