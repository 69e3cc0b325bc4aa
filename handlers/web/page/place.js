// One place in full: what is known and what is not, how it stands and why, its history; corrected and reported at here.

import { h, reactive, watch } from "/shared/vue.js";
import { Panel } from "./case.js";
import { nothing, pill, tried } from "./parts.js";
import { PlaceEdit } from "./place-edit.js";
import { cases, photos } from "./place-parts.js";
import { colourName, fieldName, kindName, pointText, stateName, valueText } from "./place-words.js";
import { boot, code, day, say } from "./words.js";

export const address = (code) => `/api/districts/${boot.district}/screen/places/of/${encodeURIComponent(code)}`;

// The register and its colours as they stand, as one text; another one after each change. Empty before it is known.
export const registerOf = (district) => district ? JSON.stringify([district.register, district.colours]) : "";

export const PlaceFile = {
  props: ["code", "stands", "zone", "close", "show", "tell", "changed", "pick"],
  setup(props) {
    const state = reactive({ whole: null, problem: "", form: "", opened: "" });
    let asked = 0;
    const load = async () => {
      const turn = ++asked;
      const { ok, body, status } = await tried(address(props.code));
      if (turn !== asked) return null;
      if (ok) state.whole = body;
      state.problem = ok ? "" : body.sentence || say("screen-cannot-load", { status });
      return ok ? body : null;
    };
    watch(
      () => props.code,
      () => {
        Object.assign(state, { whole: null, form: "", opened: "" });
        load();
      },
      { immediate: true },
    );
    // Whatever changed may be this one; who is writing keeps what is before them, and is asked when they save.
    watch(() => props.stands, (_, before) => before && !state.form && load());
    const older = async () => {
      const { whole } = state;
      const { ok, body } = await tried(`${address(whole.code)}/history?before=${whole.before}`);
      if (ok) state.whole = { ...whole, history: [...whole.history, ...body.history], before: body.before };
    };
    // The contacts whole: that is a look of its own, which is written down.
    const contacts = async () => {
      const { ok, body, status } = await tried(`${address(props.code)}/contacts`, { method: "POST", body: "{}" });
      state.opened = ok ? body.said : "";
      state.problem = ok ? "" : body.sentence || say("screen-cannot-load", { status });
    };
    const done = (said) => {
      state.form = "";
      if (said) props.tell(said);
      load();
      props.changed();
    };
    const open = (form) => (state.form = state.form === form ? "" : form);

    return () => {
      const { whole } = state;
      return h(
        Panel,
        { number: props.code, label: whole?.name ?? props.code, close: props.close, head: head(whole) },
        () => [
          whole
            ? h("div", { class: "scroll place-file" }, [
              whole.into ? h("p", { class: "led-on" }, say("screen-place-led-on", { into: whole.into })) : null,
              marks(whole, props.zone),
              buttons(whole, state.form, open, { show: () => props.show(whole.point, whole.code), contacts }),
              state.form === "edit" ? h(PlaceEdit, { whole, load, done, path: address(whole.code) }) : null,
              state.form === "report" ? h(Report, { whole, done, path: address(whole.code) }) : null,
              facts(state, props.zone),
              cases(whole, props),
              photos(whole, props.zone),
              history(whole, props.zone, older),
            ])
            : nothing(state.problem ? "screen-place-problem" : "screen-loading"),
          state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
        ],
      );
    };
  },
};

const head = (whole) => [
  h("i", { class: ["at-door", whole?.look ?? "unknown"], "aria-hidden": "true" }),
  h("div", [
    h("h2", { dir: "auto" }, whole?.name ?? ""),
    whole
      ? h("p", [
        pill("code", whole.code),
        pill(`state-${whole.state}`, stateName(whole.state)),
        whole.point === null ? pill("nowhere", say("screen-place-nowhere")) : null,
        pill(`door-${whole.look}`, colourName(whole.look)),
      ])
      : null,
  ]),
];

// What is to be known before somebody goes in, what makes the colour in bold.
const marks = (whole, zone) =>
  whole.marks.length
    ? h(
      "ul",
      { class: "door-marks", "aria-label": say("screen-place-before-you-go-in") },
      whole.marks.map((one) =>
        h("li", { class: one.colour ?? "" }, [
          h(one.reason ? "b" : "span", one.word),
          one.source || one.at
            ? h("small", [one.source, one.source && one.at ? " · " : "", one.at ? day(one.at, zone) : ""])
            : null,
        ])
      ),
    )
    : null;

