// What a person does: everything goes through the server's routes, as anybody's curl would do it.

import { ask } from "/shared/ask.js";
import { now } from "./clock.js";
import { ground, personOf, teamOf } from "./ground.js";
import { become, chatId, draft, me, pane, replying } from "./me.js";
import { alarm, toast, waitFor } from "./presses.js";
import { messagesOf, state } from "./talks.js";
import { say } from "./words.js";

const SHARED_S = 28800;
const ACCURACY_M = 8;
const AGAIN_MS = 1100;

export class Refused extends Error {}

export async function post(path, body = {}) {
  const answer = await ask(`/drill/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Refused(answer.body.error ?? answer.status);
  return answer.body;
}

// Do it, and say what was wrong where it could not be done.
export async function attempt(deed) {
  try {
    return await deed();
  } catch (trouble) {
    toast(trouble instanceof Refused ? say("ground-refused", { why: trouble.message }) : say("ground-offline"), "bad");
    return null;
  }
}

export async function write(text, chat = chatId.value, from = me.value) {
  const body = { from, chat, text };
  if (replying.value) body.reply_to = replying.value.id;
  const sent = await post("say", body);
  replying.value = null;
  return sent;
}

export const openPrivate = (payload = "", from = me.value) => post("start", { from, payload });

export async function sendAttached(caption) {
  const { attached } = draft;
  const body = { from: me.value, chat: chatId.value };
  if (caption) body.caption = caption;
  if (replying.value) body.reply_to = replying.value.id;
  if (attached.picture) await post("photo", { ...body, picture: attached.picture });
  else if (attached.kind === "photo") await post("photo", { ...body, data: attached.data });
  else await post("document", { ...body, data: attached.data, name: attached.name });
  draft.attached = null;
  replying.value = null;
}

export const report = ([lat, lon], chat = chatId.value, from = me.value) => post("location", { from, chat, lat, lon });

// The live location that somebody shares at this moment, as a message.
export function sharedBy(id) {
  const mine = (m) => m.sender_id === id && m.live_until && m.live_until > now() && m.location?.live_period;
  return messagesOf(id).findLast(mine) ?? messagesOf(ground.chat).findLast(mine) ?? null;
}

// A phone goes on sending: the second time, a second later, makes a leap across the map one that is believed.
export async function standAt(point, from = me.value) {
  await sendPlace(point, from);
  await new Promise((then) => setTimeout(then, AGAIN_MS));
  await sendPlace(point, from);
}

// What a phone sends once of where it is.
export async function sendPlace([lat, lon], from) {
  const shared = sharedBy(from);
  const where = { from, lat, lon, accuracy: ACCURACY_M };
  if (shared) await post("live/move", { ...where, message: shared.id, chat: shared.chat });
  else await post("live/start", { ...where, chat: state.closed.includes(from) ? ground.chat : from, period: SHARED_S });
}

export async function stopSharing(from = me.value) {
  const shared = sharedBy(from);
  if (shared) await post("live/stop", { from, message: shared.id, chat: shared.chat });
}

// Where somebody is: the shared location, else the team's base, else the district's centre.
/** @param {number} id @returns {[number, number]} */
export function placeOf(id) {
  const shared = sharedBy(id)?.location;
  if (shared) return [shared.latitude, shared.longitude];
  return teamOf(personOf(id))?.base ?? ground.centre;
}

export async function press(message, button, from = me.value) {
  const sent = await post("press", { from, message: message.id, chat: message.chat, button: button.data }).catch(
    (trouble) => {
      throw trouble instanceof Refused ? new Refused(say("ground-changed")) : trouble;
    },
  );
  waitFor(sent.callback, `${message.chat}:${message.id}:${button.data}`, (answer) => {
    if (answer.url) follow(answer.url);
    else if (answer.alert) alarm.value = answer.text;
    else if (answer.text) toast(answer.text);
  });
}

// The label on a place's door, as a phone scans it: the bot's link in Telegram, or our own page in a browser.
export function scan(place) {
  follow(`https://t.me/${ground.bot.username}?start=${place.start ?? ""}`);
}

export function openDoor(place) {
  follow(new URL(place.page, state.bot.command_centre).href);
}

// A link that leads into the private chat with the bot stays on this page; every other one opens beside it.
export function follow(address) {
  const link = new URL(address);
  if (link.host === "t.me" && link.pathname.slice(1) === ground.bot.username) {
    attempt(() => openPrivate(link.searchParams.get("start") ?? ""));
    become(me.value, "private");
    pane.value = "chat";
    return;
  }
  if (["http:", "https:"].includes(link.protocol)) globalThis.open(link.href, "_blank", "noopener,noreferrer");
}
