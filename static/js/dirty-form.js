// <form data-dirty-form>: leaving with unsaved work asks first. Forms that save themselves ask in their own way.
const FORMS = "form[data-dirty-form]:not([data-autosave])";
const dirty = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest(FORMS);
  if (form) dirty.add(form);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest(FORMS);
  if (form) dirty.add(form);
});
document.addEventListener("submit", (event) => dirty.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  for (const form of dirty) {
    if (!form.isConnected) dirty.delete(form);
  }
  if (dirty.size) {
    event.preventDefault();
    event.returnValue = "";
  }
});
