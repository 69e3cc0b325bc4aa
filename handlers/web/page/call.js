// One call for help in full: who, where, who goes there, every change, and what captains may do with it.

import { h, reactive, watch } from "/shared/vue.js";
import { Panel, timeline } from "./case.js";
import { MoveForm } from "./moves.js";
import { ask, nothing, pill } from "./parts.js";
import { where } from "./sos.js";
import { boot, hour, listed, say, stateOf } from "./words.js";

export const CallFile = {
  props: ["live", "number", "close", "show", "tell"],
  setup(props) {
    const state = reactive({ whole: null, problem: "" });
    let asked = 0;
    const load = async () => {
      const turn = ++asked;
      const { ok, body, status } = await ask(`/api/districts/${boot.district}/calls/${props.number}`);
      if (turn !== asked) return;
      if (ok) state.whole = body;
      state.problem = ok ? "" : body.sentence || say("screen-cannot-load", { status });
    };
    watch(() => [props.number, props.live.find(props.number)], load, { immediate: true });
    const moved = (said) => {
      props.tell(said);
      load();
    };
    return () => {
      const { whole, problem } = state;
      const head = [
        h("div", [
          h("h2", `\u{1f198} #${props.number} ${whole?.reporter ?? whole?.team?.name ?? ""}`),
          h("p", [
            whole ? pill("critical", stateOf(whole)) : null,
            whole?.drill ? pill("drill", say("screen-drill")) : null,
          ]),
        ]),
      ];
      return h(Panel, { number: props.number, close: props.close, head }, () => [
        whole
          ? h("div", { class: "scroll" }, [
            facts(props, whole),
            whole.moves.length ? h(MoveForm, { whole, kind: "calls", moved }) : null,
            timeline(props, whole),
          ])
          : nothing(problem ? "screen-problem" : "screen-loading"),
        problem ? h("p", { class: "problem", role: "alert" }, problem) : null,
      ]);
    };
  },
};

function facts(props, whole) {
  const zone = props.live.one("district")?.zone;
  const seen = props.live.find(props.number);
  const by = (at, name) => [hour(at, zone, true), name ? ` · ${name}` : ""];
  const sent = (one) => `${one.team.name} ${hour(one.arrived_at ?? one.accepted_at ?? one.sent_at, zone, true)}`;
  const rows = [
    ["screen-reported", by(whole.reported_at, whole.team?.name)],
    seen ? ["screen-place", where(seen, props.live)] : null,
    whole.words ? ["screen-words", h("q", whole.words)] : null,
    whole.assignments.length ? ["screen-tab-teams", listed(whole.assignments.map(sent))] : null,
    whole.acknowledged_at ? ["screen-sos-taken", by(whole.acknowledged_at, whole.acknowledged_by)] : null,
    whole.ended_at ? ["screen-closed", by(whole.ended_at, whole.ended_by)] : null,
    whole.reason ? ["screen-needs-note", h("q", whole.reason)] : null,
  ];
  return h(
    "dl",
    { class: "facts" },
    rows.filter(Boolean).flatMap(([key, value]) => [h("dt", say(key)), h("dd", value)]),
  );
}
