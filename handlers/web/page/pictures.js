// Pictures from the street as they come in: the newest large, the others as a strip.

import { computed, h } from "/assets/vue.js";
import { Ago, nothing } from "./parts.js";
import { boot, code, say } from "./words.js";

export const address = (district, id, size) => `/api/districts/${district}/evidence/${id}/picture?size=${size}`;

const missing = (event) => event.target.classList.add("missing");

export const Pictures = {
  props: ["live", "pick"],
  setup(props) {
    const newest = computed(() => props.live.all("picture").sort((a, b) => b.id - a.id));
    const line = (one) => [
      one.number ? `#${one.number}` : "",
      " ",
      code("stage", one.stage),
      " · ",
      one.by || "",
      " · ",
      h(Ago, { at: one.taken_at, live: props.live }),
    ];
    return () => {
      const [first, ...rest] = newest.value;
      if (!first) return nothing(props.live.state.whole ? "screen-pictures-empty" : "screen-loading");
      const show = (one, size) =>
        h("img", {
          key: one.id,
          src: address(boot.district, one.id, size),
          alt: say("screen-picture-of", { n: one.number ?? "?" }),
          loading: "lazy",
          decoding: "async",
          onError: missing,
        });
      return h("div", { class: "pictures" }, [
        h("figure", { onClick: () => first.number && props.pick(first.number) }, [
          show(first, "large"),
          h("figcaption", line(first)),
        ]),
        h(
          "div",
          { class: "strip" },
          rest.map((one) =>
            h("button", { type: "button", key: one.id, onClick: () => one.number && props.pick(one.number) }, [
              show(one, "small"),
              h("span", one.number ? `#${one.number}` : ""),
            ]),
          ),
        ),
      ]);
    };
  },
};
