// How the lines of the wall fall into pages: by the height that there is. No drawing here.

/** @typedef {{ number: number, units: number }} Placed */

const LARGEST = 4;

// How many lines a picture is high: as many as let all fit on one page, else two; one where even that is much.
/** @param {boolean[]} pictures whether each line has one @param {number} capacity lines of text that fit */
export function pictureUnits(pictures, capacity) {
  const [all, seen] = [pictures.length, pictures.filter(Boolean).length];
  for (let units = LARGEST; units > 2; units -= 1) if (all + seen * (units - 1) <= capacity) return units;
  return Math.max(1, Math.min(2, Math.floor(capacity / 2)));
}

// How many lines fit into a height, one at least: a call for help above may leave little.
/** @param {number} height @param {number} line @param {number} gap */
export const fits = (height, line, gap) => Math.max(1, Math.floor((height + gap + 0.02) / (line + gap)));

// How high a line is, so that the page is full: the height of up to two that it could hold goes to the others.
/** @param {number} height @param {number} capacity @param {number} used @param {number} gap */
export const lineHeight = (height, capacity, used, gap) => (height + gap) / Math.max(used, capacity - 2, 1) - gap;

// The pages, in order. The first lines that need somebody now (`now`) stand on every page, up to half of it.
/** @param {Placed[]} lines @param {number} capacity @param {(number: number) => boolean} now @returns {number[][]} */
export function pages(lines, capacity, now) {
  const sum = (list) => list.reduce((all, one) => all + one.units, 0);
  if (sum(lines) <= capacity) return [lines.map((one) => one.number)];
  const kept = [];
  for (const one of lines) {
    if (!now(one.number) || sum(kept) + one.units > capacity / 2) break;
    kept.push(one);
  }
  const room = capacity - sum(kept);
  const found = [];
  let page = [];
  for (const one of lines.slice(kept.length)) {
    if (page.length && sum(page) + one.units > room) {
      found.push(page);
      page = [];
    }
    page.push(one);
  }
  found.push(page);
  return found.map((rest) => [...kept, ...rest].map((one) => one.number));
}
