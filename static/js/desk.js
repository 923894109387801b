// The desk: digits go to the points, quick points fill the box, the difference shows while typing, Ctrl+Enter saves.
const TYPING = "input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]), textarea, select";
const formOf = () => document.querySelector("[data-desk-form]");
const pointsOf = (form) => form?.querySelector("[data-points]");

/** `8,5` and `8.5` as hundredths; null while it is no number. */
function hundredths(text) {
  const match = /^(\d{1,4})(?:[,.](\d{1,2}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] || "").padEnd(2, "0")) : null;
}

function show(form) {
  const place = form.querySelector("[data-difference]");
  const points = pointsOf(form);
  if (!place || !points) return;
  const claimed = hundredths(form.dataset.claimed || "");
  const typed = hundredths(points.value);
  if (claimed === null || typed === null) {
    place.textContent = "";
    return;
  }
  const gap = typed - claimed;
  const size = `${Math.floor(Math.abs(gap) / 100)},${String(Math.abs(gap) % 100).padStart(2, "0")}`;
  place.textContent = gap ? `${place.dataset.differs}: ${gap > 0 ? "+" : "-"}${size}` : place.dataset.same;
  place.classList.toggle("state-note-warn", gap !== 0);
  place.classList.toggle("state-note-ok", gap === 0);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-desk-form]");
  if (form) show(form);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  const form = button?.closest("[data-desk-form]");
  if (!form) return;
  const points = pointsOf(form);
  points.value = button.dataset.fill;
  points.dispatchEvent(new Event("input", { bubbles: true }));
  const differs = hundredths(points.value) !== hundredths(form.dataset.claimed || "");
  const reason = form.querySelector("textarea");
  (differs && !reason.value ? reason : points).focus();
});

// A canned reason goes into the box of its form, to be added to; the list is then empty again.
document.addEventListener("change", (event) => {
  const list = event.target.closest("[data-canned]");
  const box = list?.form.querySelector("textarea");
  if (!box || !list.value) return;
  const sentence = list.selectedOptions[0].text.replace(/^\d+\. /, "");
  box.value = box.value.trim() ? `${box.value.trim()} ${sentence}` : sentence;
  list.value = "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("[data-desk-form], [data-desk-ask]");
  if (sends) {
    event.preventDefault();
    sends.requestSubmit();
    return;
  }
  const form = formOf();
  if (!form || event.ctrlKey || event.metaKey || !/^[0-9]$/.test(event.key) || event.target.closest(TYPING)) return;
  const points = pointsOf(form);
  // What was typed already is not typed over by a key that was meant for something else.
  if (!points || points.value !== points.defaultValue) return;
  // The digit itself then lands in the focused box.
  points.focus();
  points.select();
});

const form = formOf();
if (form) show(form);
