// What a screen works out of a case: time left, urgency, order.

import { byRank, byState, counts, fixAge, inBands, left, share, urgency } from "../../../handlers/web/page/reckon.js";
import { equal } from "./assert.js";

const NOW = Date.parse("2026-03-02T08:00:00Z");

// A case that is due in `seconds` of its limit of ten minutes.
const due = (seconds, more = {}) => /** @type {any} */ ({
  number: 1,
  list: "board",
  rests: null,
  severity: "low",
  limit_s: 600,
  due_at: new Date(NOW + seconds * 1000).toISOString(),
  ...more,
});

Deno.test("a case is coloured by the time left, the last third of it is soon", () => {
  equal([400, 181, 179, 0.5, -1].map((s) => urgency(due(s), NOW)), ["well", "well", "soon", "soon", "overdue"]);
});

Deno.test("what rests does not count down", () => {
  for (const rests of ["held", "resolved"]) {
    const one = due(-50, { rests });
    equal([counts(one), urgency(one, NOW), share(one, NOW)], [false, rests, 1]);
  }
});

Deno.test("the ring is never fuller than full nor emptier than empty", () => {
  equal([900, 300, -5].map((s) => share(due(s), NOW)), [1, 0.5, 0]);
  equal(left(due(90), NOW), 90);
});

Deno.test("the order is that of the ranks, then what is due first, what is more severe, what came first", () => {
  const list = [
    due(10, { number: 1, rank: 11 }),
    due(-20, { number: 2, rank: 9 }),
    due(300, { number: 3, rank: 10 }),
    due(30, { number: 5, rank: 10 }),
    due(30, { number: 4, rank: 10 }),
    due(30, { number: 6, rank: 10, severity: "high" }),
    due(900, { number: 37, rank: 3, severity: "critical", why: "critical" }),
    due(-900, { number: 8, rank: 8, why: "confirm" }),
    { number: 9, rank: 10 },
    { number: 10 },
  ];
  equal([...list].sort(byRank).map((one) => one.number), [37, 8, 2, 6, 4, 5, 3, 9, 1, 10]);
  const { now, then } = inBands(/** @type {any} */ (list));
  equal([now.map((one) => one.number), then.length, list[0].number], [[37, 8], 8, 1]);
});

Deno.test("teams are in the order of what they do, then by name", () => {
  const teams = [["free", "b"], ["off_duty", "a"], ["on_scene", "c"], ["free", "a"]].map(([state, name]) => ({
    state,
    name,
  }));
  equal(teams.sort(byState).map((one) => one.name + one.state[0]), ["co", "af", "bf", "ao"]);
});

Deno.test("a position is never from the future, and none has no age", () => {
  equal([{ fixed_at: null }, due(0), { fixed_at: new Date(NOW + 9000).toISOString() }].map((t) => fixAge(t, NOW)), [
    null,
    null,
    0,
  ]);
});
