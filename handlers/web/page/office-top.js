// The head of a page behind the command centre: the way back, what it is, the district, day or night, and who looks.

import { h } from "/shared/vue.js";
import { query } from "./head.js";
import { theme, turn } from "./theme.js";
import { boot, say } from "./words.js";

/** *key* is what the page is called. */
export const top = (key) =>
  h("header", { class: "top" }, [
    h("a", { class: "icon", href: `/?${query({ district: boot.district })}`, title: say("screen-title") }, "←"),
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
