// Pictures from the street as they come in: the newest on top, the others as a strip; and one of them opened large.
// Small ones a screen shows by itself. To open one large is a look, and written down.

import { computed, h, onMounted, ref } from "/shared/vue.js";
import { Ago, nothing } from "./parts.js";
import { hiddenBy, hideButton, WallSwitch } from "./wall-switch.js";
import { boot, code, say } from "./words.js";

const address = (id, size) => `/api/districts/${boot.district}/evidence/${id}/picture?size=${size}`;

const missing = (event) => event.target.classList.add("missing");

export const small = (one, alt) =>
  h("img", { src: address(one.id, "small"), alt, loading: "lazy", decoding: "async", onError: missing });

export const Pictures = {
  props: ["live", "open"],
  setup(props) {
    const newest = computed(() => props.live.all("picture").sort((a, b) => b.id - a.id));
    const named = (one) => say("screen-picture-of", { n: one.number ?? "?" });
    return () => {
      const [first, ...rest] = newest.value;
      const switched = h(WallSwitch, { live: props.live });
      if (!first) return [switched, nothing(props.live.state.whole ? "screen-pictures-empty" : "screen-loading")];
      return h("div", { class: "pictures" }, [
        switched,
        h("button", { type: "button", class: "newest", key: first.id, onClick: () => props.open(first) }, [
          small(first, named(first)),
          h("span", { class: "caption" }, [line(first, props.live), flag(first), off(first)]),
        ]),
        h(
          "div",
          { class: "strip" },
          rest.map((one) =>
            h("button", { type: "button", key: one.id, onClick: () => props.open(one) }, [
              small(one, named(one)),
              h("span", [one.number ? `#${one.number}` : "", one.seen_in ? ` ⚠ #${one.seen_in}` : "", off(one)]),
            ])
          ),
        ),
      ]);
    };
  },
};

const off = (one) => one.hidden ? h("i", { class: "off-wall", title: say("screen-hidden") }, " ⊘") : null;

const flag = (one) =>
  one.seen_in ? h("em", { class: "flagged" }, ["⚠ ", say("screen-seen-in", { n: one.seen_in })]) : null;

const line = (one, live) => [
  one.number ? `#${one.number} ` : "",
  code("stage", one.stage),
  one.by ? ` · ${one.by}` : "",
  " · ",
  h(Ago, { at: one.taken_at, live }),
];

// Pictures and films of a case as small ones; a captain hides each with one tap. `look` opens one, `again` reads anew.
export const thumbs = (whole, names, { look, again }) => {
  const shown = whole.evidence.pieces.filter((one) => one.picture || one.clip);
  if (!shown.length) return null;
  return h(
    "div",
    { class: "thumbs" },
    shown.map((one) => {
      const title = one.clip ? `${say("screen-clip")} · ${names.of(one)}` : names.of(one);
      const face = one.clip ? h("span", { class: "film", "aria-hidden": "true" }, "▶") : small(one, title);
      const open = () => look({ ...one, number: whole.number });
      return h("div", { key: one.id, class: { "off-wall": one.hidden }, "data-piece-id": one.id }, [
        h("button", { type: "button", class: "face", title, onClick: open }, [face, h("span", title)]),
        hideButton(one, again),
        hiddenBy(one),
        names.below(one),
      ]);
    }),
  );
};

// One picture over everything; `pick` opens its case.
export const Large = {
  props: ["one", "live", "close", "pick"],
  setup(props) {
    const button = ref(null);
    const hidden = ref(Boolean(props.one.hidden));
    const isGone = ref(false);
    onMounted(() => button.value?.focus());
    return () => {
      const { one } = props;
      const named = one.alt ?? say(one.clip ? "screen-clip-of" : "screen-picture-of", { n: one.number ?? "?" });
      const film = { src: one.clip, controls: true, autoplay: true, muted: true, playsInline: true };
      return h("div", { class: "large", role: "dialog", "aria-modal": "true", "aria-label": named }, [
        one.clip
          ? h("video", { ...film, "aria-label": named })
          : isGone.value
          ? h("p", say("screen-no-preview"))
          : h("img", {
            src: one.src ?? address(one.id, "large"),
            alt: named,
            onClick: props.close,
            onError: () => (isGone.value = true),
          }),
        h("p", [
          h("span", one.caption ?? line({ ...one, number: null }, props.live)),
          one.seen_in ? h("span", { class: "flagged" }, ["⚠ ", say("screen-seen-in", { n: one.seen_in })]) : null,
          one.number
            ? h(
              "button",
              { type: "button", class: "to-case", onClick: () => props.pick(one.number) },
              say("screen-open-case", { n: one.number }),
            )
            : null,
          one.src
            ? null
            : hideButton({ ...one, hidden: hidden.value }, () => (hidden.value = !hidden.value), { inWords: true }),
        ]),
        h(
          "button",
          { ref: button, type: "button", class: "icon", "aria-label": say("screen-close"), onClick: props.close },
          "✕",
        ),
      ]);
    };
  },
};
