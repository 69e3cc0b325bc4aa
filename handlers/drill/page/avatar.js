// A person's round picture: the first letter on the person's own colour.

import { h } from "/shared/vue.js";
import { colourOf, ground, initials } from "./ground.js";

const PIN = "M12 2a7.2 7.2 0 0 0-7.2 7.1C4.8 14.4 12 22 12 22s7.2-7.6 7.2-12.9A7.2 7.2 0 0 0 12 2zm0 9.8" +
  "a2.8 2.8 0 1 1 0-5.6 2.8 2.8 0 0 1 0 5.6z";

export function avatar(id, name, more = "") {
  const bot = id === ground.bot.id;
  const inner = bot
    ? h("svg", { viewBox: "0 0 24 24", width: "62%", "aria-hidden": "true" }, [
      h("path", {
        fill: "currentColor",
        d: PIN,
      }),
    ])
    : initials(name);
  return h("span", { class: `avatar ${more}`, style: { background: colourOf(id) }, "aria-hidden": "true" }, [inner]);
}
