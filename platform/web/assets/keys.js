// Single keys, listed under `?`. They never act while somebody writes, and can be switched off in the list.
const list = document.getElementById("keys");
const opener = document.querySelector("[data-keys]");

if (list && opener) {
  const toggle = list.querySelector("input");
  const isOff = () => localStorage.getItem("keys") === "off";
  let before = null;

  const show = (isShown) => {
    if (isShown) before = document.activeElement;
    list.hidden = !isShown;
    opener.setAttribute("aria-expanded", String(isShown));
    if (isShown) list.focus();
    else before?.focus();
  };
  const press = (selector) => document.querySelector(selector)?.click();
  const acts = {
    "?": () => show(list.hidden),
    "/": () => document.querySelector("main input[type=search]")?.focus(),
    h: () => press("a.brand"),
    n: () => press("a[rel=next]"),
    p: () => press("a[rel=prev]"),
  };

  opener.hidden = false;
  opener.addEventListener("click", () => show(list.hidden));
  toggle.checked = !isOff();
  toggle.addEventListener("change", () => localStorage.setItem("keys", toggle.checked ? "on" : "off"));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) return show(false);
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
