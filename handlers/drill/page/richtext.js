// Formatted text: entities become elements, and everything foreign stays a text node.

import { h } from "/shared/vue.js";
import { follow } from "./deeds.js";
import { ground } from "./ground.js";

const PLAIN = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
  spoiler: "mark",
};

// *onCommand* is told which command was tapped, and what follows it on the line.
export function richText(text, entities = [], onCommand = () => {}) {
  if (!entities.length) return [text];
  return between(
    text,
    0,
    text.length,
    [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length),
    onCommand,
  );
}

// The nodes of text[from:to] with the entities inside it; an entity holds those that lie within it.
function between(text, from, to, entities, onCommand) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const one = entities[i];
    if (one.offset < at) continue;
    const end = Math.min(to, one.offset + one.length);
    const inner = entities.slice(i + 1).filter((other) => other.offset + other.length <= end);
    if (one.offset > at) nodes.push(text.slice(at, one.offset));
    nodes.push(element(one, text, end, between(text, one.offset, end, inner, onCommand), onCommand));
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function element(one, text, end, inner, onCommand) {
  if (PLAIN[one.type]) return h(PLAIN[one.type], inner);
  const words = text.slice(one.offset, end);
  if (one.type === "bot_command") {
    const after = /^ (\d+)/.exec(text.slice(end))?.[0] ?? "";
    return h("a", { href: "#", class: "command", onClick: stop(() => onCommand(words + after)) }, inner);
  }
  if (one.type === "text_link" || one.type === "url") {
    const address = safe(one.url ?? words);
    return address
      ? h("a", { href: address, rel: "noopener noreferrer", onClick: stop(() => follow(address)) }, inner)
      : inner;
  }
  if (one.type === "text_mention" || one.type === "mention") {
    const me = one.user?.id === ground.bot.id;
    return h("span", { class: me ? "mention bot" : "mention" }, inner);
  }
  if (one.type === "hashtag") return h("span", { class: "mention" }, inner);
  return h("span", inner);
}

const stop = (act) => (event) => {
  event.preventDefault();
  event.stopPropagation();
  act();
};

// Only addresses that open a page; anything else stays words.
export function safe(address) {
  try {
    const link = new URL(address);
    return ["http:", "https:"].includes(link.protocol) ? link.href : null;
  } catch {
    return null;
  }
}
