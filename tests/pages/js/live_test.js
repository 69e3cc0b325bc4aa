// The live situation: parts that come and go, cases of any kind, the clock of the place, and how old the data are.

import { Live, over } from "../../../handlers/web/page/live.js";
import { ways } from "../../../handlers/web/page/lines.js";
import { since } from "/shared/stream.js";
import { equal, is } from "./assert.js";

// A stream that says what a test lets it say.
class Line extends EventTarget {
  static CLOSED = 2;
  /** @type {string[]} */
  static opened = [];
  /** @type {Line} */
  static last;
  readyState = 1;

  constructor(address) {
    super();
    Line.opened.push(address);
    Line.last = this;
  }

  say(name, told, id = "") {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(told), lastEventId: id }));
  }

  close() {
    this.readyState = Line.CLOSED;
  }
}

function opened() {
  Line.opened = [];
  Line.last = null;
  globalThis.EventSource = /** @type {any} */ (Line);
  const heard = [];
  const live = new Live("/stream?lens=wall", (keys) => heard.push(keys));
  return { live, heard, line: () => Line.last };
}

const beat = (at, read = at) => ({ now: new Date(at).toISOString(), read_at: new Date(read).toISOString(), pace: 1 });

const PARTS = {
  "district": { name: "D" },
  "case:3": { number: 3, kind: "incident", list: "board", point: [1, 2] },
  "visit:4": { number: 4, kind: "visit", list: "board", point: [3, 4] },
  "sos:5": { number: 5, kind: "sos", list: "calls", point: null },
  "team:1": { id: 1, state: "sent", point: [0, 0], cases: [4, 5, 9] },
  "team:2": { id: 2, state: "on_scene", point: [0, 0], cases: [3] },
};

Deno.test("what changed is set, what is gone goes, and who looks hears of both", () => {
  const { live, heard, line } = opened();
  line().say("whole", { set: PARTS, gone: [] }, "e-1");
  line().say("change", { set: { "case:3": { ...PARTS["case:3"], state: "held" } }, gone: ["visit:4"] }, "e-2");
  equal(heard[1], ["case:3", "visit:4"]);
  equal([live.find(3).state, live.find(4)], ["held", undefined]);
  line().say("whole", { set: { district: {} }, gone: [] }, "f-1");
  equal([...live.parts.keys()], ["district"]);
  live.close();
});

Deno.test("a case of a kind that nobody has heard of is found like any other", () => {
  const { live, line } = opened();
  line().say("whole", { set: PARTS, gone: [] });
  equal(live.cases("board").map((one) => one.number), [3, 4]);
  equal(live.cases("calls").map((one) => one.number), [5]);
  equal([live.keyOf(4), live.keyOf(9), live.all("team").length], ["visit:4", null, 2]);
  live.close();
});

Deno.test("lines lead from teams on their way to cases with a place", () => {
  const { live, line } = opened();
  line().say("whole", { set: PARTS, gone: [] });
  equal([...ways(live)], [["1-4", { state: "sent", points: [[0, 0], [3, 4]] }]]);
  live.close();
});

Deno.test("the lamp is on while data are fresh, by the clock of the place that sends them", () => {
  const { live, line } = opened();
  equal([live.isLive, live.age()], [false, null]);
  const there = Date.parse("2020-01-01T00:00:00Z");
  line().say("beat", beat(there));
  is(live.isLive);
  is(Math.abs(live.now() - there) < 500, "its clock is theirs");
  line().say("beat", beat(there, there - 60_000));
  is(!live.isLive && live.age() >= 60);
  line().say("beat", beat(there, there - 3500));
  is(live.isLive);
  line().say("beat", beat(there, there - 4500));
  is(!live.isLive, "looked at twice a second, it is off before they are five seconds old");
  line().say("beat", beat(there));
  line().say("bye", {});
  is(!live.isLive && live.state.ended);
});

Deno.test("a stream that is opened anew says what it heard last", () => {
  const { live, line } = opened();
  line().say("whole", { set: {}, gone: [] }, "e 7");
  line().say("beat", beat(Date.now()));
  live.stream.open();
  equal(Line.opened, ["/stream?lens=wall", "/stream?lens=wall&last=e%207"]);
  equal(since("/stream", "1-2"), "/stream?last=1-2");
  live.close();
});

Deno.test("whoever is signed out is told so by whichever answer comes first, and all that is live ends", () => {
  const { live, line } = opened();
  line().say("whole", { set: PARTS, gone: [] }, "e-1");
  over.value = true;
  is(live.state.ended && !live.stream.isOpen);
  const later = opened().live;
  is(later.state.ended && !later.stream.isOpen);
  over.value = false;
});

Deno.test("a stream that is refused asks why: signed out, or no more of this district", async () => {
  const of = (id) => ({ districts: [{ id }] });
  const answers = [
    { status: 401, body: {}, ends: true },
    { status: 200, body: of(12), ends: true },
    { status: 200, body: of(1), ends: false },
    { status: 503, body: {}, ends: false },
  ];
  for (const { status, body, ends } of answers) {
    globalThis.fetch = () => Promise.resolve(Response.json(body, { status }));
    const live = new Live("/api/districts/1/stream");
    await live.askWhy(true);
    equal([status, live.state.ended], [status, ends]);
    live.close();
    over.value = false;
  }
});