function buttons(whole, form, open, acts) {
  const button = (name, is, act) =>
    is
      ? h(
        "button",
        {
          type: "button",
          class: { chosen: form === name },
          "aria-expanded": act ? null : form === name,
          onClick: act ?? (() => open(name)),
        },
        say(`screen-place-${name}`),
      )
      : null;
  return h("div", { class: "moves" }, [
    h("div", { class: "buttons" }, [
      button("report", whole.may_report),
      button("edit", whole.may.length > 0),
      button("show", whole.point !== null, acts.show),
      button("contacts", whole.may_open, acts.contacts),
      whole.label
        ? h("a", { class: "button", href: whole.label, target: "_blank", rel: "noopener" }, say("screen-place-label"))
        : null,
    ]),
  ]);
}

const unknown = () => h("span", { class: "unsaid" }, say("screen-place-unknown"));

function facts({ whole, opened }, zone) {
  const people = whole.contacts.map((one) => [one.name, one.role, one.phone].filter(Boolean).join(" · "));
  const outside = Object.entries(whole.outside).map(([system, number]) => `${system} ${number}`);
  const rows = [
    ["kind", whole.kind && kindName(whole.kind)],
    ["firm", whole.is_firm === null ? "" : valueText("firm", whole.is_firm)],
    ["address", whole.address],
    ["community", whole.community],
    ["aliases", whole.aliases.join(", ")],
    ...(whole.responsible === null ? [] : [ // who may only look sees nobody of it
      ["responsible", whole.responsible],
      ["contacts", opened ? h("div", { class: "opened" }, opened) : people.map((one) => h("div", one))],
    ]),
    ["licence", whole.licence],
    ["credit", whole.credit],
    ["outside", outside.map((one) => h("div", one))],
    [
      "point",
      whole.point === null
        ? say("screen-place-nowhere")
        : pointText(whole.point) + (whole.raw ? ` (${whole.raw.system}: ${whole.raw.lat}, ${whole.raw.lon})` : ""),
    ],
    [
      "changed",
      whole.changed_at && `${day(whole.changed_at, zone)} · ${say("screen-place-version", { n: whole.version })}`,
    ],
  ];
  return h(
    "dl",
    { class: "facts" },
    rows.map((
      [name, value],
    ) => [h("dt", fieldName(name)), h("dd", { dir: "auto" }, value?.length || value?.props ? value : unknown())])
      .flat(),
  );
}

function history(whole, zone, older) {
  const change = (one) =>
    one.hidden ? say("screen-place-changed-hidden", { field: fieldName(one.field) }) : say("screen-place-changed", {
      field: fieldName(one.field),
      before: valueText(one.field, one.before),
      after: valueText(one.field, one.after),
    });
  return h("section", { class: "place-history", "aria-label": say("screen-place-history") }, [
    h("h3", say("screen-place-history")),
    whole.history.length ? null : h("p", { class: "unsaid" }, say("screen-place-no-history")),
    h(
      "ol",
      { class: "timeline" },
      whole.history.map((line) =>
        h("li", { key: `${line.version}-${line.at}-${line.move}` }, [
          h("time", day(line.at, zone)),
          h("span", [
            h("b", code("place-move", line.move)),
            h("small", [line.by || say("the-clock"), " · ", code("channel", line.channel)]),
            line.changes.map((one) => h("p", change(one))),
          ]),
        ])
      ),
    ),
    whole.before ? h("button", { type: "button", class: "older", onClick: older }, say("screen-place-older")) : null,
  ]);
}

const Report = {
  props: ["path", "whole", "done"],
  setup(props) {
    const state = reactive({ words: "", problem: "", busy: false });
    const send = async (event) => {
      event.preventDefault();
      state.busy = true;
      const sent = { method: "POST", body: JSON.stringify({ words: state.words }) };
      const { ok, body, status } = await tried(`${props.path}/report`, sent);
      state.busy = false;
      if (ok) props.done(body.said);
      else state.problem = body.sentence || say("screen-cannot-load", { status });
    };
    return () =>
      h("form", { class: "needs place-form", onSubmit: send }, [
        h("label", [
          say("screen-place-what-happened"),
          h("textarea", {
            rows: 3,
            maxlength: 2000,
            required: true,
            value: state.words,
            onInput: (event) => (state.words = event.target.value),
          }),
        ]),
        state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
        h("div", { class: "end" }, [
          h(
            "button",
            { type: "submit", class: "primary", disabled: state.busy || !state.words.trim() },
            say("screen-place-send"),
          ),
        ]),
      ]);
  },
};
