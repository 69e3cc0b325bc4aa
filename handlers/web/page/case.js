// One case in full: what, where, who, every change, its pictures, and the moves that this reader may make.

import { h, nextTick, reactive, ref, watch } from "/shared/vue.js";
import { place, why } from "./board.js";
import { cameras } from "./cameras.js";
import { Door } from "./door.js";
import { MoveForm } from "./moves.js";
import { ask, nothing, pill, Ring } from "./parts.js";
import { thumbs } from "./pictures.js";
import { counted, proof, used } from "./proof.js";
import { boot, code, hour, itemName, metres, own, say, stateOf } from "./words.js";

export const Case = {
  props: ["live", "number", "close", "show", "tell", "look", "next", "pick"],
  setup(props) {
    const state = reactive({ whole: null, problem: "" });
    let asked = 0;
    const load = async () => {
      const turn = ++asked;
      const { ok, body, status } = await ask(`/api/districts/${boot.district}/cases/${props.number}`);
      if (turn !== asked) return;
      if (ok) state.whole = body; // what was seen stays where it cannot be read anew
      state.problem = ok ? "" : body.sentence || say("screen-cannot-load", { status });
    };
    watch(
      () => props.number,
      () => {
        state.whole = null;
        load();
      },
      { immediate: true },
    );
    watch(() => props.live.find(props.number), load);
    const came = (one) => one.number === props.number;
    const pieces = () =>
      JSON.stringify(props.live.all("picture").filter(came).map((one) => [one.id, one.seen_in, one.hidden]));
    watch(pieces, load); // one more of what is there already, or one found in another case
    const moved = (said, move) => {
      props.tell(said);
      if (move === "confirm") props.next(props.number);
      else load();
    };

    return () => {
      const { whole } = state;
      const seen = props.live.find(props.number);
      return h(Panel, { number: props.number, close: props.close, head: head(props, whole, seen) }, () => [
        whole
          ? h("div", { class: "scroll" }, [
            facts(props, whole, seen),
            h(Door, { key: `door-${whole.number}`, whole, again: load, tell: props.tell }),
            isDone(whole) ? proof(props, whole) : null, // who confirms looks first
            whole.moves?.length ? h(MoveForm, { key: whole.number, whole, moved }) : null,
            isDone(whole) ? null : proof(props, whole),
            cameras({ ...props, again: load }, whole),
            thumbs(whole, named(whole, props.pick), { look: props.look, again: load }),
            timeline(props, whole),
          ])
          : nothing(state.problem ? "screen-problem" : "screen-loading"),
        state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
      ]);
    };
  },
};

const isDone = (whole) => whole.state === "resolved";

// The frame of one case, of whatever kind: who opens it, and who goes on to another in it, has the focus there.
export const Panel = {
  props: ["number", "label", "close", "head"],
  setup(props, { slots }) {
    const panel = ref(null);
    const enter = () => nextTick(() => panel.value?.focus({ preventScroll: true }));
    watch(() => props.number, enter, { immediate: true });
    return () =>
      h("section", { ref: panel, class: "case-panel", tabindex: -1, "aria-label": props.label ?? `#${props.number}` }, [
        h("header", [
          props.head,
          h(
            "button",
            {
              type: "button",
              class: "icon",
              onClick: props.close,
              title: say("screen-close"),
              "aria-label": say("screen-close"),
            },
            "✕",
          ),
        ]),
        slots.default(),
      ]);
  },
};

const head = (props, whole, seen) => [
  seen ? h(Ring, { one: seen, live: props.live }) : null,
  h("div", [
    h("h2", [`#${props.number} `, whole ? itemName(whole.item) : ""]),
    h("p", [
      whole ? pill(whole.state, stateOf(whole)) : null,
      whole ? pill(whole.severity, code("severity", whole.severity)) : null,
      whole?.drill ? pill("drill", say("screen-drill")) : null,
    ]),
  ]),
];

// Who leads it now; once it is done, who finished it. A team that no longer has the case is in the history alone.
export function leading(whole) {
  const leads = whole.assignments.filter((one) => one.role === "lead");
  const finished = () => leads.filter((one) => one.outcome === "done").at(-1);
  return leads.find((one) => !one.ended_at) ?? (isDone(whole) || whole.state === "closed" ? finished() : undefined);
}

function facts(props, whole, seen) {
  const zone = props.live.one("district")?.zone;
  const lead = leading(whole);
  const rows = [
    [
      "screen-place",
      h(
        "button",
        { type: "button", class: "link", disabled: !whole.point, onClick: () => props.show(whole.point) },
        place(whole),
      ),
    ],
    ["screen-reported", [hour(whole.reported_at, zone, true), whole.reporter ? ` · ${whole.reporter}` : ""]],
    whole.words ? ["screen-words", h("q", whole.words)] : null,
    whole.source ? ["screen-source", whole.source] : null,
    ["screen-due", hour(whole.due_at, zone, true)],
    lead ? ["screen-lead", `${lead.team.name}${lead.metres === null ? "" : ` · ${metres(lead.metres)}`}`] : null,
    seen?.nobody ? ["screen-nobody", why(seen.nobody)] : null,
    whole.done_at
      ? ["screen-resolved", `${hour(whole.done_at, zone, true)} · ${code("outcome", whole.outcome || "fixed")}`]
      : null,
    whole.closed_at ? ["screen-closed", hour(whole.closed_at, zone, true)] : null,
  ];
  return h(
    "dl",
    { class: "facts" },
    rows
      .filter(Boolean)
      .map(([key, value]) => [h("dt", say(key)), h("dd", value)])
      .flat(),
  );
}

// What a piece is called under its picture, and what stands below.
const named = (whole, pick) => ({
  of: (one) => counted(whole, one),
  below: (one) => one.seen_in ? used(one.seen_in, pick) : null,
});

export function timeline(props, whole) {
  const zone = props.live.one("district")?.zone;
  const late = (line) => Math.abs(Date.parse(line.recorded_at) - Date.parse(line.at)) > 60000;
  return h(
    "ol",
    { class: "timeline" },
    whole.history.map((line, index) =>
      h("li", { key: index, class: line.automatic ? "automatic" : "" }, [
        h("time", hour(line.at, zone, true)),
        h("span", [
          h("b", own(line, "said")),
          h("small", [
            line.by || say("the-clock"),
            " · ",
            code("channel", line.channel),
            line.automatic ? ` · ${say("automatic")}` : "",
            line.implied ? ` · ${say("implied")}` : "",
            late(line) ? ` · ${say("screen-entered-at", { at: hour(line.recorded_at, zone) })}` : "",
          ]),
          line.text && !own(line, "said").includes(line.text) ? h("q", line.text) : null,
        ]),
      ])
    ),
  );
}
