// Walking over the board with keys: real focus, one row that Tab reaches, and what is opened is what has the focus,
// whatever happens to the list meanwhile.

import { nextTick, reactive } from "/shared/vue.js";

// The row that stands where `at` stood, when the list is `now` and was `before`; `at` itself while it is there.
/** @template T @param {T[]} before @param {T[]} now @param {T | null} at */
export function kept(before, now, at) {
  if (now.includes(at)) return at;
  const place = Math.max(0, before.indexOf(at));
  return now[Math.min(place, now.length - 1)] ?? null;
}

export class Walk {
  // `named`: the rows carry what they are as data of that name.
  constructor(named = "number") {
    this.named = named;
    this.state = reactive({ at: null });
    /** @type {HTMLElement | null} */
    this.box = null;
    /** @type {(number | string)[]} */
    this.numbers = [];
  }

  // The number that Tab reaches.
  get at() {
    return this.numbers.includes(this.state.at) ? this.state.at : (this.numbers[0] ?? null);
  }

  /** @param {number | string | null} number @returns {HTMLElement | null} */
  row(number) {
    return this.box?.querySelector(`.row[data-${this.named}="${CSS.escape(String(number))}"]`) ?? null;
  }

  // The number of the row that has the focus; null where none has it.
  get focused() {
    const row = /** @type {HTMLElement | null} */ (this.box?.querySelector(".row:focus") ?? null);
    if (!row) return null;
    return this.named === "number" ? Number(row.dataset.number) : row.dataset[this.named];
  }

  // These are the rows now. Who stood on one that is gone stands on none, and goes on from its place.
  list(numbers) {
    if (this.state.at !== null) this.state.at = kept(this.numbers, numbers, this.state.at);
    this.numbers = numbers;
  }

  // The row of a case is in view, and the next key goes on from it.
  mark(number) {
    if (number === null) return;
    this.state.at = number;
    nextTick(() => this.row(number)?.scrollIntoView({ block: "nearest" }));
  }

  // Give a row the focus: that of a case where it is on the board, else the one that Tab reaches.
  focus(number = this.at) {
    nextTick(() => (this.row(number) ?? this.row(this.at))?.focus());
  }

  // From the row with the focus, or from the case that is `opened`, so many rows on; from nowhere, to where one was.
  step(by, opened = null) {
    const from = this.numbers.indexOf(this.focused ?? opened);
    if (from < 0) return this.focus();
    this.row(this.numbers[Math.min(this.numbers.length - 1, Math.max(0, from + by))])?.focus();
  }

  // A list that is put in another order drops the focus of what it moves: `before` and `after` that has happened.
  before() {
    this.had = this.focused;
  }

  after() {
    if (this.had === null || this.focused === this.had) return;
    (this.row(this.had) ?? this.box)?.focus({ preventScroll: true });
  }
}
