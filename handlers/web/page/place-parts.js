// Of a place: the cases that stood there, and its photos.

import { h } from "/shared/vue.js";
import { pill } from "./parts.js";
import { boot, day, itemName, say, stateOf } from "./words.js";

// The cases of the last year; nothing where there were none, or nobody links them.
export const cases = (whole, { pick, zone }) =>
  whole.cases.length
    ? h("section", { class: "place-cases", "aria-label": say("screen-place-cases") }, [
      h("h3", say("screen-place-cases")),
      h(
        "ul",
        whole.cases.map((one) =>
          h("li", { key: one.number }, [
            h(
              "button",
              { type: "button", class: "link", onClick: () => pick(one.number) },
              `#${one.number} ${itemName(one.item)}`,
            ),
            pill(one.state, stateOf(one)),
            h("small", day(one.reported_at, zone)),
          ])
        ),
      ),
    ])
    : null;

// Small ones; opened in a window of its own a photo is large, and that is a look that is written down.
export const photos = (whole, zone) =>
  whole.photos.length
    ? h("section", { class: "place-photos", "aria-label": say("screen-place-photos") }, [
      h("h3", say("screen-place-photos")),
      h(
        "div",
        { class: "thumbs" },
        whole.photos.map((one) => {
          const path = `/api/districts/${boot.district}/place-photos/${one.id}/picture`;
          const alt = say("screen-place-photo-of", { name: whole.name, at: day(one.taken_at, zone) });
          const missing = (event) => event.target.classList.add("missing");
          return h("a", { key: one.id, href: `${path}?size=large`, target: "_blank", rel: "noopener" }, [
            h("img", { src: path, alt, loading: "lazy", onError: missing }),
          ]);
        }),
      ),
    ])
    : null;
