// The sheet of a unit: a running total while one types.
// Points shown here are a forecast; the portal computes them when the answer is saved.
const MOST_DIGITS = 18;
const FIGURES = ["claimed", "amount_a", "amount_b"];

/** A typed number as the portal reads it (common/numbers.py); NaN where the portal refuses it. */
function number(text, places) {
  const typed = text.replace(/[ \u00a0\u2009\u202f]/g, " ").trim();
  const body = typed.replace(/^[-\u2212]/, "");
  const match = /^([1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+))(?:,(\d+))?$/.exec(body) ?? /^(\d+)(?:[,.](\d+))?$/.exec(body);
  if (!match || typed.length > 3 * MOST_DIGITS) return NaN;
  const whole = match[1].replace(/[. ]/g, "").replace(/^0+(?=\d)/, "");
  const part = (match[2] ?? "").replace(/0+$/, "");
  if (part.length > places || whole.length + part.length > MOST_DIGITS) return NaN;
  const value = Number(`${whole}.${part || 0}`);
  return body !== typed && value ? NaN : value;
}

/** The figure in a field: null while it is empty or not asked for, NaN where the portal refuses it. */
function figure(form, name) {
  const box = form.elements[name];
  if (!box?.value.trim()) return null;
  const value = number(box.value, Number(box.dataset.places));
  const steps = value / Number(box.dataset.step || 1);
  return box.dataset.step && Math.abs(steps - Math.round(steps)) > 1e-6 ? NaN : value;
}

const shown = (points) => points.toLocaleString("vi-VN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const rounded = (points) => Math.round((points + Number.EPSILON) * 100 + 1e-7) / 100;

function line(card, value) {
  const [most, base, goal] = [card.dataset.max, card.dataset.base, card.dataset.goal].map(Number);
  if (card.dataset.goal === "" || value === null || goal === base) return null;
  return rounded(Math.min(1, Math.max(0, (value - base) / (goal - base))) * most);
}

/** A number is typed that the portal refuses: there are no points then, not those stored before. */
function isBad(card) {
  const form = card.querySelector("[data-answer]");
  const figures = FIGURES.map((name) => figure(form, name));
  const [claimed, first, second] = figures;
  if (figures.some((value) => Number.isNaN(value)) || claimed > Number(card.dataset.max)) return true;
  const isZero = second === 0 && !claimsNone(card);
  if (card.dataset.measure === "growth") return isZero;
  if (card.dataset.measure === "ratio") return isZero || (second > 0 && first > second);
  return card.dataset.kind === "percentage" && first > 100;
}

/** Points of what is typed, nothing of it refused; null while they cannot be told. */
function forecast(card) {
  const form = card.querySelector("[data-answer]");
  const chosen = form.querySelector("input[type=radio]:checked")?.value;
  if (card.dataset.kind === "options") {
    const points = Object.fromEntries(card.dataset.options.split(" ").filter(Boolean).map((pair) => pair.split(":")));
    return chosen in points ? Number(points[chosen]) : null;
  }
  if (card.dataset.kind === "yes_no") return chosen ? (chosen === "yes" ? Number(card.dataset.max) : 0) : null;
  if (card.dataset.kind === "expert") return figure(form, "claimed");
  const [first, second] = [figure(form, "amount_a"), figure(form, "amount_b")];
  if (card.dataset.measure !== "ratio" && card.dataset.measure !== "growth") return line(card, first);
  if (first === null || !second) return null;
  return line(card, ((card.dataset.measure === "growth" ? first - second : first) / second) * 100);
}

const claimsNone = (card) => card.querySelector("input[name=not_applicable]")?.checked ?? "na" in card.dataset;

function total() {
  let points = 0;
  let most = 0;
  for (const card of document.querySelectorAll("[data-card][data-max]")) {
    if (claimsNone(card)) continue;
    most += Number(card.dataset.max);
    points += Number(card.dataset.points || 0);
  }
  const isPartial = document.querySelector("[data-card][data-bad]") !== null;
  for (const place of document.querySelectorAll("[data-total-bad]")) place.hidden = !isPartial;
  for (const place of document.querySelectorAll("[data-total]")) place.textContent = shown(rounded(points));
  for (const place of document.querySelectorAll("[data-total-of]")) place.textContent = most.toLocaleString("vi-VN");
  for (const place of document.querySelectorAll("[data-converted]")) place.textContent = most ? shown(rounded((points / most) * 100)) : "-";
}

function changed(event) {
  const form = event.target.closest("[data-answer]");
  const card = form?.closest("[data-card]");
  if (!card) return;
  const isRefused = isBad(card);
  const points = claimsNone(card) || isRefused ? null : forecast(card);
  card.dataset.points = points ?? "";
  card.toggleAttribute("data-bad", isRefused);
  card.querySelector("[data-bad-number]").hidden = !("bad" in card.dataset);
  card.querySelector("[data-own]").textContent = points === null ? "-" : shown(points);
  card.querySelector("[data-working]")?.remove();
  if (document.querySelector("[data-total]")) total();
}

document.addEventListener("input", changed);
document.addEventListener("change", changed);
document.addEventListener("filled", changed);
// The portal's own total counts what is stored, also where a number is wrong just now.
document.addEventListener("counted", () => document.querySelector("[data-card][data-bad]") && total());

// The list of criteria on phones folds away once one is chosen.
document.addEventListener("click", (event) => {
  const list = event.target.closest(".panel-more .panel-item")?.closest("details");
  if (list) list.open = false;
});
