// The live map: the district, its bases and places, who is where now, and what was reported where.

import { h, onBeforeUnmount, onMounted, ref, watch } from "/shared/vue.js";
import * as L from "/assets/leaflet.js";
import { area, element, tiles } from "/shared/ground.js";
import { now } from "./clock.js";
import { attempt, openDoor, report, scan, standAt } from "./deeds.js";
import { drawPlaces } from "./places.js";
import { colourOf, ground, initials, personOf, standing, teamOf } from "./ground.js";
import { guide, STEPS } from "./guide.js";
import { me, pane, person } from "./me.js";
import { metres, nearestPlace } from "./minimap.js";
import { looking } from "./sight.js";
import { cases, chats, messagesOf, news, state } from "./talks.js";
import { say } from "./words.js";

const PINS = 60;
const NAMES_FROM = 15.5;
const CLOSE = 16;
const FAR_BELOW = 13;
const AT_BASE_M = 150;
const DOOR_PX = 18;

export const LiveMap = {
  setup() {
    const box = ref(null);
    let map = null;
    let draw = null;
    onMounted(() => {
      map = build(box.value);
      draw = drawer(map);
      draw();
      map.on("click", (event) => ask(map, event.latlng));
    });
    // A map that is not seen has no size: where to look is settled once it has one.
    let aim = () => overview(map);
    const look = (wanted) => {
      aim = wanted;
      if (box.value?.clientWidth) {
        aim();
        aim = null;
      }
    };
    const resize = new ResizeObserver(() => {
      map?.invalidateSize({ animate: false });
      if (aim) look(aim);
    });
    onMounted(() => resize.observe(box.value));
    onBeforeUnmount(() => {
      resize.disconnect();
      map?.remove();
    });
    let waiting = 0;
    const later = () => {
      waiting ||= requestAnimationFrame(() => {
        waiting = 0;
        draw?.();
      });
    };
    watch([news, me], later);
    watch(() => ground.places, () => map && drawPlaces(map));
    watch(
      () => state.playing?.name,
      (name) => {
        if (name) look(() => overview(map));
      },
    );
    // Once the guide's case is over there is more to see than its place.
    watch(
      () => guide.value.at >= STEPS.length,
      (is) => {
        if (is) look(() => overview(map));
      },
    );
    watch(looking, (wanted) => {
      if (wanted?.at) look(() => map.flyTo(wanted.at, Math.max(map.getZoom(), CLOSE), { duration: 0.6 }));
    });
    return () =>
      h("div", { class: "mapbox" }, [
        h("div", { ref: box, class: "map", role: "application", "aria-label": say("ground-map") }),
        h("p", { class: "maphint" }, say("ground-map-hint", { who: person.value.name })),
        legend(),
      ]);
  },
};

const legend = () =>
  h("ul", { class: "legend" }, [
    h("li", [h("i", { class: "l-base" }), say("ground-legend-base")]),
    h("li", [h("i", { class: "l-live" }), say("ground-legend-live")]),
    h("li", [h("i", { class: "l-pin" }), say("ground-legend-pin")]),
  ]);

function build(box) {
  const map = L.map(box, {
    center: ground.centre ?? [30, 120],
    zoom: 14,
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0.25,
    minZoom: 11,
    maxZoom: 19,
  });
  L.control.zoom({ position: "bottomright", zoomInTitle: "+", zoomOutTitle: "−" }).addTo(map);
  L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
  tiles(map, ground.tile_url);
  map.getContainer().classList.toggle("tiled", Boolean(ground.tile_url));
  if (ground.area) area(ground.area).addTo(map);
  drawPlaces(map);
  for (const team of ground.teams) {
    if (!team.base) continue;
    const icon = L.divIcon({ className: "base", html: element("span", team.name), iconSize: null });
    L.marker(team.base, { icon, keyboard: false, interactive: false, zIndexOffset: -500 }).addTo(map);
  }
  const zoomed = () => {
    map.getContainer().classList.toggle("near", map.getZoom() >= NAMES_FROM);
    map.getContainer().classList.toggle("far", map.getZoom() < FAR_BELOW);
  };
  map.on("zoomend", zoomed);
  return map;
}

// The whole district.
function overview(map) {
  map.closePopup();
  if (ground.area) map.fitBounds(area(ground.area).getBounds(), { padding: [18, 18] });
}

const words = (text) => element("span", text);

