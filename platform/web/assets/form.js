// A double click sends once. The server refuses the second as well; this only spares the person the refusal.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  delete form.dataset.changed;
  event.submitter?.setAttribute("aria-disabled", "true");
  // A file to keep does not leave the page, so the form comes back by itself.
  setTimeout(() => release(form), 8000);
});

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled=true]")) button.removeAttribute("aria-disabled");
}

// The way back shows the page as it was left: it must be possible to send again.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) release(form);
});

// Whoever has written something is asked before it is lost.
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && "guard" in form.dataset) form.dataset.changed = "yes";
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-changed]")) event.preventDefault();
});
