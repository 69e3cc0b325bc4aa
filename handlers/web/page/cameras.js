// Cameras near a case: each a link that our server writes down and leads on from; nothing of its picture comes here.

import { h } from "/shared/vue.js";
import { hour, say, way } from "./words.js";

export function cameras(props, whole) {
  if (!whole.cameras?.length) return null;
  const zone = props.live.one("district")?.zone;
  return h("section", { class: "cameras" }, [
    h("h3", say("screen-cameras")),
    h(
      "ul",
      whole.cameras.map((one) => {
        const named = say("screen-camera-open", { name: one.name });
        const leads = {
          href: one.look,
          target: "_blank",
          rel: "noopener noreferrer",
          title: named,
          "aria-label": named,
        };
        const again = () => setTimeout(props.again, 1500); // the look stands in the case by then
        return h("li", { key: one.code, "data-camera": one.code }, [
          h("a", { ...leads, onClick: again }, one.name),
          h("span", ` ${way(one.metres, opposite(one.compass))}`),
          one.looked
            ? h("small", say("screen-camera-looked", { by: one.looked.by ?? "?", at: hour(one.looked.at, zone) }))
            : null,
        ]);
      }),
    ),
  ]);
}

const COMPASS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];

// Where the camera stands as seen from the case: the other way round than the case as seen from the camera.
export const opposite = (compass) => COMPASS[(COMPASS.indexOf(compass) + 4) % 8] ?? compass;
