// Walking over the board: which row Tab reaches while the list changes.

import { kept, Walk } from "../../../handlers/web/page/walk.js";
import { equal } from "./assert.js";

Deno.test("the row is kept while its case is there, else the one that stands in its place", () => {
  equal(kept([1, 2, 3], [3, 2, 1], 2), 2);
  equal(kept([1, 2, 3], [9, 1, 3], 2), 1);
  equal(kept([1, 2, 3], [1, 2], 3), 2);
  equal(kept([1], [], 1), null);
  equal(kept([], [4, 5], 1), 4);
});

Deno.test("without any the first row is reached, and a filter that hides the row takes the one in its place", () => {
  const walk = new Walk();
  walk.list([5, 6, 7]);
  equal(walk.at, 5);
  walk.state.at = 6;
  walk.list([7, 6, 5]);
  equal(walk.at, 6);
  walk.list([5]);
  equal(walk.at, 5);
  walk.list([]);
  equal(walk.at, null);
});
