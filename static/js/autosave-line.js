// The line to the portal: sends a save, tells what became of it, renews the sign-in of a page that stayed open.
const PATIENCE = 40000;
const JSON_PLEASE = { Accept: "application/json" };
const UNCERTAIN = (status) => status >= 500 || status === 408 || status === 429;

export class Line {
  constructor(page) {
    this.account = page.dataset.account;
    this.address = page.dataset.session;
    this.token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
    this.isLeaving = false;
  }

  /** {kind: saved | invalid | conflict | locked | session | failed, ...what the portal said}. */
  async save(url, values) {
    const reply = await this.#post(url, values);
    if (reply.code !== "403-csrf") return reply;
    // Signed in again elsewhere: the token has turned, the person is the same or not.
    return (await this.renew()) === "same" ? this.#post(url, values) : { kind: "session" };
  }

  /** Who is signed in: "same", "other", "nobody", or "cut" while that cannot be asked. */
  async renew() {
    try {
      const response = await fetch(this.address, { headers: JSON_PLEASE, redirect: "manual", cache: "no-store" });
      if (response.type === "opaqueredirect") return "nobody";
      const { account, token } = await response.json();
      if (account !== this.account) return "other";
      this.token = token;
      for (const box of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) box.value = token;
      return "same";
    } catch {
      return "cut";
    }
  }

  async #post(url, values) {
    try {
      const response = await fetch(url, {
        method: "POST",
        body: values,
        headers: { ...JSON_PLEASE, "X-CSRFToken": this.token },
        redirect: "manual",
        // A page that is being left may still send what is short.
        keepalive: this.isLeaving,
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.type === "opaqueredirect") return { kind: "session" };
      if (UNCERTAIN(response.status)) return { kind: "failed" };
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      if (!isOurs) return { kind: response.ok ? "failed" : "locked" };
      const reply = await response.json();
      return { kind: reply.state ?? "locked", ...reply };
    } catch {
      return { kind: "failed" };
    }
  }
}
