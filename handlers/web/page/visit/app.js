// The page of a visit on a phone: one item at a time, all items, and the end. What is said waits until it is heard.

import { createApp, h, nextTick, onMounted, reactive } from "/shared/vue.js";
import { settle } from "../theme.js";
import { Begin, Reach } from "./begin.js";
import { Ending } from "./ending.js";
import { headView } from "./head.js";
import { itemView } from "./item.js";
import { Line, worksAlone } from "./line.js";
import { listView } from "./list.js";
import { beside, nextOpen, shown } from "./reckon.js";
import * as where from "./where.js";
import { boot, found, say } from "./words.js";
import { Writing } from "./writing.js";

const VIEWS = ["item", "list", "end"];
const TOAST_MS = 6000;
const AHEAD = ["planned", "approved", "notified"];

const App = {
  setup() {
    const at = reactive({ ...where.was(), writing: null, toast: null, version: 0, open: false, which: "all" });
    const line = new Line(() => at.version++);
    let toastTimer = 0;
    let shownFirst = null; // what was shown before anything was picked; it stays, whatever others answer meanwhile
    const current = () => at.item ?? shownFirst;
    const focus = () => nextTick(() => document.getElementById("asked")?.focus({ preventScroll: true }));
    const go = (to) => {
      Object.assign(at, { writing: null, ...to });
      where.is({ view: at.view, item: current() });
      scrollTo(0, 0);
      if (at.view === "list") nextTick(() => unroll(current()));
      else focus();
    };
    const pick = (key) => go({ view: "item", item: key, toast: null });

    const items = () => {
      const { state } = line;
      const name = state.officers.find((one) => one.id === boot.me)?.name ?? "";
      return shown(state.items, line.queue.entries, name);
    };

    // What was answered stands under the thumb for a moment, so that a slip is seen and put right.
    const answer = (item, body, pictures = []) => {
      line.keep("answer", { item: item.key, ...body }, pictures);
      clearTimeout(toastTimer);
      at.toast = { key: item.key, text: `${item.number}. ${found({ hours: null, ...body })}` };
      toastTimer = setTimeout(() => (at.toast = null), TOAST_MS);
      const next = nextOpen(items(), item.key);
      go(next ? { item: next } : { view: "end" });
    };
    const deeds = {
      answer: (item, result) => answer(item, { result }),
      write: (_item, result) => {
        Object.assign(at, { writing: result, toast: null });
        nextTick(() => scrollTo(0, 0));
      },
      keep: ({ key }, { result, severity, hours, words, to_body, photos }) =>
        line.keep("answer", { item: key, result, severity, hours, words, to_body, shown: photos, keeps: true }),
      drop: (entry) => line.queue.drop(entry),
      again: (entry) => line.queue.again(entry),
      go: (by) => pick(beside(items(), current(), by)),
    };
    const save = (item) => (draft) => {
      const { pictures, ...said } = draft;
      const body = said.result === "fail_limit" ? said : { ...said, hours: null };
      line.kept.keepDraft(item.key, null);
      answer(item, { ...body, photos: pictures.map((one) => one.id) }, pictures);
    };

    const view = (state, all) => {
      if (AHEAD.includes(state.state)) return h(Begin, { line, version: at.version });
      if (!["under_way"].includes(state.state)) {
        return h(Ending, { line, items: all, me: boot.me, pick, version: at.version });
      }
      if (at.view === "list") {
        const together = (section) => line.keep("together", { section });
        const stopped = line.queue.entries.filter((one) => one.refused && one.kind === "together");
        const choose = (which) => (at.which = which);
        const given = { items: all, state, pick, together, stopped, deeds, mayAnswer: state.may_answer };
        return listView({ ...given, which: at.which, choose });
      }
      if (at.view === "end") return h(Ending, { line, items: all, me: boot.me, pick, version: at.version });
      const item = all.find((one) => one.key === current()) ?? all.find((one) => one.mine && !one.now) ?? all[0];
      if (!item) return h("p", say("visit-page-no-items"));
      if (!at.item) shownFirst = item.key;
      if (at.writing) {
        const leave = () => go({});
        return h(Writing, {
          item,
          result: at.writing,
          state,
          kept: line.kept,
          save: save(item),
          leave,
          key: item.key + at.writing,
        });
      }
      const section = state.sections.find((one) => one.key === item.section)?.name ?? "";
      return itemView(item, {
        all: all.length,
        section,
        bodies: state.departments,
        mayAnswer: state.may_answer,
        deeds,
      });
    };

    const tabs = () =>
      h(
        "nav",
        { "aria-label": say("visit-page-views") },
        VIEWS.map((one) =>
          h("button", {
            type: "button",
            key: one,
            "aria-current": one === at.view ? "page" : null,
            onClick: () => go({ view: one }),
          }, say(`visit-page-view-${one}`))
        ),
      );
    const toast = () =>
      h(
        "p",
        { class: "toast", role: "status" },
        at.toast
          ? [
            h("span", at.toast.text),
            h("button", { type: "button", onClick: () => pick(at.toast.key) }, say("visit-page-change")),
          ]
          : null,
      );

    onMounted(() => {
      settle();
      line.begin().then(() => at.view === "list" && unroll(current()));
    });
    return () => {
      const { state } = line;
      const news = { "data-version": at.version }; // read in every case, so that whatever changes is drawn
      if (line.gone) return h("main", news, h("p", { class: "note refused", role: "alert" }, line.gone));
      if (!state) {
        return h(
          "main",
          news,
          h(
            "p",
            { class: "note quietly" },
            say(line.isOpen ? "visit-page-wait" : "visit-page-never-seen", { bot: boot.bot }),
          ),
        );
      }
      const [all, isUnderWay] = [items(), state.state === "under_way"];
      const flip = () => (at.open = !at.open);
      return [
        headView({ state, items: all, line: { ...asPlain(line), worksAlone }, open: at.open, flip, pick }),
        h("main", news, [
          isUnderWay && state.may_answer && !state.on_spot && at.view === "list" ? h(Reach, { line }) : null,
          view(state, all),
        ]),
        toast(),
        isUnderWay && !at.writing ? tabs() : null,
      ];
    };
  },
};

// A list of hundreds is opened where one was; what chooses among them stays below the head, however high that is.
function unroll(key) {
  const high = document.querySelector("header")?.offsetHeight ?? 0;
  document.documentElement.style.setProperty("--head", `${high}px`);
  if (key) document.querySelector(`[data-row="${CSS.escape(key)}"]`)?.scrollIntoView({ block: "center" });
}

const asPlain = ({ queue, isOpen, isStrange }) => ({ queue, isOpen, isStrange });

createApp(App).mount("#app");
if (worksAlone) navigator.serviceWorker.register("/v/worker.js", { scope: "/v/" }).catch(() => {});
