// The sheet of a unit: a running total while one types.
// Points shown here are a forecast; the portal computes them when the answer is saved.
const number = (text) => {
  const typed = text.replace(/[\s\u00a0]/g, "");
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(typed)) return Number(typed.replace(/\./g, "").replace(",", "."));
  return /^\d+([.,]\d+)?$/.test(typed) ? Number(typed.replace(",", ".")) : NaN;
};
const shown = (points) => points.toLocaleString("vi-VN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const rounded = (points) => Math.round((points + Number.EPSILON) * 100 + 1e-7) / 100;

function line(card, figure) {
  const [most, base, goal] = [card.dataset.max, card.dataset.base, card.dataset.goal].map(Number);
  if (card.dataset.goal === "" || Number.isNaN(figure) || goal === base) return null;
  return rounded(Math.min(1, Math.max(0, (figure - base) / (goal - base))) * most);
}

function forecast(card) {
  const form = card.querySelector("[data-answer]");
  const field = (name) => form.elements[name]?.value ?? "";
  const chosen = form.querySelector("input[type=radio]:checked")?.value;
  if (card.dataset.kind === "options") {
    const points = Object.fromEntries(card.dataset.options.split(" ").filter(Boolean).map((pair) => pair.split(":")));
    return chosen in points ? Number(points[chosen]) : null;
  }
  if (card.dataset.kind === "yes_no") return chosen ? (chosen === "yes" ? Number(card.dataset.max) : 0) : null;
  if (card.dataset.kind === "expert") {
    const claimed = number(field("claimed"));
    return Number.isNaN(claimed) || claimed > Number(card.dataset.max) ? null : claimed;
  }
  const first = number(field("amount_a"));
  // What the portal refuses is worth nothing here either.
  if (card.dataset.measure !== "ratio" && card.dataset.measure !== "growth") {
    return card.dataset.kind === "percentage" && first > 100 ? null : line(card, first);
  }
  const second = number(field("amount_b"));
  if (!second || (card.dataset.measure === "ratio" && first > second)) return null;
  return line(card, ((card.dataset.measure === "growth" ? first - second : first) / second) * 100);
}

/** A number is typed that the portal refuses: there are no points then, not those stored before. */
function isBad(card) {
  const form = card.querySelector("[data-answer]");
  const figures = ["claimed", "amount_a", "amount_b"].map((name) => form?.elements[name]?.value.trim()).map((text) => (text ? number(text) : null));
  const [claimed, first, second] = figures;
  if (figures.some((figure) => Number.isNaN(figure)) || claimed > Number(card.dataset.max)) return true;
  if (card.dataset.measure === "growth") return second === 0;
  if (card.dataset.measure === "ratio") return second !== null && (second === 0 || first > second);
  return card.dataset.kind === "percentage" && first > 100;
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
  const points = claimsNone(card) ? null : forecast(card);
  card.dataset.points = points ?? "";
  card.toggleAttribute("data-bad", !claimsNone(card) && isBad(card));
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
