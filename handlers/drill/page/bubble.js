// One message in the chat.

import { h, onUpdated, ref } from "/shared/vue.js";
import { avatar } from "./avatar.js";
import { hour, moment } from "./clock.js";
import { attempt, follow, press } from "./deeds.js";
import { colourOf, ground } from "./ground.js";
import { draft, me, pane, replying } from "./me.js";
import { miniMap, nearestPlace } from "./minimap.js";
import { pressed } from "./presses.js";
import { richText, safe } from "./richtext.js";
import { enlarged, looking } from "./sight.js";
import { say } from "./words.js";

const SERVICES = {
  new_chat_members: "ground-joined",
  left_chat_member: "ground-left",
  pinned_message: "ground-pinned-it",
};

export const Bubble = {
  props: { message: Object, first: Boolean, mine: Boolean, group: Boolean },
  setup(props) {
    const root = ref(null);
    let edits = props.message.edits ?? 0;
    onUpdated(() => {
      const fresh = props.message.edits ?? 0;
      if (fresh > edits) {
        root.value?.animate([{ filter: "brightness(.9)" }, { filter: "none" }], { duration: 900, easing: "ease-out" });
      }
      edits = fresh;
    });
    return () => {
      const { message, first, mine, group } = props;
      if (message.service) return service(message);
      return h("div", { class: ["row", { mine, first, group }], "data-id": message.id }, [
        group && !mine
          ? h("span", { class: "beside" }, first ? [avatar(message.sender_id, message.sender, "small")] : [])
          : null,
        h("div", { class: "stack" }, [
          h(
            "div",
            { class: ["bubble", { bare: isBare(message) }], ref: root, onClick: (event) => tapped(event, message) },
            [
              group && !mine && first ? author(message) : null,
              message.reply ? quoted(message) : null,
              ...content(message),
              foot(message),
            ],
          ),
          message.buttons ? buttons(message) : null,
        ]),
      ]);
    };
  },
};

const isBare = (message) => (message.photo || message.location) && !message.text && !message.reply;

function tapped(event, message) {
  if (event.target.closest("a, button, img, summary") || getSelection()?.toString()) return;
  replying.value = message;
}

const author = (message) =>
  h("div", { class: "author", style: { "--own": colourOf(message.sender_id) } }, [
    message.sender,
    message.by_bot ? h("span", { class: "tag" }, say("ground-bot")) : null,
  ]);

function service(message) {
  const key = SERVICES[message.service];
  const facts = {
    who: (message.people ?? [message.sender]).join(", "),
    words: message.pinned_text?.split("\n")[0] ?? "",
  };
  return h("div", { class: "service", "data-id": message.id }, [h("span", say(key ?? "ground-changed-group", facts))]);
}

function quoted(message) {
  const { reply } = message;
  return h(
    "button",
    {
      class: "quoted",
      type: "button",
      onClick: () => {
        looking.value = { chat: message.chat, id: reply.id };
      },
    },
    [h("b", reply.sender), h("span", reply.text.split("\n")[0] || say(`ground-kind-${reply.kind || "message"}`))],
  );
}

function content(message) {
  const nodes = [];
  if (message.forwarded) nodes.push(h("div", { class: "forwarded" }, say("ground-forwarded")));
  if (message.photo) nodes.push(photo(message));
  if (message.location) nodes.push(location(message));
  if (message.file) nodes.push(file(message));
  if (message.contact) {
    nodes.push(h("div", { class: "file" }, `☎ ${message.contact.first_name} ${message.contact.phone_number}`));
  }
  if (message.text) nodes.push(h("div", { class: "text" }, richText(message.text, message.entities, fill)));
  return nodes;
}

function fill(command) {
  draft.text = `${command} `.replace(/ {2}$/, " ");
  pane.value = "chat";
  /** @type {HTMLElement | null} */ (document.querySelector(".composer textarea"))?.focus();
}

function photo(message) {
  const [width, height] = message.size;
  const source = `/drill/files/${message.photo}`;
  return h(
    "button",
    {
      class: "photo",
      type: "button",
      "aria-label": say("ground-enlarge"),
      style: { aspectRatio: `${width} / ${height}` },
      onClick: () => {
        enlarged.value = source;
      },
    },
    [h("img", { src: source, alt: say("ground-kind-photo"), loading: "lazy", decoding: "async" })],
  );
}

function location(message) {
  const at = [message.location.latitude, message.location.longitude];
  const live = Boolean(message.location.live_period) && message.live_until > moment.value;
  const near = nearestPlace(at);
  const title = message.venue?.title ??
    (near && near.far < 2000 ? say("ground-near", { place: near.place.name, metres: Math.round(near.far) }) : "");
  return h(
    "button",
    {
      class: "location",
      type: "button",
      "aria-label": say("ground-show-on-map"),
      onClick: () => {
        looking.value = { at };
        pane.value = "map";
      },
    },
    [
      miniMap(at, live),
      h("span", { class: "where" }, [live ? h("b", { class: "live" }, say("ground-live")) : null, title]),
    ],
  );
}

function file(message) {
  const id = message.document ?? message.voice ?? message.video;
  const icon = message.voice ? "🎤" : message.video ? "🎬" : "📄";
  const size = message.file.seconds
    ? say("ground-seconds", { count: message.file.seconds })
    : say("ground-bytes", { count: Math.max(1, Math.round(message.file.bytes / 1024)) });
  return h("a", { class: "file", href: `/drill/files/${id}`, download: message.file.name || "", target: "_blank" }, [
    h("span", { class: "icon", "aria-hidden": "true" }, icon),
    h("span", [
      h("b", message.file.name || say(`ground-kind-${message.voice ? "voice" : "document"}`)),
      h("small", size),
    ]),
  ]);
}

function foot(message) {
  const marks = [];
  if (message.pinned) marks.push("📌");
  if (message.silent) marks.push("🔕");
  const edited = message.edits && !message.live_until ? say("ground-edited") : "";
  return h("div", { class: "foot" }, [
    ...(message.reactions ?? []).map((one) => h("span", { class: "reaction" }, one)),
    marks.join(" "),
    edited ? h("i", edited) : null,
    h("time", hour(message.at)),
  ]);
}

function buttons(message) {
  return h(
    "div",
    { class: "keys" },
    message.buttons.map((row) =>
      h(
        "div",
        { class: "keyrow" },
        row.map((button) => {
          if (button.url) {
            return h(
              "button",
              {
                type: "button",
                class: "key",
                "data-style": button.style,
                disabled: !safe(button.url),
                onClick: () => follow(button.url),
              },
              [button.label, h("span", { class: "out", "aria-hidden": "true" }, "↗")],
            );
          }
          const waits = pressed.has(`${message.chat}:${message.id}:${button.data}`);
          return h(
            "button",
            {
              type: "button",
              class: ["key", { waits }],
              "data-move": button.data?.split(":")[2],
              "data-style": button.style,
              onClick: () => attempt(() => press(message, button)),
            },
            button.label,
          );
        }),
      )
    ),
  );
}

export const isMine = (message) => message.sender_id === me.value;
export const isBot = (message) => message.sender_id === ground.bot.id;
