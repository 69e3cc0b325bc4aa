// Whom the panel of a case names as its lead.

import { leading } from "../../../handlers/web/page/case.js";
import { equal } from "./assert.js";

const one = (name, ended_at, outcome, role = "lead") => ({ team: { name }, role, ended_at, outcome });
/** @returns {any} */
const named = (state, ...assignments) => leading({ state, assignments })?.team.name ?? null;

Deno.test("it is who has the case now, and nobody while it waits for a team", () => {
  const gone = one("A", "t", "expired");
  equal([named("open"), named("open", gone)], [null, null]);
  equal(named("dispatched", gone, one("B", null, null), one("C", null, null, "support")), "B");
  equal(named("open", one("A", "t", "done")), null); // it was sent back
});

Deno.test("of a case that is done it is who finished it, of one that was called off nobody", () => {
  const both = [one("A", "t", "done"), one("B", "t", "released")];
  equal([named("resolved", ...both), named("closed", ...both)], ["A", "A"]);
  equal([named("cancelled", one("A", "t", "ended")), named("closed", one("A", "t", "expired"))], [null, null]);
});
