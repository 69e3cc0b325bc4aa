// What a screen works out of the parts: time left, urgency, order. No drawing here.

/** @typedef {import("/shared/types/screen.d.ts").CasePart} CasePart */

// Seconds left until the case is due; below zero is overdue. What `rests` (held, resolved) does not count down.
/** @param {CasePart} one @param {number} now */
export function left(one, now) {
  return (Date.parse(one.due_at) - now) / 1000;
}

/** @param {CasePart} one */
export const counts = (one) => !one.rests;

// How a case is coloured: by the time left, unless it waits for something else than time.
/** @param {CasePart} one @param {number} now */
export function urgency(one, now) {
  if (one.rests) return one.rests;
  const rest = left(one, now);
  if (rest < 0) return "overdue";
  return rest / one.limit_s < 0.3 ? "soon" : "well";
}

// The part of its limit that is left, 0 to 1.
/** @param {CasePart} one @param {number} now */
export function share(one, now) {
  if (!counts(one)) return 1;
  return Math.min(1, Math.max(0, left(one, now) / one.limit_s));
}

const SEVERITY = { critical: 0, high: 1, medium: 2, low: 3 };
const LAST = 99; // of a case that does not say where it stands

const due = (one) => (one.due_at ? Date.parse(one.due_at) : Infinity);
const sooner = (a, b) => (a === b ? 0 : a < b ? -1 : 1);

// The order everywhere: by the rank that the place of the data gives (bot/cases/order.py), then what is due first.
/** @param {CasePart} a @param {CasePart} b */
export function byRank(a, b) {
  return (
    (a.rank ?? LAST) - (b.rank ?? LAST) ||
    sooner(due(a), due(b)) ||
    (SEVERITY[a.severity] ?? LAST) - (SEVERITY[b.severity] ?? LAST) ||
    a.number - b.number
  );
}

// All of them in their order: those that need somebody now (`why` says for what), and the others.
/** @param {CasePart[]} cases @returns {{ now: CasePart[], then: CasePart[] }} */
export function inBands(cases) {
  const all = [...cases].sort(byRank);
  return { now: all.filter((one) => one.why), then: all.filter((one) => !one.why) };
}

const TEAM_ORDER = ["on_scene", "on_the_way", "sent", "free", "on_break", "off_duty"];

export function byState(a, b) {
  const order = TEAM_ORDER.indexOf(a.state) - TEAM_ORDER.indexOf(b.state);
  return order || a.name.localeCompare(b.name, "zh");
}

// Whether a team stands on maps.
export const isOut = (team) => team.state !== "off_duty";

// How old a team's position is, in seconds; null where it has none.
export const fixAge = (team, now) => (team.fixed_at ? Math.max(0, (now - Date.parse(team.fixed_at)) / 1000) : null);
