// Menus are <details data-menu>: one open at a time, closed by Escape or a click elsewhere.
const open = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// After a refused form the summary of errors is read first.
document.querySelector("[data-error-summary]")?.focus();

// The row of parts scrolls on a narrow screen; the present part is brought into sight.
const part = document.querySelector("[data-parts] [aria-current]");
if (part) {
  const list = part.closest("[data-parts]");
  const [inner, outer] = [part.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}
