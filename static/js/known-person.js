// <select data-fills='{"<value>": {"<field>": "<text>"}}'>: fills what is known of the chosen person into empty fields
// and into those that it filled itself before; what somebody has typed stays.
const filled = new WeakMap();

document.addEventListener("change", (event) => {
  const select = event.target.closest("select[data-fills]");
  const known = select && JSON.parse(select.dataset.fills)[select.value];
  if (!select) return;
  for (const name of ["job_title", "category"]) {
    const field = select.form.elements[name];
    const isTyped = field.tagName === "INPUT" && field.value && field.value !== filled.get(field);
    if (isTyped || !(known || filled.has(field))) continue;
    field.value = known?.[name] || (field.tagName === "INPUT" ? "" : field.value);
    filled.set(field, field.value);
  }
});
