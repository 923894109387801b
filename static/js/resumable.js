// form[data-resumable]: files larger than one part go to the portal part by part, go on by themselves after a cut line,
// and after a reload from where they were once the same file is chosen again. Then the form is sent and names them.
const PART = 1024 * 1024;
const PATIENCE = 300000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

class Stopped extends Error {}

const megabytes = (bytes) => (bytes / PART).toFixed(1).replace(".", ",");

function formData(values) {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.append(name, value);
  return data;
}

/** Empty where the page has no secure origin: the portal then knows the file by its name and size. */
async function digestOf(file) {
  if (!crypto.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function post(url, values, token) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: formData(values),
      headers: { Accept: "application/json", "X-CSRFToken": token },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.type === "opaqueredirect") return { kind: "session" };
    if (response.status >= 500 || response.status === 408 || response.status === 429) return { kind: "cut" };
    const said = await response.json().catch(() => ({}));
    const goesOn = response.ok || (response.status === 409 && "received" in said);
    return { ...said, kind: goesOn ? "here" : "refused" };
  } catch {
    return { kind: "cut" };
  }
}

/** Resolves after the wait, or as soon as the line is back. */
function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", done);
  });
}

class Sending {
  constructor(form, file) {
    this.form = form;
    this.file = file;
    const line = form.querySelector("[data-upload-line]").content.cloneNode(true).firstElementChild;
    form.querySelector("[data-upload-lines]").append(line);
    line.querySelector("[data-upload-name]").textContent = file.name;
    this.words = line.querySelector("[data-upload-said]");
    this.bar = line.querySelector("progress");
    this.bar.max = file.size;
  }

  say(text) {
    this.words.textContent = text;
  }

  show(received) {
    this.bar.value = received;
    const said = this.form.dataset.sent.replace("{done}", megabytes(received)).replace("{all}", megabytes(this.file.size));
    this.say(said);
  }

  /** Asks until the line holds; what the portal refuses stops the file. */
  async ask(url, values) {
    for (let failures = 0; ; failures += 1) {
      const reply = await post(url, values, this.form.querySelector("[name=csrfmiddlewaretoken]").value);
      if (reply.kind === "here") return reply;
      if (reply.kind === "session") throw new Stopped(this.form.dataset.session);
      if (reply.kind === "refused") throw new Stopped(reply.message ?? reply.what ?? this.form.dataset.refused);
      this.say(this.form.dataset.cut);
      await pause(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures));
    }
  }

  /** The id of the file once all of it is there. */
  async run() {
    const { file, form } = this;
    this.say(form.dataset.begins);
    const sha256 = await digestOf(file);
    const { begin, place } = form.dataset;
    let state = await this.ask(begin, { place, name: file.name, size: file.size, sha256 });
    const { id, url } = state;
    this.show(state.received);
    while (state.received < file.size) {
      const part = file.slice(state.received, state.received + PART);
      state = await this.ask(url, { offset: state.received, part });
      this.show(state.received);
    }
    this.say(form.dataset.whole);
    return id;
  }
}

function name(form, id) {
  if (form.querySelector(`[name=held][value="${id}"]`)) return;
  const input = Object.assign(document.createElement("input"), { type: "hidden", name: "held", value: id });
  form.append(input);
}

async function sendAll(form, input) {
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  form.querySelector("[data-upload-lines]").replaceChildren();
  let isWhole = true;
  for (const file of [...input.files]) {
    const sending = new Sending(form, file);
    try {
      name(form, await sending.run());
    } catch (error) {
      isWhole = false;
      sending.say(error instanceof Stopped ? error.message : form.dataset.refused);
    }
  }
  if (!isWhole) {
    button.disabled = false;
    return;
  }
  input.value = "";
  form.submit();
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-resumable]");
  const input = form?.querySelector("input[type=file]");
  if (!form || ![...input.files].some((file) => file.size > PART)) return;
  event.preventDefault();
  sendAll(form, input);
});
