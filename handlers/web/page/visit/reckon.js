// The arithmetic of a visit's page: what is answered and what waits, what comes next, when to try again. All pure.

/** @typedef {import("/shared/types/visit.d.ts").Item} Item */
/** @typedef {import("/shared/types/visit.d.ts").State} State */
/** @typedef {import("/shared/types/visit.d.ts").Entry} Entry */

export const FAILS = ["fail_fixed", "fail_limit", "fail_transfer"];
const MOST_WAIT_S = 60;

// What failed, and is another body's to decide: noted or handed over, and none of the fails of who is there.
/** @param {any} said */
export const isHanded = (said) => FAILS.includes(said.result) && (said.result === "fail_transfer" || !!said.to_body);

// An id of 128 random bits as browsers write one; they make it themselves only where the page came encrypted.
/** @param {any} chance of a browser: crypto */
export function newId(chance) {
  if (chance.randomUUID) return chance.randomUUID();
  const bytes = chance.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// Seconds until the next try after so many that failed: 1, 2, 4 … 60; what the server asks for where that is longer.
export function waitS(tries, asked = 0) {
  return Math.max(asked, Math.min(MOST_WAIT_S, 2 ** Math.max(0, tries - 1)));
}

// The long side is made no longer than `most`; a smaller picture stays as it is.
export function drawnSize(width, height, most) {
  const by = Math.min(1, most / Math.max(width, height, 1));
  return [Math.max(1, Math.round(width * by)), Math.max(1, Math.round(height * by))];
}

// What one of several unchanged passes is: passed last time, not grave, not answered yet, and theirs to answer.
/** @param {Item} item */
export const isUnchanged = (item) =>
  item.mine && !item.now && !item.conflict && item.last?.result === "pass" && item.severity !== "critical";

/** @param {Item[]} items @param {string} section */
export const unchanged = (items, section) => items.filter((one) => one.section === section && isUnchanged(one));

/** @param {Entry} entry @param {string} name */
const asSaid = (entry, name) => ({
  result: entry.body.result,
  severity: entry.body.severity ?? "",
  hours: entry.body.hours ?? null,
  words: entry.body.words ?? "",
  to_body: entry.body.to_body ?? "",
  photos: [],
  by: entry.by,
  name,
  at: entry.at,
  together: entry.kind === "together",
  waits: !entry.sent,
});

// The items as this phone knows them: as the server told them, with what waits here to be sent laid over them.
/** @param {Item[]} items @param {Entry[]} entries @param {string} name @returns {Item[]} */
export function shown(items, entries, name) {
  const found = items.map((one) => ({ ...one, refused: null }));
  const by = new Map(found.map((one) => [one.key, one]));
  for (const entry of entries) {
    const item = by.get(entry.body.item ?? "");
    if (entry.refused) {
      if (item) item.refused = entry;
    } else if (entry.kind === "together") {
      for (const one of unchanged(found, entry.body.section)) {
        one.now = asSaid({ ...entry, body: { result: "pass" } }, name);
      }
    } else if (item && entry.kind === "answer") {
      item.now = asSaid(entry, name);
      if (!item.mine) item.now.to_body ||= item.department;
      if (entry.body.keeps) item.conflict = null;
    }
  }
  return found;
}

// How far it is: answered, of how many, failed, only noted or handed over, in conflict, refused.
/** @param {Item[]} items */
export function progress(items) {
  const count = (fits) => items.filter(fits).length;
  return {
    all: items.length,
    done: count((one) => one.now),
    fails: count((one) => one.now && FAILS.includes(one.now.result) && !isHanded(one.now)),
    handed: count((one) => one.now && isHanded(one.now)),
    conflicts: count((one) => one.conflict),
    refused: count((one) => one.refused),
  };
}

// The items of a list that somebody wants to see: all, those that are open or in conflict, those that failed.
/** @param {Item[]} items @param {string} which @returns {Item[]} */
export function among(items, which) {
  if (which === "open") return items.filter((one) => !one.now || one.conflict || one.refused);
  return which === "fails" ? items.filter((one) => one.now && FAILS.includes(one.now.result)) : items;
}

// Where it goes on after an item: the next that is open and theirs, then those before it; null where none is left.
/** @param {Item[]} items @param {string | null} after */
export function nextOpen(items, after) {
  const at = items.findIndex((one) => one.key === after);
  const order = [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))];
  return order.find((one) => one.mine && !one.now)?.key ?? null;
}

// The item beside one, by so many steps; the ends stay where they are.
/** @param {Item[]} items @param {string} key @param {number} by */
export function beside(items, key, by) {
  const at = items.findIndex((one) => one.key === key);
  return items[Math.min(items.length - 1, Math.max(0, at + by))]?.key ?? null;
}

// The items of each section, in order.
/** @param {State["sections"]} sections @param {Item[]} items */
export const bySection = (sections, items) =>
  sections.map((one) => ({ ...one, items: items.filter((item) => item.section === one.key) }))
    .filter((one) => one.items.length);

// The limits to choose from, with the item's own among them; [what it is counted in, how many].
export function limits(choices, own) {
  return [...new Set([...choices, own])].sort((one, other) => one - other);
}

export function inUnits(hours) {
  if (!hours) return ["now", 0];
  return hours % 24 ? ["hours", hours] : ["days", hours / 24];
}

// When it was said, by the phone's clock put right by what the server's answers showed; never after now, nor before.
/** @param {number} at @param {number} ahead @param {number | null} begun all in milliseconds */
export const saidAt = (at, ahead, begun) => new Date(Math.max(at - ahead, begun ?? -Infinity)).toISOString();

// What stands under an answer of this kind that is asked for before it counts.
/** @param {Item} item @param {{ result: string, words: string, to_body?: string, pictures: unknown[] }} draft */
export function wanting(item, draft) {
  if (draft.result === "fail_limit" && item.photo && !draft.pictures.length && !draft.words.trim()) return "proof";
  if (draft.result === "fail_transfer" && !draft.words.trim()) return "words";
  if (draft.result === "fail_transfer" && !draft.to_body) return "whom";
  return null;
}