function ask(map, at) {
  const box = element("div", "", "ask");
  const button = (text, kind, act) => {
    const made = element("button", text, kind);
    made.type = "button";
    made.addEventListener("click", () => {
      map.closePopup();
      pane.value = "chat";
      attempt(act);
    });
    box.append(made);
  };
  /** @type {[number, number]} */
  const where = [at.lat, at.lng];
  button(say("ground-report-here"), "primary", () => report(where));
  button(say("ground-i-am-here"), "ghost", () => standAt(where));
  const door = nearestPlace(where)?.place;
  if (door && map.latLngToContainerPoint(door.at).distanceTo(map.latLngToContainerPoint(at)) < DOOR_PX) {
    button(`▦ ${say("ground-scan", { place: door.name })}`, "ghost", () => scan(door));
    if (state.bot.command_centre) button(say("ground-scan-page"), "ghost", () => openDoor(door));
  }
  box.append(element("small", say("ground-as-who", { who: `${person.value.name} · ${standing(person.value)}` })));
  L.popup({ closeButton: false, minWidth: 190 }).setLatLng(at).setContent(box).openOn(map);
  box.querySelector("button").focus();
}

// Draws people and pins; what did not change keeps its marker.
function drawer(map) {
  const people = new Map();
  const pins = new Map();
  return () => {
    const found = livePeople();
    keep(people, found, (one) =>
      L.marker(one.at, { icon: faceOf(one), keyboard: false, zIndexOffset: 500 })
        .bindTooltip(words(one.label), { direction: "top", offset: [0, -14] })
        .addTo(map));
    const reported = pinsOf();
    keep(pins, reported, (one) =>
      L.marker(one.at, { icon: pinOf(one), keyboard: false })
        .bindTooltip(words(one.label), { direction: "top", offset: [0, -30] })
        .addTo(map));
  };
}

function keep(markers, found, make) {
  for (const [id, { marker }] of markers) {
    if (!found.has(id)) {
      marker.remove();
      markers.delete(id);
    }
  }
  for (const [id, one] of found) {
    const known = markers.get(id);
    if (known && known.look === one.look) {
      if (String(known.at) !== String(one.at)) known.marker.setLatLng(one.at);
      known.at = one.at;
    } else {
      known?.marker.remove();
      markers.set(id, { marker: make(one), look: one.look, at: one.at });
    }
  }
}

function livePeople() {
  const found = new Map();
  const time = now();
  for (const chat of chats()) {
    for (const message of chat.messages.value) {
      if (!message.location?.live_period || !(message.live_until > time)) continue;
      const who = personOf(message.sender_id);
      if (!who) continue;
      /** @type {[number, number]} */
      const at = [message.location.latitude, message.location.longitude];
      const mine = who.id === me.value;
      const base = teamOf(who)?.base;
      const home = Boolean(base) && metres(at, base) < AT_BASE_M;
      found.set(who.id, { at, who, mine, home, label: `${who.name} · ${standing(who)}`, look: `${mine} ${home}` });
    }
  }
  return found;
}

// At its base a team is named by that already.
function faceOf({ who, mine, home }) {
  const face = element("span", initials(who.name), mine ? "face mine" : "face");
  face.style.background = colourOf(who.id);
  const box = element("div", "");
  box.append(face);
  const team = teamOf(who);
  if (team && !home) box.append(element("small", team.name));
  return L.divIcon({ className: "person", html: box, iconSize: [28, 28], iconAnchor: [14, 14] });
}

// The newest locations that people sent as reports, with the state of the case whose card answers each.
function pinsOf() {
  const list = messagesOf(ground.chat);
  const byCard = new Map([...cases.values()].map((one) => [one.card, one]));
  const answered = new Map(list.filter((m) => m.reply_to && byCard.has(m.id)).map((m) => [m.reply_to, m]));
  const pins = list.filter((m) => m.location && !m.by_bot && !m.live_until && !m.edits).slice(-PINS);
  return new Map(
    pins.map((m) => {
      const card = answered.get(m.id);
      const one = card && byCard.get(card.id);
      const kind = !one ? "new" : one.overdue ? "overdue" : one.state.replaceAll("_", "-");
      const number = one ? one.number : "";
      const label = card ? card.text.split("\n")[0] : say("ground-reported-by", { who: m.sender });
      return [
        m.id,
        { at: [m.location.latitude, m.location.longitude], kind, number, label, look: `${kind} ${number} ${label}` },
      ];
    }),
  );
}

function pinOf({ kind, number }) {
  return L.divIcon({ className: `pin ${kind}`, html: words(number || "!"), iconSize: [26, 34], iconAnchor: [13, 33] });
}
