// Cases that stand so close that one hides the number of another are set apart, with a thread to where each one is.

import * as L from "/assets/leaflet.js";

const SIZE = 42; // pixels from the middle of one pin to that of the next, where pins are 38 wide
const [LEAST, MOST, FILLED] = [42, 62, 0.28]; // of pins on the wall: widths in pixels, the share of the map
const BETWEEN = 6; // pixels from pin to pin on the wall
const STEPS = 80; // where so many places around are taken too, a pin stays where it is: the map is full

export class Spread {
  // `markers` are those of the map by key; of them cases are moved, and pictures along with theirs.
  // `isShut`: nobody can move the map; pins are as wide as their number allows, and none is set apart out of view.
  /** @param {import("/assets/leaflet.js").Map} map @param {Map<string, import("/assets/leaflet.js").Marker>} markers */
  constructor(map, markers, isShut = false) {
    this.map = map;
    this.markers = markers;
    this.isShut = isShut;
    this.isDue = false;
    this.threads = L.polyline([], { pane: "ground", className: "thread", interactive: false }).addTo(map);
    map.on("zoomend", () => this.draw());
  }

  // A marker came, went or moved. A team's flag, which moves often, moves no other pin.
  touch(marker) {
    this.isDue ||= marker.options.pane !== "teams";
  }

  // After pins came, went, or moved (`isDue`), and at every other zoom.
  draw() {
    this.isDue = false;
    const at = new Map();
    for (const [key, marker] of this.markers) {
      if (marker.options.pane === "cases") at.set(key, this.map.latLngToLayerPoint(marker.getLatLng()));
    }
    const size = this.size(at.size);
    const offsets = apart(at, size, this.isShut ? this.within(size / 2) : undefined);
    for (const [key, marker] of this.markers) {
      marker.apart = offsets.get(marker.ofCase ?? key) ?? null;
      put(marker);
    }
    this.threads.setLatLngs([...offsets].map(([key, by]) => this.thread(at.get(key), by)));
  }

  // How far so many pins stand apart; where the map is shut they are made as wide as there is room (see wall.css).
  size(many) {
    if (!this.isShut) return SIZE;
    const wide = roomy(this.map.getSize(), many);
    this.map.getContainer().style.setProperty("--pin", `${wide}px`);
    return wide + BETWEEN;
  }

  // Whether a place is in view, and so far from the border.
  within(margin) {
    const [{ x: wide, y: high }, origin] = [this.map.getSize(), this.map.containerPointToLayerPoint([0, 0])];
    const holds = (value, most) => value >= margin && value <= most - margin;
    return (x, y) => holds(x - origin.x, wide) && holds(y - origin.y, high);
  }

  /** @param {import("/assets/leaflet.js").Point} point @param {number[]} by */
  thread(point, by) {
    return [point, point.add(by)].map((end) => this.map.layerPointToLatLng(end));
  }
}

// Leaflet moves a pin by its transform; this comes on top of that.
export function put(marker) {
  const element = marker.getElement();
  const wanted = marker.apart ? marker.apart.map((value) => `${value}px`).join(" ") : "";
  if (element && (marker.apart || marker.wasApart)) element.style.translate = wanted;
  marker.wasApart = Boolean(marker.apart);
}

// How wide pins may be on a map of this size where there are so many of them that nobody can zoom: they fill a part of
// it at most, so that those which are set apart stay in view.
export function roomy({ x, y }, many) {
  return Math.round(Math.max(LEAST, Math.min(MOST, Math.sqrt((FILLED * x * y) / Math.max(many, 1)))));
}

// How far each pin is to be moved, in pixels by key; those that stand free are left out. `at` are their places, `size`
// is how far they are to stand from each other, `fits(x, y)` says where one may be set.
/** @param {Map<string, { x: number, y: number }>} at @returns {Map<string, number[]>} */
export function apart(at, size = SIZE, fits = (_x, _y) => true) {
  const taken = new Taken(size);
  const found = new Map();
  for (const [key, point] of at) {
    const by = free(point, taken, fits);
    taken.add(point.x + by[0], point.y + by[1]);
    if (by[0] || by[1]) found.set(key, by);
  }
  return found;
}

function free(point, taken, fits) {
  for (let step = 0; step < STEPS; step++) {
    const by = away(step, taken.size);
    const [x, y] = [point.x + by[0], point.y + by[1]];
    if (!taken.near(x, y) && (!step || fits(x, y))) return by;
  }
  return [0, 0];
}

// The places around a point on a spiral; by the golden angle no two of them lie behind each other.
function away(step, size) {
  const far = step ? (size / 2) * Math.sqrt(step + 1) : 0;
  return [far * Math.cos(step * 2.399963), far * Math.sin(step * 2.399963)].map(Math.round);
}

const cell = (column, row) => column * 65536 + row;

// The places that pins have, in squares as wide as pins stand from each other.
class Taken {
  constructor(size) {
    this.size = size;
    this.cells = new Map();
  }

  at(value) {
    return Math.floor(value / this.size);
  }

  add(x, y) {
    const name = cell(this.at(x), this.at(y));
    if (!this.cells.has(name)) this.cells.set(name, []);
    this.cells.get(name).push([x, y]);
  }

  near(x, y) {
    for (let left = this.at(x) - 1; left <= this.at(x) + 1; left++) {
      for (let top = this.at(y) - 1; top <= this.at(y) + 1; top++) {
        const others = this.cells.get(cell(left, top)) ?? [];
        if (others.some((other) => Math.hypot(other[0] - x, other[1] - y) < this.size - 2)) return true;
      }
    }
    return false;
  }
}
