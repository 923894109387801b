// data-key="j" gives any link, button or field of the page a key; "?" opens <dialog data-key-help>.
const TYPING = "input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]), textarea, select";

/** A folded form that is opened takes the focus. */
function enter(details) {
  if (details.open && "focusFirst" in details.dataset) details.querySelector("textarea, button")?.focus();
}

function press(target) {
  if (target.matches("input[type=radio], input[type=checkbox]")) {
    target.focus();
    target.click();
  } else if (target.matches(TYPING)) {
    target.focus();
    if (typeof target.select === "function") target.select();
  } else {
    target.click();
    // At once: the next key may come before the event that tells of the opening.
    if (target.matches("summary")) enter(target.parentElement);
  }
}

document.addEventListener("toggle", (event) => enter(event.target), true);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest(TYPING) || event.target.isContentEditable) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]") && event.key !== "?") return;
  if (event.key === "?") {
    const help = document.querySelector("dialog[data-key-help], [data-key-help] dialog");
    if (!help) return;
    event.preventDefault();
    if (help.open) help.close();
    else help.showModal();
    return;
  }
  const target = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key && !one.disabled);
  if (!target) return;
  event.preventDefault();
  press(target);
});
