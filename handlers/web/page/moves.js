// The moves that may be made now, as buttons; a move that needs something more asks for it in place.

import { h, reactive } from "/shared/vue.js";
import { ask } from "./parts.js";
import { boot, code, own, say } from "./words.js";

const FIRST = 6; // so many moves stand as buttons, the others behind "more"
const FIRST_DONE = 2; // what is done is confirmed or sent back
const label = (choice) => own(choice, "label") || String(choice.value);
// A team is sent by one tap on it. What is not easily undone asks all the same, and so does the desk where it is busy.
const isOneTap = (move) => move.needs.length === 1 && move.needs[0].name === "team" && !move.asks_once;
// Who need not say why is not asked why.
const asked = (need) => code("screen-needs", need.optional && need.name === "reason" ? "note" : need.name);
const note = (choice) => own(choice, "note") || "";

export const MoveForm = {
  // `kind`: `calls` where it is a call for help.
  props: { whole: { required: true }, moved: { required: true }, kind: { default: "cases" } },
  setup(props) {
    const state = reactive({ open: null, given: {}, said: "", sure: false, busy: false, more: false });

    const choose = (move) => {
      Object.assign(state, { open: state.open?.move === move.move ? null : move, given: {}, said: "", sure: false });
      const needs = move.needs.filter((one) => !one.optional);
      if (state.open && !needs.length && !move.asks_once) send();
    };

    const send = async () => {
      const { open, given } = state;
      const sure = state.sure || open.asks_once; // the form has asked already
      state.busy = true;
      const { team, note: text, ...facts } = given;
      const path = `/api/districts/${boot.district}/${props.kind}/${props.whole.number}/moves/${open.move}`;
      const body = JSON.stringify({ facts, text: text || "", team: team === undefined ? null : Number(team), sure });
      const answer = await ask(path, { method: "POST", body });
      state.busy = false;
      if (answer.ok) {
        state.open = null;
        props.moved(answer.body.said || say("screen-done"), open.move);
      } else {
        state.said = answer.body.sentence || say("screen-cannot-load", { status: answer.status });
        state.sure = Boolean(answer.body.sure);
      }
    };

    return () => {
      const first = props.whole.state === "resolved" ? FIRST_DONE : FIRST;
      const moves = state.more ? props.whole.moves : props.whole.moves.slice(0, first);
      return h("div", { class: "moves" }, [
        h("div", { class: "buttons" }, [
          moves.map((move) =>
            h(
              "button",
              {
                type: "button",
                key: move.move,
                "data-move": move.move,
                disabled: state.busy,
                class: { chosen: state.open?.move === move.move },
                onClick: () => choose(move),
              },
              code("move", move.move),
            )
          ),
          props.whole.moves.length > first
            ? h(
              "button",
              { type: "button", class: "more", onClick: () => (state.more = !state.more) },
              say(state.more ? "screen-fewer" : "screen-more"),
            )
            : null,
        ]),
        state.open ? form(state, send) : null,
      ]);
    };
  },
};

function form(state, send) {
  const { open, given } = state;
  const isReady = open.needs.every((one) => one.optional || given[one.name]);
  const pick = (need, choice) => {
    if (state.busy) return;
    given[need.name] = choice.value;
    Object.assign(state, { said: "", sure: false }); // what was asked was asked about another choice
    if (isOneTap(open)) send();
  };
  return h(
    "form",
    {
      class: "needs",
      onSubmit: (event) => {
        event.preventDefault();
        send();
      },
    },
    [
      open.needs.map((need) =>
        h("fieldset", { key: need.name }, [
          h("legend", asked(need)),
          need.choices ? choices(need, given, pick) : input(need, given),
        ])
      ),
      open.asks_once && !state.said
        ? h("p", { class: "sure" }, say("screen-sure", { move: code("move", open.move) }))
        : null,
      state.said ? h("p", { class: "problem", role: "alert" }, state.said) : null,
      h("div", { class: "end" }, [
        h("button", { type: "button", onClick: () => (state.open = null) }, say("screen-back")),
        isOneTap(open) && !state.sure ? null : h(
          "button",
          { type: "submit", class: "primary", disabled: state.busy || !isReady },
          state.sure ? say("screen-do-it-all-the-same") : code("move", open.move),
        ),
      ]),
    ],
  );
}

const choices = (need, given, pick) =>
  h(
    "div",
    { class: "choices" },
    need.choices.map((choice) =>
      h(
        "button",
        {
          type: "button",
          key: choice.value,
          class: { chosen: given[need.name] === choice.value },
          "aria-pressed": given[need.name] === choice.value,
          onClick: () => pick(need, choice),
        },
        [label(choice), note(choice) ? h("small", note(choice)) : null],
      )
    ),
  );

const input = (need, given) =>
  h("input", {
    type: "text",
    inputmode: ["minutes", "into"].includes(need.name) ? "numeric" : null,
    value: given[need.name] ?? "",
    maxlength: 300,
    required: !need.optional,
    autocomplete: "off",
    "aria-label": asked(need),
    onInput: (event) => (given[need.name] = event.target.value),
  });
