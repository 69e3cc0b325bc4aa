// What may be attached: a photo that is provided, a file of one's own, a voice message, one's location.

import { h, ref } from "/shared/vue.js";
import { attempt, placeOf, post, report, scan, standAt } from "./deeds.js";
import { ground, personOf } from "./ground.js";
import { chatId, draft, me } from "./me.js";
import { nearestPlace } from "./minimap.js";
import { toast } from "./presses.js";
import { messagesOf } from "./talks.js";
import { say } from "./words.js";

const MOST_BYTES = 15 * 1024 * 1024;
const MOST_LOOKED_AT = 20;

export const Attach = {
  emits: ["done"],
  setup(_, { emit }) {
    const input = ref(null);
    const done = () => emit("done");

    function choose(picture) {
      draft.attached = { picture, name: titleOf(picture), preview: `/drill/pictures/${picture}` };
      done();
    }

    async function own(event) {
      const [file] = event.target.files;
      if (!file) return;
      if (file.size > MOST_BYTES) {
        toast(say("ground-too-large"), "bad");
        return;
      }
      const kind = file.type.startsWith("image/") ? "photo" : "document";
      const preview = kind === "photo" ? URL.createObjectURL(file) : "";
      draft.attached = { kind, name: file.name, data: await base64(file), preview };
      done();
    }

    const at = () => placeOf(me.value);
    // Officers are sent to a place, and a place that is on no map is reached only by what was said of it.
    const doors = () => {
      const [spoken, nearest] = [spokenOf(me.value), nearestPlace(at())?.place];
      if (!spoken) return nearest ? [nearest] : [];
      if (personOf(me.value)?.role === "officer") return [spoken];
      return [spoken.at ? null : spoken, nearest].filter((one) => one);
    };
    const doing = (deed) => async () => {
      await attempt(deed);
      done();
    };
    return () =>
      h("div", { class: "attach" }, [
        h(
          "div",
          { class: "gallery" },
          ground.pictures.map((picture) =>
            h("button", { type: "button", key: picture, onClick: () => choose(picture), title: titleOf(picture) }, [
              h("img", { src: `/drill/pictures/${picture}`, alt: titleOf(picture), loading: "lazy" }),
              h("small", titleOf(picture)),
            ])
          ),
        ),
        h("div", { class: "choices" }, [
          h("button", { type: "button", onClick: () => input.value.click() }, `📁 ${say("ground-own-file")}`),
          h(
            "button",
            { type: "button", onClick: doing(() => post("voice", { from: me.value, chat: chatId.value, seconds: 4 })) },
            `🎤 ${say("ground-voice")}`,
          ),
          h("button", { type: "button", onClick: doing(() => report(at())) }, `📍 ${say("ground-my-place")}`),
          h("button", { type: "button", onClick: doing(() => standAt(at())) }, `🛰 ${say("ground-share-live")}`),
          doors().map((door) =>
            h("button", { type: "button", onClick: doing(() => scan(door)) }, [
              `▦ ${say("ground-scan", { place: door.name })}`,
            ])
          ),
        ]),
        h("input", { ref: input, type: "file", hidden: true, "aria-hidden": "true", tabindex: -1, onChange: own }),
      ]);
  },
};

// The place that the bot spoke of last: officers are sent to it, and stand nowhere on the map before.
function spokenOf(id) {
  for (const message of messagesOf(id).filter((one) => one.by_bot).slice(-MOST_LOOKED_AT).reverse()) {
    const named = ground.places.filter((place) => message.text?.includes(place.name));
    if (named.length) return named.reduce((one, other) => (other.name.length > one.name.length ? other : one));
  }
  return null;
}

function titleOf(picture) {
  const at = picture.lastIndexOf("-");
  const what = say(`ground-scene-${picture.slice(0, at).replace("_", "-")}`);
  const when = say(`ground-when-${picture.slice(at + 1)}`);
  return say("ground-picture", { what, when });
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
