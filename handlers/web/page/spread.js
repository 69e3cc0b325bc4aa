// Cases that stand so close that one hides the number of another are set apart, with a thread to where each one is.

import * as L from "/assets/leaflet.js";

const SIZE = 42; // pixels from the middle of one pin to that of the next
const STEPS = 80; // where so many places around are taken too, a pin stays where it is: the map is full

export class Spread {
  // `markers` are those of the map by key; of them cases are moved, and pictures along with theirs.
  /** @param {import("/assets/leaflet.js").Map} map @param {Map<string, import("/assets/leaflet.js").Marker>} markers */
  constructor(map, markers) {
    this.map = map;
    this.markers = markers;
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
    const offsets = apart(at);
    for (const [key, marker] of this.markers) {
      marker.apart = offsets.get(marker.ofCase ?? key) ?? null;
      put(marker);
    }
    this.threads.setLatLngs([...offsets].map(([key, by]) => this.thread(at.get(key), by)));
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

// How far each pin is to be moved, in pixels by key; those that stand free are left out. `at` are their places.
/** @param {Map<string, { x: number, y: number }>} at @returns {Map<string, number[]>} */
export function apart(at) {
  const cells = new Map();
  const found = new Map();
  for (const [key, point] of at) {
    const by = free(point, cells);
    const [x, y] = [point.x + by[0], point.y + by[1]];
    const name = cell(column(x), column(y));
    if (!cells.has(name)) cells.set(name, []);
    cells.get(name).push([x, y]);
    if (by[0] || by[1]) found.set(key, by);
  }
  return found;
}

function free(point, cells) {
  for (let step = 0; step < STEPS; step++) {
    const by = away(step);
    if (!near(cells, point.x + by[0], point.y + by[1])) return by;
  }
  return [0, 0];
}

// The places around a point on a spiral; by the golden angle no two of them lie behind each other.
function away(step) {
  const far = step ? (SIZE / 2) * Math.sqrt(step + 1) : 0;
  return [far * Math.cos(step * 2.399963), far * Math.sin(step * 2.399963)].map(Math.round);
}

const column = (value) => Math.floor(value / SIZE);
const cell = (column, row) => column * 65536 + row;

function near(cells, x, y) {
  for (let left = column(x) - 1; left <= column(x) + 1; left++) {
    for (let top = column(y) - 1; top <= column(y) + 1; top++) {
      const others = cells.get(cell(left, top)) ?? [];
      if (others.some((other) => Math.hypot(other[0] - x, other[1] - y) < SIZE - 2)) return true;
    }
  }
  return false;
}
