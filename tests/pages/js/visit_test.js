// The page of a visit without a browser: what waits lies over what the server told, the order in which it is sent.

import { Queue } from "../../../handlers/web/page/visit/queue.js";
import {
  among,
  beside,
  bySection,
  drawnSize,
  inUnits,
  limits,
  newId,
  nextOpen,
  progress,
  saidAt,
  shown,
  unchanged,
  waitS,
  wanting,
} from "../../../handlers/web/page/visit/reckon.js";
import { equal, is } from "./assert.js";

/** @returns {any} */
const item = (number, more = {}) => ({
  key: `l/${number}`,
  number,
  section: number < 3 ? "a" : "b",
  text: "",
  severity: "minor",
  hours: 72,
  photo: true,
  mine: true,
  last: null,
  now: null,
  conflict: null,
  ...more,
});
const PASSED = { result: "pass", day: "2026-05-12", words: "" };
/** @returns {any} */
const entry = (id, body, more = {}) => ({ id, seq: id, visit: "1/1", by: 7, kind: "answer", at: "t", body, ...more });

Deno.test("what waits lies over what was told, and what was refused stands beside it", () => {
  const items = [
    item(1, { now: { result: "pass" } }),
    item(2),
    item(3, { last: PASSED }),
    item(4, { last: PASSED, severity: "critical" }),
  ];
  const found = shown(items, [
    entry("x", { item: "l/1", result: "fail_limit", hours: 24 }),
    entry("y", { item: "l/2", result: "pass" }, { refused: "no" }),
    entry("z", { section: "b" }, { kind: "together" }),
    entry("q", { item: "l/9", result: "pass" }),
  ], "Qian");
  equal(found.map((one) => one.now?.result ?? null), ["fail_limit", null, "pass", null]);
  equal([found[0].now.waits, found[0].now.name, found[2].now.together], [true, "Qian", true]);
  equal(found[1].refused.refused, "no");
  equal(items[0].now.result, "pass");
  equal(progress(found), { all: 4, done: 2, fails: 1, handed: 0, conflicts: 0, refused: 1 });
});

Deno.test("what is only noted for another body, or handed over to it, is no fail of who is there", () => {
  const items = [
    item(1),
    item(2, { mine: false, department: "gas" }),
    item(3, { now: { result: "fail_transfer", to_body: "gas" } }),
    item(4, { mine: false, department: "gas" }),
  ];
  const found = shown(items, [
    entry("x", { item: "l/1", result: "fail_limit", hours: 24 }),
    entry("y", { item: "l/2", result: "fail_limit", hours: 24 }),
    entry("z", { item: "l/4", result: "pass" }),
  ], "Qian");
  const { done, fails, handed } = progress(found);
  equal([done, fails, handed], [4, 1, 2]);
});

Deno.test("of a long list one sees what is open, and what failed", () => {
  const items = [item(1, { now: { result: "pass" } }), item(2), item(3, { now: { result: "fail_fixed" } })];
  const asked = [...items, item(4, { now: { result: "pass" }, conflict: {} })];
  const numbers = (which) => among(asked, which).map((one) => one.number);
  equal([numbers("all"), numbers("open"), numbers("fails")], [[1, 2, 3, 4], [2, 4], [3]]);
});

Deno.test("why something was not taken stands until it is read, also where it was answered anew", async () => {
  const { queue, rows } = made([{ became: "refused", sentence: "no" }, { became: "later" }]);
  await queue.add(entry("x", { item: "l/1", result: "pass" }));
  await settled();
  await queue.passOver(queue.entries[0]);
  await queue.add(entry("y", { item: "l/1", result: "na" }));
  const [found] = shown([item(1)], queue.entries, "");
  equal([found.now.result, found.refused.refused, found.refused.anew], ["na", "no", true]);
  equal([queue.waiting, rows.length], [1, 2]);
  await queue.drop(queue.entries[0]);
  equal(shown([item(1)], queue.entries, "")[0].refused, null);
});

Deno.test("an answer that settles a conflict takes it away at once, another one does not", () => {
  const two = { first: {}, second: {} };
  const of = (body) =>
    shown([item(1, { conflict: two })], [entry("x", { item: "l/1", result: "pass", ...body })], "")[0];
  equal([of({}).conflict !== null, of({ keeps: true }).conflict], [true, null]);
});

Deno.test("it goes on with the next that is open and theirs, then with those before", () => {
  const items = [item(1), item(2, { now: {} }), item(3, { mine: false }), item(4)];
  equal([nextOpen(items, "l/1"), nextOpen(items, "l/4"), nextOpen([items[0]], "l/1")], ["l/4", "l/1", null]);
  equal([beside(items, "l/1", -1), beside(items, "l/1", 1), beside(items, "l/4", 1)], ["l/1", "l/2", "l/4"]);
  equal(bySection([{ key: "a", name: "A" }, { key: "c", name: "C" }], items).map((one) => one.items.length), [2]);
});

