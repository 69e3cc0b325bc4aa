// Checks: what is due today, hazards by due date, places that must not open; pairs; figures. Asked for again by itself.

import { createApp, h, onMounted, onUnmounted, reactive } from "/shared/vue.js";
import { CheckFile } from "./checks-case.js";
import { Figures } from "./checks-figures.js";
import { Pairs } from "./checks-pairs.js";
import { bands, Lists } from "./checks-lists.js";
import { query } from "./head.js";
import { settle, theme, turn } from "./theme.js";
import { boot, say } from "./words.js";

const asks = new URLSearchParams(location.search);
const EACH_MS = Number(asks.get("each")) || 4000; // so often it is asked for anew
const STALE_MS = Number(asks.get("stale")) || 12_000; // older data turn the lamp off
const root = `/checks/${boot.district}`;
const zone = boot.districts.find((one) => one.id === boot.district)?.zone ?? "UTC";
const VIEWS = ["lists", "gallery", "figures"];

// What the server says now; what it said before where nothing changed.
const tags = new Map();
async function fresh(path) {
  path += `${path.includes("?") ? "&" : "?"}language=${boot.language}`;
  const [tag, before] = tags.get(path) ?? ["", null];
  const headers = { Accept: "application/json", ...(tag ? { "If-None-Match": tag } : {}) };
  const answer = await fetch(path, { headers, credentials: "same-origin" }).catch(() => null);
  if (answer?.status === 401) location.reload();
  if (answer?.status === 304) return { ok: true, body: before };
  const body = await answer?.json().catch(() => ({})) ?? {};
  if (answer?.ok) tags.set(path, [answer.headers.get("etag") ?? "", body]);
  return { ok: answer?.ok ?? false, status: answer?.status ?? 0, body };
}

