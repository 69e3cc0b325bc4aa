// Officers and approvers of bodies, for captains: the certificate that ends first before all; added and ended here.

import { createApp, h, onMounted, reactive } from "/shared/vue.js";
import { query } from "./head.js";
import { tried } from "./parts.js";
import { settle, theme, turn } from "./theme.js";
import { boot, say } from "./words.js";

const root = `/api/districts/${boot.district}/screen/officers`;
const EMPTY = { role: "officer", body: "", certificate: "", until: "", deed: "", person: "" };
const SIGN = { over: "❌ ", soon: "⚠️ ", good: "", none: "" };

const App = {
  setup() {
    const state = reactive({ officers: [], bodies: [], delegations: [], problem: "", said: "", loading: true });
    const form = reactive({ ...EMPTY });

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
    const end = (one) =>
      confirm(say("screen-officers-sure", { name: one.name })) &&
      send(`${root}/${one.id}`, { method: "DELETE", body: "{}" });

    onMounted(load);
    settle();
    return () =>
      h("div", { class: "frame places-page officers-page" }, [
        top(),
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
              ...state.delegations.map((one) => h("p", { class: "delegation" }, one)),
            ]),
          ]),
        ]),
      ]);
  },
};

const top = () =>
  h("header", { class: "top" }, [
    h("a", { class: "icon", href: `/?${query({ district: boot.district })}`, title: say("screen-title") }, "←"),
    h("h1", say("screen-officers")),
    h("span", { class: "title" }, boot.districts.find((one) => one.id === boot.district)?.name ?? ""),
    h("span", { class: "gap" }),
    h(
      "button",
      { type: "button", class: "icon", onClick: turn, title: say("screen-theme"), "aria-label": say("screen-theme") },
      theme.value === "day" ? "☾" : "☀",
    ),
    h("span", { class: "me" }, boot.name),
  ]);

function adding(form, bodies, add) {
  const field = (name, more = {}) =>
    h("input", {
      value: form[name],
      placeholder: say(`screen-officers-${name}`),
      "aria-label": say(`screen-officers-${name}`),
      maxlength: 120,
      onInput: (event) => (form[name] = event.target.value),
      ...more,
    });
  const choice = (name, options) =>
    h("select", {
      value: form[name],
      required: true,
      "aria-label": say(`screen-officers-${name}`),
      onChange: (event) => (form[name] = event.target.value),
    }, options.map(([value, text]) => h("option", { value }, text)));
  const roles = ["officer", "approver"].map((one) => [one, say(`screen-officers-as-${one}`)]);
  const named = [["", say("screen-officers-body")], ...bodies.map((one) => [one.code, one.name])];
  return h("form", { class: "places-filter", onSubmit: add }, [
    choice("role", roles),
    choice("body", named),
    ...(form.role === "officer"
      ? [field("certificate", { required: true }), field("until", { type: "date", required: true })]
      : [field("deed", { required: true })]),
    field("person", { pattern: "@[^ ]+" }),
    h("button", { type: "submit" }, say("screen-officers-add")),
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
