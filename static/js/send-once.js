// form[data-send-once]: a second click while the first is on its way sends nothing.
const buttons = (form) => form.querySelectorAll("button[type=submit]");

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-send-once]");
  // What another script sends in its own way, it guards itself.
  if (!form || event.defaultPrevented) return;
  for (const button of buttons(form)) button.disabled = true;
});

// A page that the browser shows again from its own memory can be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-send-once]")) {
    for (const button of buttons(form)) button.disabled = false;
  }
});
