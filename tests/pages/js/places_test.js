// Places by themselves: what a form sends, what it met meanwhile, points as people write them, counts in circles.

import { conflicts, wanted } from "../../../handlers/web/page/place-edit.js";
import { pointOf, pointSaid, pointText } from "../../../handlers/web/page/place-words.js";
import { equal } from "./assert.js";

const base = { name: "One", address: "Street 1", state: "open", aliases: ["a"], responsible: "W**", version: 3 };

Deno.test("a form sends what differs from what was shown, and nobody's name that was masked", () => {
  equal(wanted(base, {}), {});
  equal(wanted(base, { name: "One", aliases: ["a"] }), {});
  equal(wanted(base, { name: "Two", aliases: ["a", "b"] }), { name: "Two", aliases: ["a", "b"] });
  equal(wanted(base, { responsible: "" }), {});
  equal(wanted(base, { responsible: "Somebody" }), { responsible: "Somebody" });
  equal(wanted(base, { responsible: null, contacts: null }), { responsible: null, contacts: null });
});

Deno.test("a conflict is a field that both changed, differently", () => {
  const now = { ...base, name: "Theirs", state: "closed", version: 4 };
  equal(conflicts(base, now, { name: "Mine" }), [{ field: "name", theirs: "Theirs", yours: "Mine" }]);
  equal(conflicts(base, now, { name: "Theirs" }), []);
  equal(conflicts(base, now, { address: "Street 2" }), []);
  equal(conflicts(base, now, {}), []);
});

Deno.test("a point is two numbers, however they are parted", () => {
  for (const text of ["30.3147, 120.2741", "30.3147 120.2741", " 30.3147，120.2741 "]) {
    equal(pointOf(text), [30.3147, 120.2741]);
  }
  for (const text of ["", "30.3", "here, there", "1, 2, 3"]) equal(pointOf(text), null);
  equal(pointText([30.31471234, 120.2741]), "30.31471, 120.27410");
  equal(pointText(null), "");
});

Deno.test("what says no point is sent as it was written, and stays in the form", () => {
  equal(wanted({ point: null }, { point: pointSaid("30.31 N, 120.27 E") }), { point: "30.31 N, 120.27 E" });
  equal(pointText(pointSaid("30.31 N, 120.27 E")), "30.31 N, 120.27 E");
  equal(wanted({ point: null }, { point: pointSaid("") }), {});
  equal(pointSaid("30.3147, 120.2741"), [30.3147, 120.2741]);
});
