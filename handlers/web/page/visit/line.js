// The line to our server: what it is told, in which order, what came of it, and how things stand there.

import { ask } from "/shared/ask.js";
import { Kept, Unkept } from "./kept.js";
import { Queue } from "./queue.js";
import { newId, saidAt } from "./reckon.js";
import { boot, root, say } from "./words.js";

/** @typedef {import("/shared/types/visit.d.ts").Entry} Entry */
/** @typedef {import("/shared/types/visit.d.ts").State} State */

const OWN = { "X-Patrol": "visit" };
const LATER = new Set([408, 425, 429, 502, 503, 504]);
const ON_SPOT = ["under_way", "read_back"];
const AT_WORK = ["approved", "notified", ...ON_SPOT];
const TOLERATED_MS = 3000; // that a phone's clock may be wrong
const SOON_MS = 4000;
const QUIET_MS = 20000;
const PATIENCE_MS = 60000;

// Whether this page can be loaded without network: encrypted or on this machine, in a browser that lets it.
export const worksAlone = globalThis.isSecureContext && "serviceWorker" in navigator && "indexedDB" in globalThis;

const within = () => AbortSignal.timeout?.(PATIENCE_MS);

export class Line {
  // `told` hears of a new state, of another number of things that wait, and of a line that broke or stands again.
  /** @param {() => void} told */
  constructor(told) {
    this.told = told;
    /** @type {State | null} */
    this.state = null;
    this.tag = "";
    this.isOpen = true; // until it is known to be broken
    this.isStrange = false;
    this.gone = "";
    this.ahead = 0; // of the server's clock, milliseconds
    /** @type {any} */
    this.kept = "indexedDB" in globalThis ? new Kept(`${boot.district}/${boot.number}`, boot.me) : new Unkept();
    const world = {
      send: (entry) => this.send(entry),
      later: (ms, then) => setTimeout(then, ms),
      never: (timer) => clearTimeout(timer),
      now: () => Date.now(),
    };
    this.queue = new Queue(this.kept, world, () => this.told());
    this.timer = 0;
  }

  async begin() {
    try {
      await this.kept.base;
    } catch {
      this.kept = this.queue.store = new Unkept(); // a browser that keeps nothing, such as in a private window
    }
    this.state = await this.kept.seen();
    await this.queue.load();
    this.told();
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => {
      this.isOpen = false;
      this.told();
    });
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
    await this.look();
    this.queue.wake();
  }

  // The hour of the server is learnt first: what waits says by it when it was said.
  wake() {
    return this.look();
  }

  // How things stand, now and then: soon while both officers are at work, seldom when nobody looks.
  async look() {
    clearTimeout(this.timer);
    const asked = Date.now();
    try {
      const answer = await fetch(`${root}/state`, {
        credentials: "same-origin",
        headers: { Accept: "application/json", ...(this.tag ? { "If-None-Match": this.tag } : {}) },
        signal: within(),
      });
      this.hear(answer);
      if (answer.ok) {
        const state = await answer.json();
        this.tag = answer.headers.get("ETag") ?? "";
        this.state = state;
        await this.kept.see(ON_SPOT.includes(state.state) ? state : null);
      } else if ([403, 404].includes(answer.status)) {
        this.gone = (await answer.json()).sentence;
        await this.kept.see(null);
      }
      if (answer.ok || answer.status === 304) this.queue.forget(asked);
      if (this.isOpen && this.queue.waiting && !this.isStrange) this.queue.wake();
    } catch {
      this.isOpen = false;
    }
    this.told();
    const soon = !document.hidden && AT_WORK.includes(this.state?.state);
    this.timer = setTimeout(() => this.look(), soon ? SOON_MS : QUIET_MS);
  }

  // Every answer tells that the line stands, who is signed in, and the hour.
  hear(answer) {
    this.isOpen = answer.status < 500;
    this.isStrange = answer.status === 401;
    const now = Date.parse(answer.headers.get("X-Patrol-Now") ?? "");
    if (now) this.ahead = Math.abs(Date.now() - now) > TOLERATED_MS ? Date.now() - now : 0;
  }

  // Put something into the queue; the pictures that it names go before it.
  async keep(kind, body, pictures = []) {
    const at = new Date().toISOString();
    const made = (kind, body, id, blob = undefined) => ({
      id,
      visit: `${boot.district}/${boot.number}`,
      by: boot.me,
      kind,
      at,
      body,
      ...(blob ? { blob } : {}),
    });
    const old = this.queue.entries.filter((one) => one.refused && one.body.item === body.item);
    if (kind === "answer") await Promise.all(old.map((one) => this.queue.passOver(one)));
    const before = pictures.map((one) =>
      made("picture", { item: body.item, shows: one.shows ?? "photo" }, one.id, one.blob)
    );
    await this.queue.add(...before, made(kind, body, newId(crypto)));
    this.queue.waiting || this.look();
  }

  // One thing of the queue to the server; what became of it.
  /** @param {Entry} entry @returns {Promise<import("/shared/types/visit.d.ts").Sent>} */
  async send(entry) {
    const isPicture = entry.kind === "picture";
    const begun = this.state?.begun_at ? Date.parse(this.state.begun_at) : null;
    const said = { sent_as: entry.id, said_at: saidAt(Date.parse(entry.at), this.ahead, begun) };
    const { item, shows, ...more } = entry.body;
    const about = new URLSearchParams({ sent_as: entry.id, ...(shows ? { shows } : {}), ...(item ? { item } : {}) });
    const path = isPicture ? `picture?${about}` : entry.kind;
    const body = isPicture ? entry.blob : JSON.stringify({ ...said, ...(item ? { item } : {}), ...more });
    try {
      const type = isPicture ? entry.blob.type : "application/json";
      const headers = { Accept: "application/json", "Content-Type": type, ...OWN };
      const asked = { method: "POST", credentials: /** @type {const} */ ("same-origin"), headers, body };
      const answer = await fetch(`${root}/${path}`, { ...asked, signal: within() });
      this.hear(answer);
      const told = await answer.json().catch(() => ({}));
      if (answer.ok && told.taken === entry.id) {
        if (this.queue.waiting < 2) setTimeout(() => this.look(), 0); // it was the last: how do things stand now?
        return { became: "done" };
      }
      if (answer.status === 401) return { became: "strange" };
      if (answer.status === 500) return { became: "trouble", sentence: say("visit-page-not-taken") };
      // Whatever else answers well is not our server: the page of a guest network that wants to be signed in to.
      if (answer.ok || LATER.has(answer.status)) {
        return { became: "later", wait_s: Number(answer.headers.get("Retry-After")) || 0 };
      }
      return { became: "refused", sentence: told.sentence ?? say("visit-page-not-taken") };
    } catch {
      this.isOpen = false;
      return { became: "later" };
    }
  }

  // Something that is done at once or not at all; the sentence of a refusal, empty where it was done.
  async deed(name, body = {}) {
    try {
      const { ok, status, body: told } = await ask(`${root}/${name}`, { method: "POST", body: JSON.stringify(body) });
      this.isStrange = status === 401;
      await this.look();
      return ok ? "" : told.sentence ?? say("visit-page-not-taken");
    } catch {
      this.isOpen = false;
      this.told();
      return say("visit-page-needs-network");
    }
  }
}