Deno.test("together go unchanged passes alone: no fail, nothing grave, nothing new, nothing of another body", () => {
  const items = [
    item(3, { last: PASSED }),
    item(4),
    item(5, { last: { ...PASSED, result: "fail_limit" } }),
    item(6, { last: PASSED, severity: "critical" }),
    item(7, { last: PASSED, mine: false }),
    item(8, { last: PASSED, now: {} }),
  ];
  equal(unchanged(items, "b").map((one) => one.number), [3]);
});

Deno.test("figures: waits, sizes, limits, hours and ids", () => {
  equal([1, 2, 3, 7, 20].map((n) => waitS(n)), [1, 2, 4, 60, 60]);
  equal(waitS(1, 30), 30);
  equal([drawnSize(4000, 3000, 1600), drawnSize(300, 200, 1600)], [[1600, 1200], [300, 200]]);
  equal([inUnits(0), inUnits(24), inUnits(36)], [["now", 0], ["days", 1], ["hours", 36]]);
  equal(limits([0, 24, 72], 48), [0, 24, 48, 72]);
  equal(saidAt(10000, 4000, null), "1970-01-01T00:00:06.000Z");
  equal(saidAt(10000, 4000, 8000), "1970-01-01T00:00:08.000Z");
  const made = newId({ getRandomValues: (into) => into.fill(255) });
  is(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(made), made);
  const fail = { result: "fail_limit", words: " ", pictures: [] };
  equal([wanting(item(1), fail), wanting(item(1), { ...fail, words: "old" })], ["proof", null]);
  equal(wanting(item(1), { ...fail, result: "fail_transfer" }), "words");
  equal(wanting(item(1), { ...fail, result: "fail_transfer", words: "old" }), "whom");
});

// A store in memory and a server that says what a test lets it say.
function made(answers) {
  const rows = [];
  const [heard, waits] = [[], []];
  const store = {
    all: () => Promise.resolve([...rows]),
    add: (entries) => Promise.resolve(entries.map((one) => (rows.push({ ...one, seq: rows.length + 1 }), rows.at(-1)))),
    put: () => Promise.resolve(),
    remove: (seq) => Promise.resolve(void rows.splice(rows.findIndex((one) => one.seq === seq), 1)),
  };
  const world = {
    send: (one) => (heard.push(one.id), Promise.resolve(answers.shift() ?? { became: "done" })),
    later: (ms, then) => waits.push([ms, then]),
    never: () => {},
    now: () => 5,
  };
  return { queue: new Queue(store, world), rows, heard, waits };
}

const settled = () => new Promise((done) => setTimeout(done, 0));

Deno.test("they go in order, one at a time; without network all wait, longer each time, and none is lost", async () => {
  const away = { became: "later" };
  const { queue, rows, heard, waits } = made([away, away, { became: "later", wait_s: 30 }]);
  await queue.add(entry("a", {}), entry("b", {}));
  await queue.add(entry("c", {}));
  await settled();
  equal([heard, queue.waiting, rows.length], [["a", "a"], 3, 3]);
  await queue.wake();
  equal(waits.map(([ms]) => ms), [1000, 2000, 30000]);
  await queue.wake();
  equal(heard.slice(3), ["a", "b", "c"]);
  equal([queue.waiting, rows.length, queue.entries.length], [0, 0, 3]);
  queue.forget(4);
  equal(queue.entries.length, 3);
  queue.forget(5);
  equal(queue.entries.length, 0);
});

Deno.test("a phone that is full keeps what is said as long as the page is open, and sends it", async () => {
  const { queue, heard } = made([{ became: "later" }]);
  queue.store.add = () => Promise.reject(new Error("full"));
  await queue.add(entry("a", {}));
  await settled();
  equal([queue.isUnkept, queue.waiting], [true, 1]);
  await queue.wake();
  equal([heard, queue.waiting], [["a", "a"], 0]);
});

Deno.test("what is refused stays with its reason, and those behind it go", async () => {
  const { queue, heard } = made([{ became: "refused", sentence: "not yours" }]);
  await queue.add(entry("a", {}), entry("b", {}));
  await settled();
  equal([heard, queue.waiting, queue.entries[0].refused], [["a", "b"], 0, "not yours"]);
  await queue.again(queue.entries[0]);
  await settled();
  equal([heard.at(-1), queue.entries[0].refused], ["a", undefined]);
});

Deno.test("one that trips the server again and again lets the others pass", async () => {
  const trips = Array.from({ length: 5 }, () => ({ became: "trouble", sentence: "?" }));
  const { queue, heard } = made(trips);
  await queue.add(entry("a", {}), entry("b", {}));
  await settled();
  for (let n = 0; n < 4; n++) await queue.wake();
  equal([heard, queue.entries[0].refused], [["a", "a", "a", "a", "a", "b"], "?"]);
});
