// <form data-dirty-form>: leaving with unsaved work asks first. A part that saves itself dispatches "saved" on the form.
const dirty = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-dirty-form]");
  if (form) dirty.add(form);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-dirty-form]");
  if (form) dirty.add(form);
});
document.addEventListener("submit", (event) => dirty.delete(event.target));
document.addEventListener("saved", (event) => dirty.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  for (const form of dirty) {
    if (!form.isConnected) dirty.delete(form);
  }
  if (dirty.size) {
    event.preventDefault();
    event.returnValue = "";
  }
});
