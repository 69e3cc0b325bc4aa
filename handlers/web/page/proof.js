// What closing asks for: the criterion, each piece and how it stands, pictures used before, before and after in one.

import { h } from "/shared/vue.js";
import { pill } from "./parts.js";
import { boot, code, hour, own, say } from "./words.js";

const DONE = ["resolved", "closed", "transferred"];
const NEVER = ["cancelled", "merged"]; // nothing is asked for any more

// The name of what a piece counts as, else when in the case it came.
export const counted = (whole, piece) => {
  const asked = whole.evidence.asked.find((one) => one.code === piece.counts_as);
  return asked ? own(asked, "name") : code("stage", piece.stage);
};

// One picture was used in another case before: a button that opens that one.
export const used = (number, pick) =>
  h(
    "button",
    { type: "button", class: "link used", "data-used": number, onClick: () => pick(number) },
    say("screen-seen-in", { n: number }),
  );

export function proof(props, whole) {
  const { evidence, state } = whole;
  const seen = [...new Set(evidence.pieces.map((one) => one.seen_in).filter(Boolean))];
  const isAsked = !NEVER.includes(state);
  if (!isAsked && !seen.length && !evidence.pair) return null;
  const title = DONE.includes(state) ? "screen-proof-done" : "screen-proof-open";
  return h("section", { class: "proof" }, [
    isAsked
      ? [
        h("h3", [
          say(title, { outcome: own(evidence.outcome, "name") }),
          " ",
          h("span", { class: "count" }, `${evidence.have}/${evidence.need}`),
        ]),
        evidence.note ? h("q", evidence.note) : null,
        h("p", { class: "criterion" }, [
          h("b", say("screen-criterion")),
          " ",
          evidence.criterion ? evidence.criterion[boot.language] || evidence.criterion.zh : say("closure-unknown"),
        ]),
        h(
          "ul",
          evidence.asked.map((one) => piece(one, props.live.one("district")?.zone)),
        ),
      ]
      : null,
    seen.map((number) => h("p", { class: "flagged", key: number }, ["⚠ ", used(number, props.pick)])),
    evidence.pair ? pair(props, whole) : null,
  ]);
}

const MARKS = { there: "✓", missing: "○", waived: "–" };

const piece = (one, zone) =>
  h("li", { key: one.code, class: one.stands, "data-piece": one.code }, [
    h("i", { "aria-hidden": "true" }, MARKS[one.stands]),
    h("span", [own(one, "name"), one.waiver ? h("small", waiver(one.waiver, zone)) : null]),
    pill(one.stands, code("screen-piece", one.stands)),
  ]);

const waiver = (one, zone) =>
  [own(one, "reason"), one.by || say("the-clock"), hour(one.at, zone)].filter(Boolean).join(" · ");

const gone = (event) => event.target.closest("figure").classList.add("missing");

function pair(props, whole) {
  const { pair } = whole.evidence;
  const named = say("screen-pair-of", { n: whole.number });
  const one = { id: pair.picture, src: pair.picture, number: whole.number, caption: say("screen-pair"), alt: named };
  return h("figure", { class: "pair", key: pair.picture }, [
    h("button", { type: "button", onClick: () => props.look(one) }, [
      h("img", { src: pair.picture, alt: named, decoding: "async", onError: gone }),
    ]),
    h("figcaption", say("screen-pair")),
  ]);
}
