// The live map: cases as rings that empty, teams with the age of their position, lines from team to case.
// Drawn beside Vue, part by part: a change touches only the markers of what changed.

import * as L from "/assets/leaflet.js";
import { bounds, Edge } from "./edge.js";
import { Ground } from "./ground.js";
import { Lines } from "./lines.js";
import { icon, stamp, turn } from "./pins.js";
import { PlacesLayer } from "./places-layer.js";
import { fixAge, isOut, urgency } from "./reckon.js";
import { spot, where } from "./sos.js";
import { put, Spread } from "./spread.js";
import { age, code, imprecise, itemName, say, short } from "./words.js";

const FIRST_ZOOM = 15;
const STILL = { dragging: false, scrollWheelZoom: false, doubleClickZoom: false, touchZoom: false, boxZoom: false };

export class LiveMap {
  // `live` is the situation; `picked(number)` hears of clicks on cases, `place(code)` of places, `moved(yes)` of
  // who moves the map.
  /**
   * @param {HTMLElement} element
   * @param {import("./live.js").Live} live
   * @param {{
   *   picked?: (number: number) => void, place?: (code: string) => void, moved?: (yes: boolean) => void,
   *   quiet?: boolean,
   * }} [hear]
   */
  constructor(element, live, { picked = () => {}, place = () => {}, moved = () => {}, quiet = false } = {}) {
    this.live = live;
    this.picked = picked;
    this.onMoved = moved;
    this.quiet = quiet;
    /** @type {Map<string, import("/assets/leaflet.js").Marker>} */
    this.markers = new Map();
    this.isMoved = false;
    this.selected = null;
    this.map = L.map(element, {
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      keyboard: !quiet,
      fadeAnimation: false,
      inertia: false,
      ...(quiet ? STILL : {}),
    });
    this.ours(() => this.map.setView([30.3147, 120.2741], FIRST_ZOOM));
    if (!quiet) {
      L.control
        .zoom({ position: "bottomright", zoomInTitle: say("screen-zoom-in"), zoomOutTitle: say("screen-zoom-out") })
        .addTo(this.map);
      // Whatever moves the map and was not ourselves was somebody: fingers, wheel, keys, buttons.
      this.map.on("movestart zoomstart", () => this.isOurs || this.touched());
    }
    const panes = { pictures: 600, teams: 610, cases: 620, calls: 630 };
    for (const [name, level] of Object.entries(panes)) this.map.createPane(name).style.zIndex = String(level);
    this.ground = new Ground(this.map, quiet);
    this.places = quiet ? null : new PlacesLayer(this.map, {
      picked: place,
      closer: (at, zoom) => this.closer(at, zoom),
      isOver: () => live.state.ended,
    });
    this.lines = new Lines(this.map);
    this.spread = new Spread(this.map, this.markers, quiet);
    this.edge = new Edge(this.map, live, quiet ? null : (points) => this.showAll(points));
    this.map.on("moveend", () => this.second()); // what comes into view is as old as it was when it left it
    this.seen = new ResizeObserver(() => this.resized());
    this.seen.observe(element);
  }

  resized() {
    this.ours(() => this.map.invalidateSize({ pan: false }));
    if (this.isMoved) return this.second();
    this.fitted = null;
    this.fit();
  }

  // Move the map without that counting as somebody's doing.
  ours(move) {
    this.isOurs = true;
    move();
    this.isOurs = false;
  }

  touched() {
    if (!this.isMoved) {
      this.isMoved = true;
      this.onMoved(true);
    }
  }

  // Back to everything, and following again.
  home() {
    this.isMoved = false;
    this.onMoved(false);
    this.fitted = null;
    this.fit();
  }

  update(keys) {
    for (const key of keys) {
      const [name] = key.split(":");
      if (name === "district") { for (const one of [this.ground, this.places]) one?.heard(this.live.one("district")); }
      else if (name === "checks") this.ground.shut(this.live.one(name));
      else if (name === "team") this.drawTeam(key);
      else if (name === "picture") this.drawPicture(key);
      else this.drawCase(key);
    }
    if (keys.length) this.lines.draw(this.live);
    if (!this.isMoved && keys.length) this.fit();
    if (this.spread.isDue) this.spread.draw();
    if (keys.length) this.edge.draw(this.fitted);
  }

  // `inner` are the elements in a pin: name and text of each.
  marker(key, point, pane, inner, className, size, title) {
    const drawn = JSON.stringify([inner, className]);
    let marker = this.markers.get(key);
    if (!point) return this.drop(key);
    if (!marker) {
      marker = L.marker(point, { pane, keyboard: false, icon: icon(inner, className, size) }).addTo(this.map);
      this.markers.set(key, marker);
      this.spread.touch(marker);
    } else {
      const at = marker.getLatLng();
      if (at.lat !== point[0] || at.lng !== point[1]) this.spread.touch(marker.setLatLng(point));
      if (marker.drawn !== drawn) put(marker.setIcon(icon(inner, className, size)));
    }
    marker.drawn = drawn;
    const element = marker.getElement();
    if (element && title) Object.assign(element, { title, role: "img", ariaLabel: title });
    return marker;
  }

