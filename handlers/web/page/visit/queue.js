// What waits on the phone to be sent: in order, one at a time, each with its id, kept until the server has it.

import { waitS } from "./reckon.js";

const TROUBLES = 5; // so often an entry may trip the server itself before those behind it go first

/** @typedef {import("/shared/types/visit.d.ts").Entry} Entry */
/** @typedef {import("/shared/types/visit.d.ts").Sent} Sent */

/**
 * Where entries are kept; `add` numbers them and keeps all of them or none.
 * @typedef {object} Store
 * @property {() => Promise<Entry[]>} all in order
 * @property {(entries: Entry[]) => Promise<Entry[]>} add
 * @property {(entry: Entry) => Promise<void>} put
 * @property {(seq: number) => Promise<void>} remove
 */

/**
 * What the queue needs of the world.
 * @typedef {object} World
 * @property {(entry: Entry) => Promise<Sent>} send
 * @property {(ms: number, then: () => void) => number} later
 * @property {(timer: number) => void} never
 * @property {() => number} now milliseconds
 */

export class Queue {
  // `changed` hears whenever what waits is another; entries that were sent stay until `forget` is told of news.
  /** @param {Store} store @param {World} world @param {() => void} changed */
  constructor(store, world, changed = () => {}) {
    this.store = store;
    this.world = world;
    this.changed = changed;
    /** @type {Entry[]} */
    this.entries = [];
    this.tries = 0;
    this.troubles = new Map();
    this.isBusy = false;
    this.isStrange = false;
    this.isUnkept = false;
    /** @type {number | null} */
    this.timer = null;
  }

  // So many wait to be sent.
  get waiting() {
    return this.entries.filter((one) => !one.sent && !one.refused).length;
  }

  async load() {
    this.entries = await this.store.all();
    this.changed();
  }

  /** @param {Entry[]} entries */
  async add(...entries) {
    let kept = [];
    try {
      kept = await this.store.add(entries);
    } catch {
      this.isUnkept = true; // a phone that is full: what is said lives as long as the page
      kept = entries.map((one, at) => ({ ...one, seq: -Date.now() - at }));
    }
    this.entries = [...this.entries, ...kept];
    this.changed();
    this.wake();
  }

  // Try now: something new waits, or the network is said to be back.
  wake() {
    if (this.timer !== null) this.world.never(this.timer);
    this.timer = null;
    return this.work();
  }

  async work() {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      let next = this.next();
      while (next) {
        if (!await this.one(next)) break;
        next = this.next();
      }
    } finally {
      this.isBusy = false;
    }
  }

  next() {
    return this.entries.find((one) => !one.sent && !one.refused);
  }

  // Send one; whether the next may go.
  /** @param {Entry} entry */
  async one(entry) {
    const sent = await this.world.send(entry);
    if (sent.became === "trouble") {
      const tripped = this.troubles.get(entry.id) ?? 0;
      this.troubles.set(entry.id, tripped + 1);
      sent.became = tripped + 1 < TROUBLES ? "later" : "refused";
    }
    this.isStrange = sent.became === "strange";
    if (sent.became === "done") {
      entry.sent = this.world.now();
      await this.store.remove(entry.seq);
    } else if (sent.became === "refused") {
      entry.refused = sent.sentence || "?";
      await this.store.put(entry);
    } else {
      this.tries += 1;
      this.timer = this.world.later(waitS(this.tries, sent.wait_s) * 1000, () => this.wake());
      this.changed();
      return false;
    }
    this.tries = 0;
    this.changed();
    return true;
  }

  // The server told how things stand, as of `asked`: what was sent before is in it.
  /** @param {number} asked */
  forget(asked) {
    const before = this.entries.length;
    this.entries = this.entries.filter((one) => !one.sent || one.sent > asked);
    if (this.entries.length !== before) this.changed();
  }

  // What was refused goes from the phone, or is tried once more.
  /** @param {Entry} entry */
  async drop(entry) {
    await this.store.remove(entry.seq);
    this.entries = this.entries.filter((one) => one !== entry);
    this.changed();
  }

  // Something newer was said in its place: it is not tried again, and why it was refused stands until it is read.
  /** @param {Entry} entry */
  async passOver(entry) {
    entry.anew = true;
    await this.store.put(entry);
    this.changed();
  }

  /** @param {Entry} entry */
  async again(entry) {
    delete entry.refused;
    this.troubles.delete(entry.id);
    await this.store.put(entry);
    this.changed();
    this.wake();
  }
}
