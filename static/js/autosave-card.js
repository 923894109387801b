// One answer on the page: its queue, its copy on this machine, its state in words, and what to do about a newer version.
import { Copies } from "./autosave-copy.js";
import { clearErrors, differences, faultsOf, fill, showErrors, valuesOf } from "./autosave-form.js";
import { SaveQueue } from "./autosave-queue.js";

const TONES = { saving: "info", saved: "ok", unsaved: "warn", waiting: "warn", invalid: "error", conflict: "error", locked: "error", session: "error" };
const WORDS = { session: "sessionOver" };

export class Card {
  constructor(form, { line, words, onSession }) {
    this.form = form;
    this.words = words;
    this.onSession = onSession;
    this.card = form.closest("[data-card]");
    this.aside = form.querySelector("[data-aside]");
    this.copies = new Copies(line.account, form.getAttribute("action"));
    this.state = "";
    this.newer = null;
    // The first save of a page begins a line of the history: what another window stored stays there.
    form.elements.apart.value = "1";
    this.queue = new SaveQueue({
      read: () => this.#read(),
      send: (values) => line.save(form.action, values),
      tell: (state, reply) => this.#tell(state, reply),
    });
    this.#offer();
  }

  typed() {
    this.copies.keep(valuesOf(this.form), this.form.elements.version.value);
    this.queue.touch();
  }

  /** The button: save now, and lead to what is wrong. */
  pressed() {
    this.isPressed = true;
    this.queue.touch(0);
  }

  #read() {
    const faults = faultsOf(this.form, this.words);
    if (Object.keys(faults).length) {
      this.#tell("invalid", { errors: faults });
      return null;
    }
    const values = new FormData(this.form);
    values.delete("csrfmiddlewaretoken");
    return values;
  }

  #tell(state, reply = {}) {
    this.state = state;
    this.form.dataset.saveState = state;
    if (state === "saved") this.#saved(reply);
    else this.#say(this.words[WORDS[state] ?? state], TONES[state]);
    if (state === "invalid") this.#invalid(reply.errors);
    if (state === "locked") this.#say([this.words.locked, reply.what, this.words.kept].filter(Boolean).join(" "), "error");
    if (state === "conflict") this.#conflict(reply);
    if (state === "session") this.onSession();
    if (["saved", "invalid"].includes(state)) this.isPressed = false;
  }

  #say(text, tone) {
    const place = this.form.querySelector("[data-state]");
    place.textContent = text;
    place.className = `state-note${tone ? ` state-note-${tone}` : ""}`;
  }

  #saved(reply) {
    this.form.elements.version.value = reply.version;
    this.form.elements.apart.value = "";
    clearErrors(this.form);
    if (this.newer) this.#close();
    if (this.queue.isUnsaved) return;
    this.copies.forget();
    this.card.dataset.points = reply.points;
    for (const [name, markup] of Object.entries(reply.parts)) this.card.querySelector(`[data-part="${name}"]`).innerHTML = markup;
    const place = this.form.querySelector("[data-state]");
    place.className = `state-note state-note-${reply.notice || reply.lacks ? "warn" : "ok"}`;
    if (reply.notice) place.append(` · ${reply.notice}`);
    this.#panel(reply.panel);
  }

  /** The running total as the portal counts it, unless somebody is using the list just now. */
  #panel(markup) {
    const panel = document.getElementById("sheet-panel");
    if (!markup || !panel || panel.contains(document.activeElement) || panel.querySelector("details[open]")) return;
    panel.outerHTML = markup;
  }

  #invalid(errors) {
    showErrors(this.form, errors);
    if (errors.__all__) this.#say(errors.__all__.join(" "), "error");
    if (this.isPressed) this.form.querySelector("[aria-invalid=true]")?.focus();
  }

  #conflict(reply) {
    clearErrors(this.form);
    this.newer = reply;
    this.aside.innerHTML = reply.panel;
    this.aside.hidden = false;
  }

  #close() {
    this.newer = null;
    this.aside.hidden = true;
    this.aside.replaceChildren();
  }

  /** "own", "stored" or "both" of two versions. What is stored stays in the history either way. */
  settle(choice) {
    const { version, stored } = this.newer;
    const narrative = this.form.elements.narrative;
    this.form.elements.version.value = version;
    this.form.elements.apart.value = "1";
    this.#close();
    if (choice === "stored") {
      fill(this.form, Object.entries(stored));
      this.queue.drop();
      this.copies.forget();
      this.state = this.form.dataset.saveState = "";
      this.#say("", "");
      narrative.focus();
      return;
    }
    if (choice === "both") {
      narrative.value = joined(stored.narrative, narrative.value);
      narrative.focus();
    }
    this.copies.keep(valuesOf(this.form), version);
    this.queue.touch(0);
  }

  /** What another page of this browser left unsaved is shown beside what is stored. */
  #offer() {
    for (const copy of this.copies.left()) {
      const found = differences(this.form, valuesOf(this.form), copy.values, this.words);
      if (!found.length) {
        this.copies.forget(copy.key);
        continue;
      }
      const offer = document.querySelector("template[data-copy-offer]").content.cloneNode(true);
      const lines = (side) => found.map((each) => `${each.label}: ${each[side]}`).join("\n\n");
      offer.querySelector("[data-stored-words]").textContent = lines("one");
      offer.querySelector("[data-copy-words]").textContent = lines("other");
      offer.querySelector("[data-copy-time]").textContent = new Date(copy.at).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" });
      this.offered = copy;
      this.aside.replaceChildren(offer);
      this.aside.hidden = false;
      return;
    }
  }

  answerOffer(choice) {
    const { key, values } = this.offered;
    this.offered = null;
    this.#close();
    if (choice === "take") {
      fill(this.form, values);
      this.form.elements.apart.value = "1";
      this.copies.keep(valuesOf(this.form), this.form.elements.version.value);
      this.queue.touch(0);
    }
    this.copies.forget(key);
    if (choice === "drop") this.#offer();
  }
}

/** Both texts, the stored one first; once where one holds the other. */
function joined(stored, own) {
  if (stored.includes(own)) return stored;
  return own.includes(stored) ? own : `${stored}\n\n${own}`;
}