const numberInAddress = () => Number(/^#(\d+)$/.exec(location.hash)?.[1]) || null;

const App = {
  setup() {
    const state = reactive({
      view: VIEWS.includes(boot.view) ? boot.view : "lists",
      number: numberInAddress(),
      told: null,
      mine: false,
      pages: { checks: [], hazards: [], orders: [] },
      problem: "",
      said: "",
      heard: 0,
      now: performance.now(),
    });
    let [asked, quiet] = [0, 0];

    const load = async () => {
      const mark = ++asked;
      const wanted = new URLSearchParams({ mine: String(state.mine) });
      for (const [name, before] of Object.entries(state.pages)) if (before.length) wanted.set(name, before.at(-1));
      const { ok, body, status } = await fresh(`${root}/lists?${wanted}`);
      if (mark !== asked) return;
      if (ok) Object.assign(state, { told: body, heard: performance.now(), problem: "" });
      else if (status) state.problem = body.sentence || say("screen-cannot-load", { status });
    };
    const pick = (number) => {
      state.number = number;
      history.replaceState(null, "", number ? `#${number}` : location.pathname + location.search);
    };
    const go = (name, isOn) => {
      if (isOn) state.pages[name].push(state.told[name].next);
      else state.pages[name].pop();
      load();
    };
    const choose = (mine) => {
      Object.assign(state, { mine, pages: { checks: [], hazards: [], orders: [] } });
      load();
    };
    const tell = (said) => {
      state.said = said;
      clearTimeout(quiet);
      quiet = setTimeout(() => (state.said = ""), 8000);
      load();
    };
    const show = (view) => {
      state.view = view;
      const path = view === "gallery" ? "/gallery" : "/checks";
      history.replaceState(null, "", `${path}${location.search}${location.hash}`);
    };
    const keys = (event) => {
      if (event.key === "Escape" && state.number) pick(null);
    };
    const timers = [setInterval(load, EACH_MS), setInterval(() => (state.now = performance.now()), 1000)];
    onMounted(() => {
      addEventListener("keydown", keys);
      load();
    });
    onUnmounted(() => {
      removeEventListener("keydown", keys);
      timers.forEach(clearInterval);
    });
    settle();

    const isLive = () => state.heard > 0 && state.now - state.heard < STALE_MS;
    return () =>
      h("div", { class: ["frame checks-page", { "with-case": state.number }] }, [
        top(isLive()),
        notices(state, isLive()),
        state.view === "lists" && state.told ? bands(state.told) : null,
        h("nav", { class: "checks-tabs", role: "tablist", "aria-label": say("screen-checks") }, [
          VIEWS.map((view) => tab(view, state.view, show)),
          state.view === "lists" && state.told?.of_body ? mineOnly(state.mine, choose) : null,
        ]),
        h("main", [
          state.view === "lists"
            ? h(Lists, { told: state.told, pages: state.pages, picked: state.number, pick, go, zone })
            : null,
          state.view === "gallery" ? h(Pairs, { root, fresh, pick, picked: state.number, zone }) : null,
          state.view === "figures" ? h(Figures, { root, fresh, pick }) : null,
          state.number
            ? h(CheckFile, {
              key: state.number,
              root,
              fresh,
              number: state.number,
              zone,
              heard: state.heard,
              close: () => pick(null),
              pick,
              tell,
            })
            : null,
        ]),
      ]);
  },
};

const tab = (view, chosen, show) =>
  h("button", {
    type: "button",
    role: "tab",
    class: { chosen: view === chosen },
    "aria-selected": view === chosen,
    "data-view": view,
    onClick: () => show(view),
  }, say(`screen-checks-${view}`));

const mineOnly = (mine, choose) =>
  h("label", { class: "mine" }, [
    h("input", { type: "checkbox", checked: mine, onChange: (event) => choose(event.target.checked) }),
    say("screen-checks-mine"),
  ]);

function notices(state, isLive) {
  const found = [];
  if (state.problem) found.push(h("p", { class: "notice bad", role: "alert" }, state.problem));
  else if (!isLive && state.now > STALE_MS) {
    const n = state.heard ? Math.floor((state.now - state.heard) / 1000) : "?";
    found.push(h("p", { class: "notice bad", role: "alert" }, say("screen-old-data", { n })));
  }
  const here = boot.districts.find((one) => one.id === boot.district);
  if (here?.drill) found.push(h("p", { class: "notice drill" }, say("screen-drill")));
  if (state.said) found.push(h("p", { class: "notice said", role: "status" }, state.said));
  return h("div", { class: "notices" }, found);
}

// Who is only of a body sees nothing of the patrol: no way leads there.
function top(isLive) {
  const lamp = say(isLive ? "screen-live" : "screen-not-live");
  const isOfPatrol = boot.patrol.includes(boot.district);
  return h("header", { class: "top" }, [
    isOfPatrol
      ? h("a", { class: "icon", href: `/?${query({ district: boot.district })}`, title: say("screen-title") }, "←")
      : null,
    h("span", { class: ["lamp", isLive ? "on" : "off"], role: "status", "aria-label": lamp, title: lamp }),
    h("h1", say("screen-checks")),
    boot.districts.length > 1
      ? h("select", {
        "aria-label": say("screen-district"),
        onChange: (event) => (location.search = `?district=${event.target.value}`),
      }, boot.districts.map((one) => h("option", { value: one.id, selected: one.id === boot.district }, one.name)))
      : h("span", { class: "title" }, boot.districts[0]?.name ?? ""),
    h("span", { class: "gap" }),
    h(
      "button",
      { type: "button", class: "icon", onClick: turn, title: say("screen-theme"), "aria-label": say("screen-theme") },
      theme.value === "day" ? "☾" : "☀",
    ),
    h("a", {
      class: "icon",
      href: `?${query({ language: boot.language === "zh" ? "en" : "zh" })}`,
      title: say("screen-other-language"),
    }, say("screen-other-short")),
    h("span", { class: "me" }, boot.name),
  ]);
}

createApp(App).mount("#app");
