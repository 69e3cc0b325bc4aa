// What is known at the door of a case before somebody goes in, and at which place it is.

import { h, reactive } from "/shared/vue.js";
import { ask, pill } from "./parts.js";
import { boot, code, metres, own, say } from "./words.js";

export const Door = {
  props: ["whole", "again", "tell"],
  setup(props) {
    const state = reactive({ busy: false, problem: "" });
    const put = async (place) => {
      if (state.busy) return;
      state.busy = true;
      const path = `/api/districts/${boot.district}/cases/${props.whole.number}/door`;
      const { ok, body, status } = await ask(path, { method: "POST", body: JSON.stringify({ code: place }) });
      state.busy = false;
      state.problem = ok ? "" : body.sentence || say("screen-cannot-load", { status });
      if (!ok) return;
      props.tell(body.said);
      props.again();
    };
    return () => {
      const { door } = props.whole;
      if (!door || (!door.place && !door.others.length)) return null;
      return h("section", { class: "door", "aria-label": say("screen-door") }, [
        h("h3", [
          door.place ? `${door.name} (${door.place}) ` : say("screen-door-none"),
          door.place && door.colour !== "green" ? pill(`door-${door.colour}`, code("door-colour", door.colour)) : null,
        ]),
        h("ul", door.lines.map((line, n) => h("li", { key: n }, own(line, "said")))),
        changes(door, state, put),
        door.place && boot.bot && !boot.guest
          ? h(
            "a",
            {
              class: "button",
              href: `https://t.me/${boot.bot}?start=case_${props.whole.number}_${boot.district}`,
              target: "_blank",
              rel: "noopener",
            },
            say("screen-door-in-chat"),
          )
          : null,
        state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
      ]);
    };
  },
};

// One tap takes the link away; another place is one tap more, since it is seldom wanted.
const changes = (door, state, put) => [
  door.place
    ? h("button", { type: "button", disabled: state.busy, onClick: () => put(null) }, say("screen-door-unlink"))
    : null,
  door.others.length
    ? h("details", [
      h("summary", say("screen-door-other")),
      door.others.map((one) =>
        h(
          "button",
          { type: "button", key: one.code, disabled: state.busy, onClick: () => put(one.code) },
          say("screen-door-at", { name: one.name, metres: metres(one.metres) }),
        )
      ),
    ])
    : null,
];
