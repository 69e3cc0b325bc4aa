// Sentences with their facts, and numbers as people read them.

import { age, itemName, metres, short, stateOf, way } from "../../../handlers/web/page/words.js";
import { minutes } from "../../../handlers/drill/page/clock.js";
import { called, clock, code, language, learn, listed, own, say } from "/shared/words.js";
import { equal } from "./assert.js";

Deno.test("lengths of time read as a clock does", () => {
  equal([42, 725, 3725, -3].map(clock), ["0:42", "12:05", "1:02:05", "0:00"]);
  equal([null, undefined, 59.6].map(minutes), ["–", "–", "1:00"]);
});

Deno.test("a state has the words of its kind, where there are any", () => {
  equal(["visit", "incident"].map((kind) => stateOf({ kind, state: "open" })), ["to be visited", "open"]);
});

Deno.test("ages and distances take the unit that fits", () => {
  equal([age(130), metres(999.4), metres(1500), metres(null)], ["2 min", "999 m", "1.5 km", "?"]);
  equal([short("巡逻第十一队"), short("Team One"), short("The long team")], ["巡逻第十…", "Team One", "The long…"]);
});

Deno.test("facts are filled in once, names are of the language that is spoken", () => {
  const one = { code: "x", name_zh: "一", name_en: "one" };
  equal([itemName(one), own({ note_zh: "仅" }, "note"), called({ zh: "一", en: "one" })], ["one", "仅", "one"]);
  equal([listed(["8 busy", "1 off duty"]), way(129, "s")], ["8 busy, 1 off duty", "129 m south"]);
  learn("zh", {
    "team-state-on-scene": "{who} {who} {nobody}",
    "screen-m": "{n} 米",
    "screen-way": "{direction} {far}",
    "compass-s": "南",
  });
  equal([say("team-state-on-scene", { who: "{who}" }), say("not-there")], ["{who} {who} {nobody}", "not-there"]);
  equal([listed(["一", "二"]), way(129, "s")], ["一、二", "南 129 米"]);
  equal([code("team-state", "on_scene"), language.value, itemName(one)], ["{who} {who} {nobody}", "zh", "一"]);
});
