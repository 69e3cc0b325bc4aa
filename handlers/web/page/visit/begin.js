// Before the first item: who goes where and why, and the way to begin it, on the spot where the phone knows that.

import { h, ref } from "/shared/vue.js";
import { button, note } from "./parts.js";
import { boot, day, listed, say } from "./words.js";

const ASK = { enableHighAccuracy: true, timeout: 15000, maximumAge: 10000 };

// Where the phone is, as the server takes it; null where it does not know, or may not say.
export function whereIsIt() {
  return new Promise((done) => {
    if (!globalThis.isSecureContext || !navigator.geolocation) return done(null);
    const told = ({ coords }) => done({ lat: coords.latitude, lon: coords.longitude, accuracy_m: coords.accuracy });
    navigator.geolocation.getCurrentPosition(told, () => done(null), ASK);
  });
}

export const Begin = {
  props: ["line", "version"],
  setup(props) {
    const [said, isBusy] = [ref(""), ref(false)];
    const begin = async () => {
      isBusy.value = true;
      said.value = say("visit-page-looking");
      const where = await whereIsIt();
      said.value = await props.line.deed("begin", { ...where });
      isBusy.value = false;
    };
    return () => {
      const { state } = props.line;
      const rows = [
        ["visit-page-place", state.place.address || state.place.name],
        [
          "visit-page-window",
          state.since === state.until ? day(state.since) : `${day(state.since)} – ${day(state.until)}`,
        ],
        ["visit-page-officers", listed(state.officers.map((one) => one.name))],
        ["visit-page-bodies", listed(state.bodies.map((one) => one.name))],
        ["visit-page-items", String(state.items.length)],
      ];
      return h("div", { class: "begin", "data-version": props.version }, [
        h("h2", state.kind_name),
        h("dl", rows.flatMap(([key, text]) => [h("dt", say(key)), h("dd", text)])),
        state.reason ? note("quietly", state.reason) : null,
        state.approved ? null : note("quietly", say("visit-page-unapproved")),
        state.may_begin
          ? [
            h("p", say(globalThis.isSecureContext ? "visit-page-begin-how" : "visit-page-begin-no-fix")),
            button("main", say("visit-page-begin"), begin, { disabled: isBusy.value }),
          ]
          : null,
        said.value ? h("p", { class: isBusy.value ? "" : "wrong", role: "status" }, said.value) : null,
      ]);
    };
  },
};

// Under way, and nobody knows yet that they stand there.
export const Reach = {
  props: ["line"],
  setup(props) {
    const [said, isBusy] = [ref(""), ref(false)];
    const reach = async () => {
      isBusy.value = true;
      const where = await whereIsIt();
      said.value = where ? await props.line.deed("reach", where) : say("visit-page-no-fix", { bot: boot.bot });
      isBusy.value = false;
    };
    return () =>
      h("div", { class: "note quietly" }, [
        h("p", say("visit-page-not-there")),
        button("keep", say("visit-page-i-am-here"), reach, { disabled: isBusy.value }),
        said.value ? h("p", { class: "wrong", role: "status" }, said.value) : null,
      ]);
  },
};
