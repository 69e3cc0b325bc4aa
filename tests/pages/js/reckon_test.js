// What a screen works out of a case: time left, urgency, order.

import { byState, byTimeLeft, counts, fixAge, left, share, urgency } from "../../../handlers/web/page/reckon.js";
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

Deno.test("what runs out first is on top, then what is held, then what waits for confirmation", () => {
  const list = [
    due(10, { number: 1, rests: "resolved" }),
    due(20, { number: 2, rests: "held" }),
    due(300, { number: 3 }),
    due(30, { number: 5 }),
    due(30, { number: 4 }),
    due(30, { number: 6, severity: "critical" }),
  ];
  equal(list.sort(byTimeLeft).map((one) => one.number), [6, 4, 5, 3, 2, 1]);
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
