// The saves of one answer: at most one on its way, then the newest values. Neither page nor network is known here.
// A save whose fate is unknown (line cut, fault of the server) is sent again as it was until its fate is known;
// only then follows what was typed since. The portal takes a save for the version it starts from and for no other.
export const QUIET = 500;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const STOPPED = new Set(["locked", "session"]);

export class SaveQueue {
  #read;
  #send;
  #tell;
  #timer = null;
  #isFlying = false;
  #isNewer = false;
  #unsettled = null;
  #failures = 0;
  #turn = 0;

  /** read(): values to send, or null while they cannot be. send(values): {kind, ...}. tell(state, reply). */
  constructor({ read, send, tell }) {
    this.#read = read;
    this.#send = send;
    this.#tell = tell;
  }

  get isUnsaved() {
    return this.#isNewer || this.#isFlying || this.#unsettled !== null;
  }

  /** Something changed: save when the hand has rested for `after` milliseconds. */
  touch(after = QUIET) {
    this.#isNewer = true;
    if (!this.#isFlying && this.#unsettled === null) this.#tell("unsaved");
    // While the line is cut the next try has its own time.
    if (this.#unsettled === null || after === 0) this.#plan(after);
  }

  /** Save at once what was typed since the last try. What was refused is not sent again by itself. */
  flush() {
    if (this.#timer !== null || this.#unsettled !== null) this.#plan(0);
  }

  /** Try again what was not taken: its person is signed in again. */
  resume() {
    if (this.isUnsaved) this.#plan(0);
  }

  /** Nothing is to be saved any more: the stored values were taken. A save on its way is not listened to. */
  drop() {
    clearTimeout(this.#timer);
    this.#timer = this.#unsettled = null;
    this.#isNewer = this.#isFlying = false;
    this.#turn += 1;
  }

  #plan(after) {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (after === 0) this.#run();
    else this.#timer = setTimeout(() => this.#plan(0), after);
  }

  async #run() {
    if (this.#isFlying) return;
    const values = this.#unsettled ?? this.#read();
    if (values === null) return;
    if (this.#unsettled === null) this.#isNewer = false;
    this.#isFlying = true;
    this.#tell("saving");
    const turn = this.#turn;
    const reply = await this.#send(values);
    if (turn !== this.#turn) return;
    this.#isFlying = false;
    if (reply.kind === "failed") this.#waitFor(values);
    else this.#settle(reply);
  }

  #waitFor(values) {
    this.#unsettled = values;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    this.#failures += 1;
    this.#tell("waiting", { wait });
    this.#plan(wait);
  }

  #settle(reply) {
    const isNewer = this.#isNewer;
    this.#unsettled = null;
    this.#failures = 0;
    if (reply.kind !== "saved") this.#isNewer = true;
    this.#tell(reply.kind, reply);
    if (isNewer && this.#timer === null && !STOPPED.has(reply.kind)) this.#plan(0);
  }
}
