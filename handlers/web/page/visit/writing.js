// What belongs to a fail: how grave, until when, in which words, with which pictures. Kept while it is written.

import { h, onMounted, onUnmounted, reactive, ref } from "/shared/vue.js";
import { button, camera, choice, field } from "./parts.js";
import { taken } from "./pictures.js";
import { limits, wanting } from "./reckon.js";
import { limit, say } from "./words.js";

export const Writing = {
  props: ["item", "result", "state", "kept", "save", "leave"],
  setup(props) {
    const { item, state } = props;
    const draft = reactive({
      result: props.result,
      severity: item.now?.severity || item.severity,
      hours: item.now?.hours ?? item.hours,
      words: "",
      to_body: item.mine ? "" : item.department,
      pictures: [],
    });
    const others = state.departments.filter((one) => !item.mine || one.code !== item.department);
    const said = ref("");
    const shown = new Map();
    const address = (one) => {
      if (!shown.has(one.id)) shown.set(one.id, URL.createObjectURL(one.blob));
      return shown.get(one.id);
    };
    const plain = () => ({ ...draft, pictures: draft.pictures.map(({ id, blob }) => ({ id, blob })) });
    const keep = () => props.kept.keepDraft(item.key, plain());
    const set = (name, value) => {
      draft[name] = value;
      keep();
    };
    onMounted(async () => {
      const before = await props.kept.draft(item.key);
      if (before?.result === props.result) Object.assign(draft, before);
      document.getElementById("writing-title")?.focus();
    });
    onUnmounted(() => [...shown.values()].forEach((one) => URL.revokeObjectURL(one)));

    const take = async (files) => {
      said.value = "";
      for (const file of files) {
        const made = await taken(file);
        if (typeof made === "string") said.value = made;
        else draft.pictures.push(made);
      }
      keep();
    };
    const drop = (one) => set("pictures", draft.pictures.filter((other) => other.id !== one.id));
    const save = () => {
      const wants = wanting(item, draft);
      if (wants) said.value = say(`visit-page-wants-${wants}`);
      else props.save(plain());
    };

    const thumbs = () =>
      h(
        "ul",
        { class: "thumbs" },
        draft.pictures.map((one, at) =>
          h("li", { key: one.id }, [
            h("img", { src: address(one), alt: say("visit-page-picture-of", { n: at + 1 }) }),
            button("remove", say("visit-page-remove", { n: at + 1 }), () => drop(one)),
          ])
        ),
      );
    const given = () =>
      props.result === "fail_limit" && !state.guidance
        ? choice(
          "hours",
          say("visit-page-until"),
          draft.hours,
          limits(state.limits, item.hours).map((n) => [n, limit(n)]),
          (n) => set("hours", n),
        )
        : null;
    const whom = () =>
      props.result === "fail_transfer"
        ? choice(
          "to",
          say("visit-page-to-whom"),
          draft.to_body,
          others.map((one) => [one.code, one.name]),
          (one) => set("to_body", one),
        )
        : null;
    return () =>
      h("section", { class: "writing", role: "dialog", "aria-labelledby": "writing-title", "aria-modal": "true" }, [
        h("h2", { id: "writing-title", tabindex: -1 }, [
          say(`visit-page-result-${props.result.replace("_", "-")}`),
          h("small", `${item.number}. ${item.text}`),
        ]),
        choice(
          "severity",
          say("visit-page-how-grave"),
          draft.severity,
          state.severities.map((one) => [one, say(`visit-page-severity-${one}`)]),
          (one) => set("severity", one),
        ),
        given(),
        whom(),
        field("fail-words", say("visit-page-words"), draft.words, (text) => set("words", text), { rows: 3 }),
        camera(say("visit-page-photo"), take, { multiple: true, id: "fail-photo" }),
        draft.pictures.length ? thumbs() : null,
        said.value ? h("p", { class: "wrong", role: "alert" }, said.value) : null,
        h("div", { class: "last-row" }, [
          button("quiet", say("visit-page-leave"), props.leave),
          button("main", say("visit-page-save"), save),
        ]),
      ]);
  },
};
