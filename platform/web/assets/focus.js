// After a refusal the list of errors comes first: for the eye, the keyboard and the screen reader.
document.querySelector("[data-focus]")?.focus();

// An open menu closes by Escape and by a press elsewhere.
const menus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
