// The registered places on the live map: asked for by what is in view, drawn on one canvas. Far away they are clusters
// with their counts, near by points. Whoever moves the map on before an answer came never sees that answer.

import * as L from "/assets/leaflet.js";
import { element } from "/shared/ground.js";
import { reactive } from "/shared/vue.js";
import { tried } from "./parts.js";
import { colourName, kindName, stateName } from "./place-words.js";
import { boot, say } from "./words.js";

const RESTS_MS = 180; // after so long the map is taken to rest
const KEPT = "patrolbot-places";
const IN_BY = 2; // so many steps closer a cluster leads
const CLOSEST = 19;
// Colours of urgency are for cases. What is at work is filled; of what is not, or of what nobody knows, only the edge.
const AT_DOOR = { yellow: "--soon", orange: "--soon", red: "--overdue" };
const FILLED = { open: "--place", resuming: "--way" };

// A circle with a number in it.
const Counted = L.CircleMarker.extend({
  _updatePath() {
    L.CircleMarker.prototype._updatePath.call(this);
    const [renderer, { x, y }] = [this._renderer, this._point];
    if (!renderer._drawing || this._empty()) return;
    const { font, ink, count } = this.options;
    Object.assign(renderer._ctx, { font, fillStyle: ink, textAlign: "center", textBaseline: "middle", globalAlpha: 1 });
    renderer._ctx.fillText(count, x, y);
  },
});

export class PlacesLayer {
  // `picked(code)` hears of clicks on places, `closer(point, zoom)` is called where a cluster was clicked;
  // `isOver()` says whether whoever looks is let in no more.
  /**
   * @param {import("/assets/leaflet.js").Map} map
   * @param {{
   *   picked: (code: string) => void, closer: (point: number[], zoom: number) => void, isOver: () => boolean,
   * }} hear
   */
  constructor(map, hear) {
    this.map = map;
    this.hear = hear;
    map.createPane("places").style.zIndex = "300";
    this.canvas = L.canvas({ pane: "places", padding: 0.2, tolerance: 4 });
    this.group = L.layerGroup();
    /** @type {Map<string, import("/assets/leaflet.js").Layer>} */
    this.drawn = new Map();
    this.asked = 0;
    this.state = reactive({ on: false, kind: "", state: "", colour: "", count: 0, isClustered: false, trouble: "" });
    map.on("moveend", () => this.rest());
    if (localStorage.getItem(KEPT) !== "off") this.turn(true);
  }

  turn(on) {
    Object.assign(this.state, { on, trouble: "" });
    localStorage.setItem(KEPT, on ? "on" : "off");
    if (on) {
      this.group.addTo(this.map);
      return this.rest();
    }
    this.asked += 1;
    this.group.remove();
    this.clear();
  }

  // The district as it stands now: another register, and other colours of its places, are asked for anew.
  heard(district) {
    const stands = JSON.stringify([district?.register, district?.colours]);
    if (district && stands !== this.stands) this.rest();
    this.stands = stands;
  }

  only(filter) {
    Object.assign(this.state, filter);
    this.rest(0);
  }

  // Ask anew once the map rests.
  rest(after = RESTS_MS) {
    clearTimeout(this.timer);
    if (this.state.on) this.timer = setTimeout(() => this.ask(), after);
  }

  async ask() {
    if (this.hear.isOver()) return;
    const turn = ++this.asked;
    const view = this.map.getBounds().pad(0.15);
    const within = (value, most) => Math.max(-most, Math.min(most, value));
    const wanted = new URLSearchParams({ zoom: String(within(this.map.getZoom(), 22)) });
    const sides = { south: [view.getSouth(), 90], west: [view.getWest(), 180], north: [view.getNorth(), 90] };
    for (const [name, [value, most]] of Object.entries({ ...sides, east: [view.getEast(), 180] })) {
      wanted.set(name, String(within(value, most)));
    }
    for (const name of ["kind", "state", "colour"]) if (this.state[name]) wanted.set(name, this.state[name]);
    const path = `/api/districts/${boot.district}/screen/places/map?${wanted}`;
    const { ok, body, status } = await tried(path);
    if (turn !== this.asked || !this.state.on) return;
    this.state.trouble = ok ? "" : body.sentence || say("screen-cannot-load", { status });
    if (ok) this.draw(body);
  }

  draw({ points, clusters, count }) {
    const began = performance.now();
    Object.assign(this.state, { count, isClustered: clusters.length > 0 });
    const colours = this.colours();
    const wanted = new Map();
    for (const one of points) wanted.set(`p${one.join("|")}`, () => this.point(one, colours));
    for (const one of clusters) wanted.set(`c${one.join("|")}`, () => this.cluster(one, colours));
    for (const [key, layer] of this.drawn) if (!wanted.has(key)) this.drop(key, layer);
    for (const [key, make] of wanted) {
      if (this.drawn.has(key)) continue;
      const layer = make();
      this.drawn.set(key, layer);
      this.group.addLayer(layer);
    }
    performance.measure("patrol-places", { start: began, end: performance.now() });
  }

  point([code, name, kind, state, lat, lon, door, why], colours) {
    const own = AT_DOOR[door] ?? FILLED[state];
    const colour = colours(own ?? "--place");
    const fillColor = own ? colour : colours("--panel");
    const look = {
      renderer: this.canvas,
      radius: 5,
      weight: 2,
      color: colour,
      fillColor,
      fillOpacity: 0.95,
    };
    const said = [kindName(kind), stateName(state), ...(door ? [colourName(door)] : []), ...(why ? [why] : [])];
    const words = () => {
      const whole = element("span", "");
      whole.append(element("bdi", name), ["", ...said].join(" · ")); // a name from the right stays by itself
      return whole;
    };
    return L.circleMarker([lat, lon], look)
      .bindTooltip(words, { direction: "top", offset: [0, -4] })
      .on("click", () => this.hear.picked(code));
  }

  cluster([lat, lon, count], colours) {
    const radius = Math.min(30, 12 + 4 * Math.log10(count));
    const look = {
      renderer: this.canvas,
      radius,
      weight: 2,
      color: colours("--accent"),
      fillColor: colours("--panel"),
    };
    const text = { count: short(count), ink: colours("--text"), font: "600 12px system-ui, sans-serif" };
    const closer = () => this.hear.closer([lat, lon], Math.min(CLOSEST, Math.floor(this.map.getZoom()) + IN_BY));
    return new Counted([lat, lon], { ...look, fillOpacity: 0.9, ...text }).on("click", closer);
  }

  drop(key, layer) {
    this.group.removeLayer(layer);
    this.drawn.delete(key);
  }

  clear() {
    for (const [key, layer] of this.drawn) this.drop(key, layer);
    Object.assign(this.state, { count: 0, isClustered: false });
  }

  // A canvas knows no style sheet: after day or night came it is drawn anew.
  recolour() {
    if (!this.state.on) return;
    this.clear();
    this.rest(0);
  }

  colours() {
    const style = getComputedStyle(this.map.getContainer());
    const found = new Map();
    return (name) => found.get(name) ?? found.set(name, style.getPropertyValue(name).trim()).get(name);
  }
}

// 950, 1.2k, 45k
/** @param {number} count */
export function short(count) {
  if (count < 1000) return String(count);
  return count < 9950 ? `${(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`;
}
