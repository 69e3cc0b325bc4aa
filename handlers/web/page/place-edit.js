// Correcting a place over the version that was shown. Where somebody else changed the same field meanwhile both values
// stand side by side, and whoever corrects chooses.

import { h, reactive } from "/shared/vue.js";
import { tried } from "./parts.js";
import { fieldName, kinds, pointSaid, pointText, STATES, valueText } from "./place-words.js";
import { say } from "./words.js";

const OPTIONS = {
  state: () => STATES,
  firm: () => [null, true, false],
  kind: () => kinds.value.map(({ code }) => code),
};
// Who is shown masked is written anew, or stays, or nobody is known: null.
const HIDDEN = ["responsible", "contacts"];

// Fields that are written in a form of their own, which is said below them.
const HINTED = ["point", "contacts", "outside"];

const numbers = (outside) => Object.entries(outside).map(([system, number]) => `${system}=${number}`).join("; ");
const people = (each) => each.map((one) => [one.name, one.role, one.phone].filter(Boolean).join(" · ")).join(", ");
const masked = (said) => (Array.isArray(said) ? people(said) : said) || say("screen-place-unknown");

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const shown = (field, whole) => HIDDEN.includes(field) ? "" : whole[field];

// What a form has to be sent: fields that are other ones than those that were shown.
/** @param {Record<string, unknown>} base @param {Record<string, unknown>} given */
export function wanted(base, given) {
  return Object.fromEntries(Object.entries(given).filter(([field, value]) => !same(value, shown(field, base))));
}

// The fields that both changed, differently: what it is now, and what this form would make of it.
/** @param {Record<string, unknown>} base @param {Record<string, unknown>} now @param {Record<string, unknown>} given */
export function conflicts(base, now, given) {
  return Object.entries(wanted(base, given))
    .filter(([field, value]) => !same(base[field], now[field]) && !same(value, now[field]))
    .map(([field, yours]) => ({ field, theirs: now[field], yours }));
}

export const PlaceEdit = {
  props: ["whole", "path", "load", "done"],
  setup(props) {
    const begun = { base: props.whole, given: {}, problem: "", busy: false };
    const state = reactive({ ...begun, outside: null, both: [], chosen: {} });

    const send = async (event) => {
      event.preventDefault();
      if (state.both.length) settle();
      const fields = wanted(state.base, state.given);
      if (!Object.keys(fields).length) return props.done("");
      state.busy = true;
      // Whoever was asked about a point, and saves the same one all the same, is sure of it.
      const sure = state.outside !== null && same(state.outside, fields.point);
      const body = JSON.stringify({ version: state.base.version, fields, sure });
      const answer = await tried(props.path, { method: "PATCH", body });
      state.busy = false;
      if (answer.ok) return props.done(answer.body.said);
      state.problem = answer.body.sentence || say("screen-cannot-load", { status: answer.status });
      state.outside = null;
      if (answer.body.refused === "place-conflict") await compare();
      if (answer.body.refused === "place-outside") {
        Object.assign(state, { outside: fields.point, problem: say("screen-place-outside") });
      }
    };

    // Look again: what others changed since is the base now, but for what has to be chosen.
    const compare = async () => {
      const now = await props.load();
      if (!now) return;
      state.both = conflicts(state.base, now, state.given);
      Object.assign(state, { base: now, chosen: {} });
    };

    // The contacts as they are, to be corrected: that somebody looked is written down.
    const fill = async () => {
      const { ok, body, status } = await tried(`${props.path}/contacts/text`, { method: "POST", body: "{}" });
      if (ok) state.given.contacts = body.said;
      state.problem = ok ? "" : body.sentence || say("screen-cannot-load", { status });
    };

    const settle = () => {
      for (const { field } of state.both) if (state.chosen[field] === "theirs") delete state.given[field];
      Object.assign(state, { both: [], chosen: {} });
    };

    return () => {
      const { base, both, chosen } = state;
      const asked = state.outside !== null && same(state.outside, state.given.point);
      const saves = asked ? "screen-place-save-outside" : "screen-place-save";
      const isReady = both.every(({ field }) => chosen[field]);
      return h("form", { class: "needs place-form", onSubmit: send }, [
        both.length ? null : base.may.map((field) => [
          h("label", { key: field }, [
            fieldName(field),
            input(field, state),
            HINTED.includes(field) ? h("small", say(`screen-place-how-${field}`)) : null,
          ]),
          field === "contacts" && base.contacts.length && base.may_open && !state.given.contacts
            ? h("button", { type: "button", key: "fill", onClick: fill }, say("screen-place-fill"))
            : null,
          HIDDEN.includes(field) && base[field].length ? nobody(field, state.given) : null,
        ]),
        both.map((one) => conflict(one, chosen)),
        state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
        h("div", { class: "end" }, [
          h("button", { type: "button", onClick: () => props.done("") }, say("screen-back")),
          h("button", { type: "submit", class: "primary", disabled: state.busy || !isReady }, say(saves)),
        ]),
      ]);
    };
  },
};

const conflict = ({ field, theirs, yours }, chosen) =>
  h("fieldset", { key: field, class: "conflict" }, [
    h("legend", fieldName(field)),
    [["theirs", theirs], ["yours", yours]].map(([whose, value]) =>
      h("label", { key: whose }, [
        h("input", {
          type: "radio",
          name: `conflict-${field}`,
          value: whose,
          checked: chosen[field] === whose,
          onChange: () => (chosen[field] = whose),
        }),
        h("span", [
          h("small", say(`screen-place-${whose}`)),
          HIDDEN.includes(field) ? masked(value ?? "") : valueText(field, value),
        ]),
      ])
    ),
  ]);

// A tick of its own: an empty field says that it stays as it is.
const nobody = (field, given) =>
  h("label", { key: `no-${field}`, class: "tick" }, [
    h("input", {
      type: "checkbox",
      checked: given[field] === null,
      onChange: (event) => (given[field] = event.target.checked ? null : ""),
    }),
    say(`screen-place-no-${field}`),
  ]);

function input(field, { base, given }) {
  const value = field in given ? given[field] : shown(field, base);
  const set = (found) => (given[field] = found);
  if (OPTIONS[field]) {
    const isCaptain = base.may.includes("address");
    const options = [...new Set([...OPTIONS[field](), value])].filter((one) => isCaptain || one !== "gone");
    const chosen = (event) => set(options[event.target.selectedIndex]);
    return h(
      "select",
      { onChange: chosen },
      options.map((one) => h("option", { selected: one === value }, valueText(field, one))),
    );
  }
  const texts = {
    point: [pointText, pointSaid],
    outside: [(said) => typeof said === "string" ? said : numbers(said), (text) => text],
    aliases: [(list) => list.join(", "), (text) => text.split(/[,，、]/).map((one) => one.trim()).filter(Boolean)],
  };
  const [write, read] = texts[field] ?? [(text) => text ?? "", (text) => text];
  return h("input", {
    type: "text",
    value: write(value),
    maxlength: ["aliases", "contacts", "outside"].includes(field) ? 600 : 200,
    disabled: value === null && HIDDEN.includes(field),
    autocomplete: "off",
    required: field === "name" || (field === "point" && base.point !== null),
    placeholder: HIDDEN.includes(field) ? masked(base[field]) : null,
    onChange: (event) => set(read(event.target.value.trim())),
  });
}
