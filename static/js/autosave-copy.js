// The net: what is typed and not yet stored on the portal, kept in this browser by account, answer and page.
const PREFIX = "autosave";
const MOST_DAYS = 30;
const MOST_LETTERS = 200000;
const PAGE = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("");

/** Storage may be switched off or full; the net is then missing, the rest goes on. */
function attempt(act, otherwise = null) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

export class Copies {
  constructor(account, path) {
    this.prefix = `${PREFIX}:${account}:${path}:`;
    this.key = this.prefix + PAGE;
  }

  keep(values, version) {
    const text = JSON.stringify({ at: Date.now(), version, values });
    if (text.length > MOST_LETTERS) this.forget();
    else attempt(() => localStorage.setItem(this.key, text));
  }

  forget(key = this.key) {
    attempt(() => localStorage.removeItem(key));
  }

  /** Copies that other pages left, the newest first. */
  left() {
    const keys = attempt(() => Object.keys(localStorage), []).filter((key) => key.startsWith(this.prefix) && key !== this.key);
    const found = [];
    for (const key of keys) {
      const copy = attempt(() => JSON.parse(localStorage.getItem(key)));
      const isOld = !copy || !Array.isArray(copy.values) || Date.now() - copy.at > MOST_DAYS * 86400000;
      if (isOld) this.forget(key);
      else found.push({ key, ...copy });
    }
    return found.sort((one, other) => other.at - one.at);
  }
}
