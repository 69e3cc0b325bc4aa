// Checklists for captains: which there are, one in full in any of its editions, as a form, and a form brought in.

import { createApp, h, onMounted, reactive } from "/shared/vue.js";
import { edition, listView } from "./checklists-list.js";
import { top } from "./office-top.js";
import { tried } from "./parts.js";
import { settle } from "./theme.js";
import { boot, say } from "./words.js";

const root = `/api/districts/${boot.district}/screen/checklists`;
const FORM = { "Content-Type": "application/octet-stream", "X-Patrol": "checklists", Accept: "application/json" };

// A form to the server; what it said, or that it was not to be reached.
async function sent(path, file, more = {}) {
  try {
    const about = new URLSearchParams({ name: file.name, ...more });
    const options = { method: "POST", credentials: /** @type {const} */ ("same-origin"), headers: FORM, body: file };
    const answer = await fetch(`${root}/${path}?${about}`, options);
    const body = await answer.json().catch(() => ({}));
    const problem = answer.ok || body.is_wrong
      ? ""
      : body.sentence || say("screen-cannot-load", { status: answer.status });
    return { ok: answer.ok, body, problem };
  } catch {
    return { ok: false, body: {}, problem: say("screen-cannot-load", { status: 0 }) };
  }
}

const App = {
  setup() {
    const state = reactive({ lists: [], one: null, problem: "", said: "", loading: true, busy: false });
    // What a form would change, until it is brought in or left: the file itself stays in the page.
    const form = reactive({ file: null, plan: null });

    const asked = async (path) => {
      const { ok, body, status } = await tried(path);
      state.problem = ok ? "" : body.sentence || say("screen-cannot-load", { status });
      return ok ? body : null;
    };
    const load = async () => {
      state.lists = (await asked(root))?.lists ?? state.lists;
      state.loading = false;
    };
    // The address names the list and its edition, so that it can be passed on and Back leads back.
    const open = async () => {
      const [code, number] = decodeURIComponent(location.hash.slice(1)).split("/");
      state.one = code ? await asked(`${root}/lists/${code}${number ? `?edition=${number}` : ""}`) : null;
    };
    const go = (code = "", number = null) => {
      location.hash = code ? `${code}${number === null ? "" : `/${number}`}` : "";
    };

    const look = async (file) => {
      if (!file.size || file.size > boot.most_form) {
        const problem = say("screen-checklists-too-large", { most: boot.most_form / 1000 });
        return Object.assign(state, { problem, said: "" });
      }
      Object.assign(state, { busy: true, said: "", problem: "" });
      const { body, problem } = await sent("look", file);
      Object.assign(form, problem ? { file: null, plan: null } : { file, plan: body });
      Object.assign(state, { busy: false, problem });
    };
    const leave = () => Object.assign(form, { file: null, plan: null });
    const bring = async () => {
      state.busy = true;
      const { since } = form.plan;
      const { ok, body, problem } = await sent("bring", form.file, since === null ? {} : { since });
      Object.assign(state, { busy: false, problem, said: ok ? body.said : "" });
      if (problem) return;
      if (!ok) form.plan = body;
      else leave();
      await load();
      if (ok) location.hash === `#${body.code}` ? await open() : go(body.code);
    };

    onMounted(() => {
      addEventListener("hashchange", open);
      load();
      open();
    });
    settle();
    return () =>
      h("div", { class: ["frame places-page lists-page", { "with-list": state.one }] }, [
        top("screen-checklists"),
        state.said ? h("p", { class: "notice said", role: "status" }, state.said) : null,
        h("main", [
          h("section", { class: "panel lists-all", "aria-label": say("screen-checklists") }, [
            sending(state.busy, look),
            state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
            form.plan ? planView(form, state.busy, { bring, leave }) : null,
            h("ul", { class: "scroll" }, state.lists.map((one) => h("li", { key: one.code }, row(one, state.one, go)))),
            state.loading ? h("p", { class: "nothing" }, say("screen-loading")) : null,
          ]),
          state.one ? listView(state.one, { root, go }) : empty(),
        ]),
      ]);
  },
};

const empty = () =>
  h("section", { class: "panel lists-none" }, h("p", { class: "nothing" }, say("screen-checklists-pick")));

const row = (one, open, go) =>
  h("button", {
    type: "button",
    class: ["row", { selected: open?.code === one.code }],
    "data-list": one.code,
    "aria-current": open?.code === one.code ? "true" : null,
    onClick: () => go(one.code),
  }, [
    h("b", one.name),
    h("small", `${say("screen-checklists-count", { n: one.count })} · ${edition(one.edition)}`),
    one.at ? h("small", `${one.by} ${one.at}`) : null,
  ]);

const sending = (busy, look) =>
  h("label", { class: ["button lists-file", { busy }] }, [
    h("input", {
      type: "file",
      accept: ".xlsx",
      disabled: busy,
      onChange: ({ target }) => {
        const [file] = target.files;
        target.value = "";
        if (file) look(file);
      },
    }),
    say(busy ? "screen-checklists-busy" : "screen-checklists-file"),
  ]);

// What a form would change, before anything is written; or each mistake with its row.
function planView({ file, plan }, busy, { bring, leave }) {
  const key = plan.is_wrong ? "wrong" : plan.is_same ? "same" : "would";
  return h("div", { class: ["lists-plan", key], role: plan.is_wrong ? "alert" : "status" }, [
    h("p", h("b", say(`screen-checklists-${key}`, { file: file.name }))),
    h("ul", plan.lines.map((line, at) => h("li", { key: at }, line))),
    h("div", { class: "buttons" }, [
      key === "would"
        ? h("button", { type: "button", class: "yes", disabled: busy, onClick: bring }, say("screen-checklists-bring"))
        : null,
      h("button", { type: "button", disabled: busy, onClick: leave }, say("screen-checklists-leave")),
    ]),
  ]);
}

createApp(App).mount("#app");
