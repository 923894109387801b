// A page that brings a refused form back begins at the first field with an error. Not "autofocus", which browsers pass
// over where the address names a place of the page; and in the frame after loading, as going to that place takes the focus.
window.addEventListener("load", () => {
  requestAnimationFrame(() => document.querySelector("[aria-invalid=true]")?.focus());
});