  drop(key) {
    const marker = this.markers.get(key)?.remove();
    if (this.markers.delete(key)) this.spread.touch(marker);
    return null;
  }

  drawCase(key) {
    const one = this.live.one(key);
    if (!one?.list) return this.drop(key);
    if (one.list === "calls") return this.drawCall(key, one);
    const colour = urgency(one, this.live.now());
    const classes = ["case", colour, one.severity, one.waiting ? "waiting" : ""];
    if (this.selected === one.number) classes.push("selected");
    const title = this.quiet ? "" : `#${one.number} ${itemName(one.item)}`;
    const marker = this.marker(key, one.point, "cases", [["i"], ["b", one.number]], classes.join(" "), 38, title);
    if (!marker) return null;
    turn(marker, one, this.live.now());
    return this.listen(marker, one.number);
  }

  drawCall(key, one) {
    const [guess, title] = [!one.point, `#${one.number} · ${where(one, this.live)}`];
    const look = guess ? "call-pin guess" : "call-pin";
    const marker = this.marker(key, spot(one), "calls", [["b", guess ? "SOS?" : one.mark]], look, 54, title);
    return marker && this.listen(marker, one.number);
  }

  drawTeam(key) {
    const team = this.live.one(key);
    if (!team || !isOut(team)) return this.drop(key);
    const classes = ["team", team.state.replaceAll("_", "-"), `known-${team.known}`];
    const title = `${team.name} · ${code("team-state", team.state)} · ${this.known(team)}`;
    const inner = [["b", short(team.name)], ["small"]];
    const marker = this.marker(key, team.point, "teams", inner, classes.join(" "), [46, 24], title);
    if (marker) stamp(marker, team, this.live.now());
  }

  // How the place of a team is known, in words.
  known(team) {
    const seconds = fixAge(team, this.live.now());
    return say(`screen-known-${team.known}`, { age: seconds === null ? "" : age(seconds) }) + imprecise(team);
  }

  drawPicture(key) {
    const one = this.live.one(key);
    const point = one && (one.point || this.live.find(one.number)?.point);
    if (!one || !point) return this.drop(key);
    const title = say("screen-picture-of", { n: one.number });
    const marker = this.marker(key, point, "pictures", [["i"]], "picture-pin", 18, title);
    if (marker && !one.point) marker.ofCase = this.live.keyOf(one.number);
    return marker && this.listen(marker, one.number);
  }

  // A click on a pin picks its case.
  listen(marker, number) {
    if (!marker.isHeard) marker.on("click", () => this.picked(number));
    marker.isHeard = true;
    return marker;
  }

  // Every second: rings empty, colours change, ages grow. Only what is in view, and only where it changed.
  second() {
    this.edge.draw(this.fitted);
    const view = this.map.getBounds().pad(0.1);
    for (const [key, marker] of this.markers) {
      if (!view.contains(marker.getLatLng())) continue;
      const one = this.live.one(key);
      if (!one) continue;
      if (one.list === "board") {
        if (!marker.drawn.includes(urgency(one, this.live.now()))) this.drawCase(key);
        else turn(marker, one, this.live.now());
      } else if (key.startsWith("team:")) stamp(marker, one, this.live.now());
    }
  }

  select(number) {
    const before = this.selected;
    this.selected = number;
    for (const key of [before, number].map((one) => this.live.keyOf(one))) if (key) this.drawCase(key);
  }

  show(point) {
    if (point) this.closer(point, Math.max(this.map.getZoom(), 16));
  }

  closer(point, zoom) {
    this.touched();
    this.map.setView(point, zoom, { animate: false });
  }

  // Several that stand as one arrow at the edge.
  showAll(points) {
    if (points.length === 1) return this.show(points[0]);
    this.touched();
    this.map.fitBounds(L.latLngBounds(points).pad(0.2), { animate: false, maxZoom: 16, padding: [30, 30] });
  }

  // The district's own area in view; a pin that is far out does not make all others small (see edge.js). What does not
  // change does not move the map.
  fit() {
    const found = bounds(this.live);
    if (!found || (this.fitted && this.fitted.equals(found))) return;
    this.fitted = found;
    /** @type {[number, number]} */
    const padding = this.quiet ? [36, 36] : [18, 18]; // a pin at the border stands whole
    this.ours(() => this.map.fitBounds(found.pad(0.02), { animate: false, maxZoom: 17.5, padding }));
  }

  remove() {
    this.seen.disconnect();
    this.map.remove();
  }
}
