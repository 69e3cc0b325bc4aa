// How the lines of the wall fall into pages.

import { fits, lineHeight, pages, pictureUnits } from "../../../handlers/web/page/wall-pages.js";
import { equal } from "./assert.js";

const lines = (...units) => units.map((one, n) => ({ number: n + 1, units: one }));
const none = () => false;

Deno.test("as many lines as the height holds, one at least", () => {
  equal([fits(6, 6, 1), fits(12.9, 6, 1), fits(13, 6, 1), fits(48, 6, 1)], [1, 1, 2, 7]);
  equal([fits(0, 6, 1), fits(-5, 6, 1), fits(3, 6, 1)], [1, 1, 1]);
});

Deno.test("what fits is one page, in its order", () => {
  equal(pages(lines(1, 2, 1), 4, none), [[1, 2, 3]]);
  equal(pages([], 4, none), [[]]);
});

Deno.test("every line stands on one page, none is higher than it may be", () => {
  const many = lines(1, 2, 1, 1, 2, 2, 1, 2, 1);
  for (let capacity = 2; capacity < 9; capacity += 1) {
    const found = pages(many, capacity, none);
    equal(found.flat(), many.map((one) => one.number));
    const high = found.map((page) => page.reduce((sum, number) => sum + many[number - 1].units, 0));
    equal(high.filter((one) => one > capacity), []);
  }
});

Deno.test("what needs somebody now stands on every page, up to half of it", () => {
  const now = (number) => number <= 3;
  equal(pages(lines(1, 1, 1, 1, 1, 1, 1), 4, now), [[1, 2, 3, 4], [1, 2, 5, 6], [1, 2, 7]]);
  equal(pages(lines(1, 1, 1, 1, 1, 1, 1), 6, now), [[1, 2, 3, 4, 5, 6], [1, 2, 3, 7]]);
  equal(pages(lines(2, 1, 1), 2, now), [[1], [2, 3]]);
});

Deno.test("a picture is as high as all lines let it be, and never less than there is room for", () => {
  const some = (all, seen) => Array.from({ length: all }, (_, n) => n < seen);
  equal([pictureUnits(some(1, 1), 8), pictureUnits(some(2, 2), 8), pictureUnits(some(3, 2), 8)], [4, 4, 3]);
  equal([pictureUnits(some(30, 9), 8), pictureUnits(some(30, 9), 3), pictureUnits(some(4, 1), 1)], [2, 1, 1]);
});

Deno.test("lines fill the page, and grow by no more than two of them are high", () => {
  const used = (n, high) => n * high + (n - 1);
  for (const n of [5, 6, 7]) equal(Math.round(used(n, lineHeight(48, 7, n, 1))), 48);
  equal(lineHeight(48, 7, 2, 1), lineHeight(48, 7, 5, 1));
});
