// What a captain decides about the wall: whether it shows pictures at all, and which of them it does not.

import { h, ref } from "/shared/vue.js";
import { ask } from "./parts.js";
import { boot, say } from "./words.js";

const post = (path, wish) =>
  ask(`/api/districts/${boot.district}/${path}`, { method: "POST", body: JSON.stringify(wish) });

// Whether pictures are on the wall, for everybody; a captain turns them on and off, and reads what that means.
export const WallSwitch = {
  props: ["live"],
  setup(props) {
    const said = ref("");
    const turn = async (pictures) => {
      const { ok, body } = await post("wall", { pictures });
      said.value = ok ? "" : body.sentence ?? "";
    };
    return () => {
      const district = props.live.one("district");
      if (!district) return null;
      const isOn = district.wall_pictures;
      const turning = { type: "button", class: "turn", onClick: () => turn(!isOn) };
      return h("div", { class: ["wall-switch", { on: isOn }] }, [
        h("p", [say(`screen-wall-${isOn ? "on" : "off"}`), h("small", say("screen-wall-people"))]),
        boot.captain ? h("button", turning, say(`screen-wall-turn-${isOn ? "off" : "on"}`)) : null,
        said.value ? h("p", { class: "problem", role: "alert" }, said.value) : null,
      ]);
    };
  },
};

// One tap keeps a picture off the wall, one more lets it be shown again; `done` hears of it. A captain's.
export const hideButton = (one, done, { inWords = false } = {}) => {
  if (!boot.captain) return null;
  const title = say(one.hidden ? "screen-unhide" : "screen-hide");
  const tap = async (event) => {
    event.stopPropagation();
    const { ok } = await post(`evidence/${one.id}/hidden`, { hidden: !one.hidden });
    if (ok) done();
  };
  const facts = { type: "button", class: ["hide", { words: inWords }], title, "aria-pressed": Boolean(one.hidden) };
  return h("button", { ...facts, "aria-label": title, onClick: tap }, inWords ? title : "⊘");
};

export const hiddenBy = (one) =>
  one.hidden ? h("small", { class: "hidden-by" }, say("screen-hidden-by", { by: one.hidden.by ?? "?" })) : null;
