// What may be done with a visit or a hazard here: a button for each move, and the fields that it wants.

import { h, reactive } from "/shared/vue.js";
import { tried } from "./parts.js";
import { say } from "./words.js";

export const CheckMoves = {
  props: ["root", "whole", "done"],
  setup(props) {
    const state = reactive({ move: "", fields: {}, problem: "", busy: false });
    const send = async (one) => {
      state.busy = true;
      const path = `${props.root}/cases/${props.whole.number}/moves/${one.move}`;
      const { ok, body, status } = await tried(path, {
        method: "POST",
        body: JSON.stringify({ fields: state.fields }),
      });
      Object.assign(state, { busy: false, problem: ok ? "" : body.sentence || say("screen-cannot-load", { status }) });
      if (!ok) return;
      Object.assign(state, { move: "", fields: {} });
      props.done(body.said);
    };
    const open = (one) => {
      Object.assign(state, { problem: "", fields: {}, move: state.move === one.move ? "" : one.move });
      for (const field of one.fields) {
        if (field.choices && !field.optional) state.fields[field.name] = field.choices[0].value;
      }
    };
    return () => {
      const chosen = props.whole.moves.find((one) => one.move === state.move);
      return h("section", { class: "moves check-moves" }, [
        h(
          "div",
          { class: "buttons" },
          props.whole.moves.map((one) =>
            h("button", {
              type: "button",
              "data-move": one.move,
              "aria-expanded": state.move === one.move,
              disabled: state.busy,
              onClick: () => open(one),
            }, one.label)
          ),
        ),
        chosen ? form(chosen, state, send) : null,
        state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
      ]);
    };
  },
};

function form(one, state, send) {
  const submit = (event) => {
    event.preventDefault();
    send(one);
  };
  return h("form", { class: "place-form", onSubmit: submit }, [
    one.fields.map((field) => {
      const set = (event) => (state.fields[field.name] = event.target.value);
      const value = state.fields[field.name] ?? "";
      const said = field.optional ? say("screen-checks-optional", { field: field.label }) : field.label;
      return h("label", { key: field.name }, [
        said,
        field.choices
          ? h("select", { value, required: !field.optional, onChange: set }, [
            field.optional ? h("option", { value: "" }, "–") : null,
            field.choices.map((each) => h("option", { value: each.value }, each.name)),
          ])
          : h("input", {
            type: ["day", "since", "until"].includes(field.name) ? "date" : "text",
            value,
            maxlength: 300,
            required: !field.optional,
            onInput: set,
          }),
      ]);
    }),
    h("button", { type: "submit", disabled: state.busy }, say("screen-checks-do", { move: one.label })),
  ]);
}
