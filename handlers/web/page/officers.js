// Officers and approvers of bodies, for captains: the certificate that ends first before all; added and ended here.

import { createApp, h, onMounted, reactive } from "/shared/vue.js";
import { top } from "./office-top.js";
import { tried } from "./parts.js";
import { settle } from "./theme.js";
import { boot, say } from "./words.js";

const root = `/api/districts/${boot.district}/screen/officers`;
const EMPTY = { role: "officer", body: "", certificate: "", until: "", deed: "", person: "" };
const NOTHING = { from_body: "", to_body: "", deed: "", until: "", items: "" };
const SIGN = { over: "❌ ", soon: "⚠️ ", good: "", none: "" };

const App = {
  setup() {
    const state = reactive({ officers: [], bodies: [], delegations: [], problem: "", said: "", loading: true });
    const form = reactive({ ...EMPTY });
    const lent = reactive({ ...NOTHING });

    const load = async () => {
      const { ok, body, status } = await tried(root);
      Object.assign(state, {
        loading: false,
        problem: ok ? "" : body.sentence || say("screen-cannot-load", { status }),
      });
      if (ok) Object.assign(state, { officers: body.officers, bodies: body.bodies, delegations: body.delegations });
    };
    const send = async (path, options) => {
      const { ok, body, status } = await tried(path, options);
      Object.assign(state, {
        problem: ok ? "" : body.sentence || say("screen-cannot-load", { status }),
        said: ok ? body.said || say("screen-officers-sent") : "",
      });
      if (ok) await load();
      return ok;
    };
    const add = async (event) => {
      event.preventDefault();
      if (await send(root, { method: "POST", body: JSON.stringify(form) })) Object.assign(form, EMPTY);
    };
    const lend = async (event) => {
      event.preventDefault();
      const options = { method: "POST", body: JSON.stringify(lent) };
      if (await send(`${root}/delegations`, options)) Object.assign(lent, NOTHING);
    };
    const withdraw = (one) =>
      confirm(say("screen-officers-withdraw-sure", { deed: one.deed })) &&
      send(`${root}/delegations`, { method: "DELETE", body: JSON.stringify({ deed: one.deed }) });
    const end = (one) =>
      confirm(say("screen-officers-sure", { name: one.name })) &&
      send(`${root}/${one.id}`, { method: "DELETE", body: "{}" });

    onMounted(load);
    settle();
    return () =>
      h("div", { class: "frame places-page officers-page" }, [
        top("screen-officers"),
        state.said ? h("p", { class: "notice said", role: "status" }, state.said) : null,
        h("main", [
          h("section", { class: "panel", "aria-label": say("screen-officers") }, [
            adding(form, state.bodies, add),
            state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
            h("div", { class: "scroll" }, [
              state.officers.length
                ? table(state.officers, end)
                : state.loading || state.problem
                ? null
                : h("p", { class: "nothing" }, say("screen-officers-none")),
            ]),
          ]),
          h("section", { class: "panel", "aria-label": say("screen-officers-delegations") }, [
            h("h2", say("screen-officers-delegations")),
            lending(lent, state.bodies, lend),
            ...state.delegations.map((one) =>
              h("p", { class: "delegation", key: one.told }, [
                one.told,
                " ",
                h("button", { type: "button", onClick: () => withdraw(one) }, say("screen-officers-withdraw")),
              ])
            ),
          ]),
        ]),
      ]);
  },
};

const field = (form, name, more = {}, label = name) =>
  h("input", {
    value: form[name],
    placeholder: say(`screen-officers-${label}`),
    "aria-label": say(`screen-officers-${label}`),
    maxlength: 120,
    onInput: (event) => (form[name] = event.target.value),
    ...more,
  });

const choice = (form, name, options, label = name) =>
  h("select", {
    value: form[name],
    required: true,
    "aria-label": say(`screen-officers-${label}`),
    onChange: (event) => (form[name] = event.target.value),
  }, options.map(([value, text]) => h("option", { value }, text)));

const called = (bodies, name) => [["", say(`screen-officers-${name}`)], ...bodies.map((one) => [one.code, one.name])];

function adding(form, bodies, add) {
  const roles = ["officer", "approver"].map((one) => [one, say(`screen-officers-as-${one}`)]);
  return h("form", { class: "places-filter", onSubmit: add }, [
    choice(form, "role", roles),
    choice(form, "body", called(bodies, "body")),
    ...(form.role === "officer"
      ? [field(form, "certificate", { required: true }), field(form, "until", { type: "date", required: true })]
      : [field(form, "deed", { required: true })]),
    field(form, "person", { pattern: "@[^ ]+" }),
    h("button", { type: "submit" }, say("screen-officers-add")),
  ]);
}

function lending(form, bodies, lend) {
  return h("form", { class: "places-filter", onSubmit: lend }, [
    choice(form, "from_body", called(bodies, "from"), "from"),
    choice(form, "to_body", called(bodies, "to"), "to"),
    field(form, "deed", { required: true }, "published"),
    field(form, "until", { type: "date", required: true }),
    field(form, "items", { maxlength: 1000 }),
    h("button", { type: "submit" }, say("screen-officers-delegate")),
  ]);
}

function table(officers, end) {
  const heads = ["certificate", "until", "name", "body", "approves", "end"];
  const row = (one) =>
    h("tr", { key: `${one.id} ${one.body}`, class: ["row", `certificate-${one.state}`], "data-person": one.id }, [
      h("th", { scope: "row" }, `${SIGN[one.state]}${one.certificate || "–"}`),
      h("td", { class: "code" }, one.until || "–"),
      h("td", one.name),
      h("td", one.body),
      h("td", one.approves ? (one.deed || say("screen-officers-head")) : ""),
      h("td", h("button", { type: "button", onClick: () => end(one) }, say("screen-officers-dismiss"))),
    ]);
  return h("table", { class: "places-table" }, [
    h("thead", h("tr", heads.map((name) => h("th", { scope: "col" }, say(`screen-officers-of-${name}`))))),
    h("tbody", officers.map(row)),
  ]);
}

createApp(App).mount("#app");
