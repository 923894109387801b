// Forms with data-autosave save themselves: half a second after the last key, on a choice, on leaving the field.
import { Card } from "./autosave-card.js";
import { Line } from "./autosave-line.js";

const page = document.querySelector("[data-autosave-page]");
const dialog = document.getElementById("sign-in-again");
const line = new Line(page);
const cards = new Map();

function onSession() {
  dialog.querySelector("[data-session-words]").textContent = "";
  if (!dialog.open) dialog.showModal();
}

async function goOn() {
  const who = await line.renew();
  const said = { nobody: page.dataset.still, other: page.dataset.other, cut: page.dataset.waiting }[who] ?? "";
  dialog.querySelector("[data-session-words]").textContent = said;
  if (who !== "same") return;
  dialog.close();
  for (const card of cards.values()) card.queue.resume();
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  cards.set(form, new Card(form, { line, words: page.dataset, onSession }));
}
const cardOf = (event) => cards.get(event.target.closest("form[data-autosave]"));

document.addEventListener("input", (event) => cardOf(event)?.typed());
document.addEventListener("change", (event) => cardOf(event)?.queue.flush());
document.addEventListener("focusout", (event) => cardOf(event)?.queue.flush());

document.addEventListener("submit", (event) => {
  const card = cardOf(event);
  if (!card) return;
  event.preventDefault();
  card.pressed();
});

document.addEventListener("click", (event) => {
  const card = cardOf(event);
  const { settle, copy } = event.target.closest("[data-settle], [data-copy]")?.dataset ?? {};
  if (card && settle) card.settle(settle);
  if (card && copy) card.answerOffer(copy);
  if (event.target.closest("[data-session-again]")) goOn();
});

window.addEventListener("online", () => {
  for (const card of cards.values()) card.queue.flush();
});

function leave() {
  line.isLeaving = true;
  for (const card of cards.values()) card.queue.flush();
  line.isLeaving = false;
}
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
window.addEventListener("pagehide", leave);

// What is on its way arrives; what waits for the network or for a decision is asked about.
const SETTLING = new Set(["", "saved", "saving", "unsaved"]);
window.addEventListener("beforeunload", (event) => {
  leave();
  if ([...cards.values()].every((card) => SETTLING.has(card.state))) return;
  event.preventDefault();
  event.returnValue = "";
});
