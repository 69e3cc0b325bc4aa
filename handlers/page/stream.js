// A stream of server-sent events that goes on where it left off: the server is told what was heard last.

export class Stream {
  // `hear` has a function for each name of an event ("message" is one without a name), which is given its content;
  // `lost(isRefused)` hears of a broken line: the browser tries again by itself unless it was refused.
  /**
   * @param {string} path
   * @param {Record<string, (told: any) => void>} hear
   * @param {(isRefused: boolean) => void} lost
   */
  constructor(path, hear, lost = () => {}) {
    this.path = path;
    this.hear = hear;
    this.lost = lost;
    this.last = "";
    this.heard = 0;
    /** @type {EventSource | null} */
    this.source = null;
  }

  get isOpen() {
    return this.source !== null;
  }

  // Milliseconds since anything was heard, or since it was opened.
  get silent() {
    return Date.now() - this.heard;
  }

  open() {
    this.close();
    this.heard = Date.now();
    this.source = new EventSource(since(this.path, this.last));
    for (const name of Object.keys(this.hear)) this.source.addEventListener(name, (event) => this.take(name, event));
    this.source.addEventListener("error", () => this.lost(this.source?.readyState === EventSource.CLOSED));
  }

  take(name, event) {
    this.heard = Date.now();
    this.last = event.lastEventId || this.last;
    this.hear[name](JSON.parse(event.data));
  }

  close() {
    this.source?.close();
    this.source = null;
  }
}

// The address that tells what was heard last.
export const since = (path, last) =>
  last ? `${path}${path.includes("?") ? "&" : "?"}last=${encodeURIComponent(last)}` : path;
