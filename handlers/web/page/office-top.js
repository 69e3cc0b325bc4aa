// The head of a page behind the command centre: the way back, what it is, the district, day or night, and who looks.

import { h } from "/shared/vue.js";
import { Lamp, query } from "./head.js";
import { theme, turn } from "./theme.js";
import { boot, say } from "./words.js";

/** *key* is what the page is called; *live* its stream, where it has one. */
export const top = (key, live = null) =>
  h("header", { class: "top" }, [
    h("a", { class: "icon", href: `/?${query({ district: boot.district })}`, title: say("screen-title") }, "←"),
    live ? h(Lamp, { live }) : null,
    h("h1", say(key)),
    h("span", { class: "title" }, boot.districts.find((one) => one.id === boot.district)?.name ?? ""),
    h("span", { class: "gap" }),
    h(
      "button",
      { type: "button", class: "icon", onClick: turn, title: say("screen-theme"), "aria-label": say("screen-theme") },
      theme.value === "day" ? "☾" : "☀",
    ),
    h("span", { class: "me" }, boot.name),
  ]);
