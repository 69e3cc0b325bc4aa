// The live situation: one stream of changes, kept by key, and the clock of the place that sends it.

import { ask } from "/shared/ask.js";
import { Stream } from "/shared/stream.js";
import { nextTick, reactive, ref, shallowReactive, watch } from "/shared/vue.js";

const SILENT_MS = 4000;
const STALE_S = 4; // data older than this turn the lamp off, so that it is off before they are five seconds old

/** @typedef {import("/shared/types/screen.d.ts").CasePart} CasePart */
/** @typedef {import("/shared/types/screen.d.ts").Part} Part */

// Every second of the screen. What counts (ages, times left) reads `second.value`, so that it is drawn again.
export const second = ref(0);
// Twice a second, whatever the clock of the place does: the lamp is drawn by it.
export const pulse = ref(0);
// Whether nobody is signed in at this browser any more, whichever answer said so first. The page stays, and says so.
export const over = ref(false);

export class Live {
  // `path` is the address of the stream; `changed(keys)` is called after every change with the keys that changed.
  /** @param {string} path @param {(keys: string[]) => void} [changed] */
  constructor(path, changed = () => {}) {
    this.changed = changed;
    /** @type {Map<string, Part>} */
    this.parts = shallowReactive(new Map());
    this.state = reactive({ heard: 0, readAt: null, ended: false, whole: false });
    this.offset = 0;
    this.pace = 1;
    this.stream = new Stream(path, {
      whole: (told) => this.take(told, true),
      change: (told) => this.take(told, false),
      beat: (told) => this.hear(told),
      bye: () => this.end(),
    }, (isRefused) => this.askWhy(isRefused));
    this.stream.open();
    this.timer = setInterval(() => this.beat(), 500);
    this.unwatch = watch(over, () => this.end(), { flush: "sync" });
    if (over.value) this.end();
  }

  // A stream that says nothing for long is opened anew: a proxy may hold a dead one open for ever.
  beat() {
    pulse.value += 1;
    if (!this.state.ended && this.stream.silent > SILENT_MS) this.stream.open();
    const now = Math.floor(this.now() / 1000);
    if (now !== second.value) second.value = now;
  }

  // A stream that was refused for good: nobody is signed in any more, or they no longer belong here.
  async askWhy(isRefused) {
    if (!isRefused) return;
    const { ok, status, body } = await ask("/api/districts").catch(() => ({ ok: false, status: 0, body: {} }));
    if (status === 401) over.value = true;
    const isOurs = ({ id }) => this.stream.path.startsWith(`/api/districts/${id}/`);
    if (status === 403 || (ok && !body.districts.some(isOurs))) this.end();
  }

  take({ set, gone }, whole) {
    const began = performance.now();
    const keys = Object.keys(set);
    const dropped = whole ? [...this.parts.keys()].filter((key) => !(key in set)) : gone;
    for (const key of keys) this.parts.set(key, set[key]);
    for (const key of dropped) this.parts.delete(key);
    this.state.whole = true;
    this.changed([...keys, ...dropped]);
    nextTick(() => performance.measure("patrol-change", { start: began, end: performance.now() }));
  }

  hear({ now, read_at: readAt, pace }) {
    this.state.heard = Date.now();
    this.state.readAt = readAt ? Date.parse(readAt) : null;
    this.offset = Date.parse(now);
    const isFirst = !this.heardAt;
    this.heardAt = performance.now();
    this.pace = pace;
    if (isFirst) this.changed([...this.parts.keys()]); // what was drawn by another clock
    if (pace !== 1) this.beat();
  }

  // Milliseconds since 1970 where the data come from; counted on from the last beat.
  now() {
    if (!this.heardAt) return Date.now();
    return this.offset + (performance.now() - this.heardAt) * this.pace;
  }

  // Seconds since the last good reading that we heard of; null before the first.
  age() {
    if (!this.state.readAt || !this.state.heard) return null;
    return (
      Math.max(0, (this.offset - this.state.readAt) / 1000 / (this.pace || 1)) +
      (Date.now() - this.state.heard) / 1000
    );
  }

  get isLive() {
    const age = this.age();
    return !this.state.ended && age !== null && age <= STALE_S;
  }

  one(key) {
    return this.parts.get(key);
  }

  // Every team, every picture: the parts whose key begins so.
  all(name) {
    const found = [];
    for (const [key, part] of this.parts) if (key.startsWith(`${name}:`)) found.push(part);
    return found;
  }

  // Cases of every kind: those of one list (`board`, `calls`), or of all.
  /** @param {"board" | "calls" | null} list */
  cases(list = null) {
    /** @type {CasePart[]} */
    const found = [];
    for (const part of this.parts.values()) if (part.list && (!list || part.list === list)) found.push(part);
    return found;
  }

  // The key of the case with this number, of whatever kind; no two have the same. Null where it is not among the parts.
  /** @param {number} number @returns {string | null} */
  keyOf(number) {
    for (const [key, part] of this.parts) if (part.list && part.number === number) return key;
    return null;
  }

  /** @param {number} number @returns {CasePart | undefined} */
  find(number) {
    return this.parts.get(this.keyOf(number));
  }

  end() {
    this.state.ended = true;
    this.close();
  }

  close() {
    this.stream.close();
    this.unwatch();
    clearInterval(this.timer);
  }
}
