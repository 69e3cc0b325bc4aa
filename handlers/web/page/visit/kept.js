// What a phone keeps of visits in its own database: what waits to be sent, what is being written, what was seen last.

/** @typedef {import("/shared/types/visit.d.ts").Entry} Entry */

const NAME = "patrol-visits";
const STORES = { queue: { keyPath: "seq", autoIncrement: true }, drafts: {}, seen: {} };

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      for (const [name, how] of Object.entries(STORES)) asked.result.createObjectStore(name, how);
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

export class Kept {
  // `visit` is district and number, `by` who is signed in: nobody sends or sees what somebody else left on the phone.
  /** @param {string} visit @param {number} by */
  constructor(visit, by) {
    this.visit = visit;
    this.by = by;
    this.base = opened();
    this.own = `${visit}|${by}`;
  }

  // Do something with a store in one transaction; what was asked is there once it is safely kept.
  /**
   * @template T
   * @param {"queue" | "drafts" | "seen"} name
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => T} act
   * @returns {Promise<T>}
   */
  async within(name, mode, act) {
    const base = await this.base;
    return new Promise((done, failed) => {
      const work = base.transaction(name, mode);
      const made = act(work.objectStore(name));
      work.oncomplete = () => done(made);
      work.onerror = work.onabort = () => failed(work.error);
    });
  }

  /** @returns {Promise<Entry[]>} */
  async all() {
    const asked = await this.within("queue", "readonly", (store) => store.getAll());
    return asked.result.filter((one) => one.visit === this.visit && one.by === this.by);
  }

  /** @param {Entry[]} entries */
  async add(entries) {
    const asked = await this.within("queue", "readwrite", (store) => entries.map((one) => store.add(one)));
    return entries.map((one, at) => ({ ...one, seq: Number(asked[at].result) }));
  }

  /** @param {Entry} entry */
  async put(entry) {
    await this.within("queue", "readwrite", (store) => store.put({ ...entry }));
  }

  /** @param {number} seq */
  async remove(seq) {
    await this.within("queue", "readwrite", (store) => store.delete(seq));
  }

  async draft(item) {
    return (await this.within("drafts", "readonly", (store) => store.get(`${this.own}|${item}`))).result ?? null;
  }

  async keepDraft(item, draft) {
    await this.within(
      "drafts",
      "readwrite",
      (store) => draft ? store.put(draft, `${this.own}|${item}`) : store.delete(`${this.own}|${item}`),
    );
  }

  async seen() {
    return (await this.within("seen", "readonly", (store) => store.get(this.own))).result ?? null;
  }

  // How things stood last; null: it is over, and nothing of it stays on the phone but what still waits.
  async see(state) {
    if (!state) {
      const own = IDBKeyRange.bound(`${this.own}|`, `${this.own}|\uffff`);
      await this.within("drafts", "readwrite", (store) => store.delete(own));
    }
    await this.within("seen", "readwrite", (store) => state ? store.put(state, this.own) : store.delete(this.own));
  }
}

// A store that keeps nothing beyond the page: where a browser has no database, or none for us.
export class Unkept {
  constructor() {
    this.rows = [];
    this.last = 0;
    this.drafts = new Map();
  }

  all() {
    return Promise.resolve([...this.rows]);
  }

  add(entries) {
    const made = entries.map((one) => ({ ...one, seq: ++this.last }));
    this.rows.push(...made);
    return Promise.resolve(made);
  }

  put() {
    return Promise.resolve();
  }

  remove(seq) {
    this.rows = this.rows.filter((one) => one.seq !== seq);
    return Promise.resolve();
  }

  draft(item) {
    return Promise.resolve(this.drafts.get(item) ?? null);
  }

  keepDraft(item, draft) {
    this.drafts.set(item, draft);
    return Promise.resolve();
  }

  seen() {
    return Promise.resolve(null);
  }

  see() {
    return Promise.resolve();
  }
}
