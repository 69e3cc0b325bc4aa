// What is written next: a text, a command with completion, a photo, a file, one's location.

import { computed, h, ref, watch } from "/shared/vue.js";
import { Attach } from "./attach.js";
import { commandsFor } from "./menus.js";
import { attempt, sendAttached, write } from "./deeds.js";
import { Keys } from "./keys.js";
import { draft, me, replying, tab } from "./me.js";
import { say } from "./words.js";

const CLIP = "M20 11.5l-8.2 8.2a5.2 5.2 0 0 1-7.4-7.4l8.5-8.5a3.5 3.5 0 0 1 5 5l-8.5 8.5a1.7 1.7 0 0 1-2.5-2.5l7.7-7.7";

export const Composer = {
  setup() {
    const box = ref(null);
    const open = ref(false);
    const chosen = ref(0);
    const busy = ref(false);
    const offered = computed(() => {
      const typed = /^\/(\w*)$/.exec(draft.text);
      return typed
        ? commandsFor(me.value, tab.value).filter((one) => one.command.startsWith(typed[1].toLowerCase()))
        : [];
    });
    watch(offered, () => {
      chosen.value = 0;
    });
    watch(
      () => draft.text,
      () => {
        if (box.value) grow(box.value);
      },
      { flush: "post" },
    );

    async function send() {
      const text = draft.text.trim();
      if (busy.value || (!text && !draft.attached)) return;
      busy.value = true;
      const sent = await attempt(async () => {
        if (draft.attached) await sendAttached(text);
        else await write(text);
        return true;
      });
      busy.value = false;
      if (sent) draft.text = "";
      box.value?.focus();
    }

    function take(command) {
      draft.text = `/${command.command} `;
      box.value?.focus();
    }

    function key(event) {
      const list = offered.value;
      if (list.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
        event.preventDefault();
        chosen.value = (chosen.value + (event.key === "ArrowDown" ? 1 : list.length - 1)) % list.length;
      } else if (
        list.length &&
        (event.key === "Tab" || (event.key === "Enter" && `/${list[chosen.value].command}` !== draft.text))
      ) {
        event.preventDefault();
        take(list[chosen.value]);
      } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      } else if (event.key === "Escape") {
        replying.value = null;
        open.value = false;
      }
    }

    return () =>
      h("div", { class: "bottom" }, [
        offered.value.length ? completion(offered.value, chosen.value, take) : null,
        open.value
          ? h(Attach, {
            onDone: () => {
              open.value = false;
              box.value?.focus();
            },
          })
          : null,
        replying.value ? quoting() : null,
        draft.attached ? attached() : null,
        h(
          "form",
          {
            class: "composer",
            onSubmit: (event) => {
              event.preventDefault();
              send();
            },
          },
          [
            h(
              "button",
              {
                type: "button",
                class: "round",
                "aria-label": say("ground-attach"),
                "aria-expanded": open.value,
                title: say("ground-attach"),
                onClick: () => {
                  open.value = !open.value;
                },
              },
              clip(),
            ),
            h("textarea", {
              ref: box,
              rows: 1,
              value: draft.text,
              placeholder: say(draft.attached ? "ground-caption" : "ground-write"),
              "aria-label": say("ground-write"),
              onInput: (event) => {
                draft.text = event.target.value;
              },
              onKeydown: key,
            }),
            h(
              "button",
              {
                type: "submit",
                class: "round send",
                "aria-label": say("ground-send"),
                disabled: busy.value || !(draft.text.trim() || draft.attached),
              },
              plane(),
            ),
          ],
        ),
        h(Keys),
      ]);
  },
};

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 96)}px`;
}

const completion = (list, chosen, take) =>
  h(
    "div",
    { class: "completion", role: "listbox", "aria-label": say("ground-commands") },
    list.map((one, i) =>
      h(
        "button",
        {
          type: "button",
          role: "option",
          "aria-selected": i === chosen,
          key: one.command,
          class: { chosen: i === chosen },
          onVnodeUpdated: (node) => {
            if (i === chosen) node.el.scrollIntoView({ block: "nearest" });
          },
          onClick: () => take(one),
        },
        [h("b", `/${one.command}`), h("span", one.description)],
      )
    ),
  );

const quoting = () =>
  h("div", { class: "above" }, [
    h("span", { class: "quoted" }, [
      h("b", replying.value.sender),
      h("span", replying.value.text.split("\n")[0] || "…"),
    ]),
    h(
      "button",
      {
        type: "button",
        class: "round small",
        "aria-label": say("ground-no-reply"),
        onClick: () => {
          replying.value = null;
        },
      },
      "✕",
    ),
  ]);

const attached = () =>
  h("div", { class: "above" }, [
    draft.attached.preview ? h("img", { src: draft.attached.preview, alt: "" }) : h("span", { class: "icon" }, "📄"),
    h("span", { class: "name" }, draft.attached.name),
    h(
      "button",
      {
        type: "button",
        class: "round small",
        "aria-label": say("ground-no-attach"),
        onClick: () => {
          draft.attached = null;
        },
      },
      "✕",
    ),
  ]);

const clip = () =>
  h("svg", { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true" }, [
    h("path", {
      d: CLIP,
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 2,
      "stroke-linecap": "round",
    }),
  ]);
const plane = () =>
  h("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" }, [
    h("path", { d: "M3 20.500l18.500-8.500L3 3.500v6.700l11 1.800-11 1.800z", fill: "currentColor" }),
  ]);
