// The form of one answer as values, as words, and with its errors.
const OWN = new Set(["csrfmiddlewaretoken", "version", "apart"]);
const same = (text) => text.normalize("NFC").replace(/\r\n?/g, "\n").trim();

export function valuesOf(form) {
  return [...new FormData(form)].filter(([name]) => !OWN.has(name));
}

const boxes = (form) => [...form.elements].filter((box) => box.name && !OWN.has(box.name));

/** Put values into the form; what is not named is emptied. */
export function fill(form, values) {
  const wanted = new Map(values);
  for (const box of boxes(form)) {
    const value = wanted.get(box.name) ?? "";
    if (box.type === "radio") box.checked = box.value === value;
    else if (box.type === "checkbox") box.checked = value !== "";
    else box.value = value;
  }
  form.dispatchEvent(new Event("filled", { bubbles: true }));
}

/** The fields in which two sets of values differ, each as `{label, one, other}` in words. */
export function differences(form, one, other, words) {
  const [first, second] = [new Map(one), new Map(other)];
  const names = [...new Set(boxes(form).map((box) => box.name))];
  return names
    .filter((name) => same(first.get(name) ?? "") !== same(second.get(name) ?? ""))
    .map((name) => ({
      label: labelOf(form, name),
      one: inWords(form, name, first.get(name), words),
      other: inWords(form, name, second.get(name), words),
    }));
}

function labelOf(form, name) {
  const field = boxes(form).find((box) => box.name === name).closest(".field");
  return field?.querySelector("legend, label")?.textContent.trim() ?? name;
}

function inWords(form, name, value, words) {
  const box = boxes(form).find((each) => each.name === name && (each.type !== "radio" || each.value === value));
  if (box?.type === "checkbox") return value ? words.yes : words.no;
  if (!value) return words.nothing;
  if (box?.type === "radio") return box.closest("label").querySelector(".option-text").textContent.trim();
  return box?.tagName === "SELECT" ? [...box.options].find((option) => option.value === value)?.text ?? value : value;
}

/** What the portal would refuse anyway, said without sending it: `{field: [words]}`. */
export function faultsOf(form, words) {
  const faults = {};
  for (const box of form.querySelectorAll("textarea, input[type=text]")) {
    const limit = Number(box.dataset.limit || 0);
    const count = limit && box.value.length > limit ? [...box.value].length : 0;
    const said = [];
    if (count > limit) said.push(words.tooLong.replace("{limit}", limit.toLocaleString("vi-VN")).replace("{count}", count.toLocaleString("vi-VN")));
    if (/\u0000|\p{Surrogate}/u.test(box.value)) said.push(words.unstorable);
    if (said.length) faults[box.name] = said;
  }
  return faults;
}

export function clearErrors(form) {
  for (const list of form.querySelectorAll("ul[id$=_error]")) list.remove();
  for (const field of form.querySelectorAll(".field.has-error")) field.classList.remove("has-error");
  for (const box of form.querySelectorAll("[aria-invalid]")) {
    box.removeAttribute("aria-invalid");
    const rest = (box.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.endsWith("_error"));
    if (rest.length) box.setAttribute("aria-describedby", rest.join(" "));
    else box.removeAttribute("aria-describedby");
  }
}

/** Errors by field name at their fields, as the portal itself would have written them. */
export function showErrors(form, errors) {
  clearErrors(form);
  const prefix = form.elements.version.id.replace(/version$/, "");
  const pattern = document.querySelector("template[data-field-error]").content;
  for (const [name, said] of Object.entries(errors)) {
    const box = boxes(form).find((each) => each.name === name);
    const field = box?.closest(".field");
    if (!field) continue;
    const list = document.createElement("ul");
    list.id = `${prefix}${name}_error`;
    for (const words of said) {
      const line = pattern.cloneNode(true);
      line.querySelector("span").textContent = words;
      list.append(line);
    }
    const place = field.querySelector(".options") ?? box;
    (place.closest("label.check") ?? place).before(list);
    field.classList.add("has-error");
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", `${box.getAttribute("aria-describedby") ?? ""} ${list.id}`.trim());
    const folded = field.closest("details");
    if (folded) folded.open = true;
  }
}
