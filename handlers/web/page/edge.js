// What lies outside of the map stands as an arrow at its edge: what it is, how far from the middle; a click goes there.

import * as L from "/assets/leaflet.js";
import { element } from "/shared/ground.js";
import { atEdge, frame, grouped, metresBetween } from "./frame.js";
import { isOut, urgency } from "./reckon.js";
import { spot } from "./sos.js";
import { metres, say } from "./words.js";

const INSET = { top: 12, right: 12, bottom: 12, left: 12 };
const OVER = [0, 0, 92, 46]; // pixels that buttons of the map cover in its corners below: of the right one, of the left
const URGENT = 3; // up to this rank (calls for help, critical cases) also what only a moved map does not show
const SIZE = [7.5, 2.2]; // of an arrow, in its letters

/** @typedef {{ key: string, point: [number, number], name: string, look: string, rank: number }} Far */

export class Edge {
  // `go(points)` is called where somebody clicks; without it nothing can be clicked.
  /**
   * @param {import("/assets/leaflet.js").Map} map
   * @param {import("./live.js").Live} live
   * @param {((points: number[][]) => void) | null} go
   */
  constructor(map, live, go) {
    this.map = map;
    this.live = live;
    this.go = go;
    this.box = element("div", "", "edge");
    map.getContainer().append(this.box);
    /** @type {Map<string, HTMLElement>} */
    this.drawn = new Map();
  }

  // `home` are the bounds that the map shows by itself: what lies within them is found by going back there.
  /** @param {import("/assets/leaflet.js").Bounds | null} home */
  draw(home) {
    const size = this.map.getSize();
    const centre = this.map.getCenter();
    const spots = [];
    for (const one of far(this.live)) {
      if (one.rank > URGENT && home?.contains(one.point)) continue;
      const spot = atEdge(this.map.latLngToContainerPoint(one.point), size, INSET);
      if (spot) spots.push({ ...spot, ...one, far: metresBetween([centre.lat, centre.lng], one.point) });
    }
    spots.sort((a, b) => a.rank - b.rank || a.far - b.far);
    const letter = Number.parseFloat(getComputedStyle(this.box).fontSize);
    const groups = grouped(spots, SIZE[0] * letter, SIZE[1] * letter);
    const keys = new Set(groups.map(([first]) => first.key));
    for (const [key, old] of this.drawn) {
      if (keys.has(key)) continue;
      old.remove();
      this.drawn.delete(key);
    }
    for (const group of groups) this.put(group, size);
  }

  put(group, size) {
    const [first] = group;
    let arrow = this.drawn.get(first.key);
    if (!arrow) {
      arrow = element(this.go ? "button" : "div", "");
      arrow.append(element("i", ""), element("b", ""));
      this.drawn.set(first.key, arrow);
      this.box.append(arrow);
    }
    if (this.go) arrow.onclick = () => this.go(group.map((one) => one.point));
    arrow.className = `far ${first.look}`;
    const more = group.length > 1 ? ` +${group.length - 1}` : "";
    const said = `${first.name} ${metres(first.far)}${more}`;
    if (arrow.lastElementChild.textContent !== said) {
      arrow.lastElementChild.textContent = said;
      arrow.title = say("screen-outside", { what: group.map((one) => one.name).join(", "), far: metres(first.far) });
    }
    const y = Math.min(first.y, size.y - (this.go ? OVER[first.x > size.x / 2 ? 2 : 3] : 0) - INSET.bottom);
    const [x, top] = [(100 * first.x) / size.x, (100 * y) / size.y];
    Object.assign(arrow.style, { left: `${first.x}px`, top: `${y}px`, translate: `${-x}% ${-top}%` });
    arrow.style.setProperty("--angle", `${first.angle}deg`);
  }
}

// What may lie outside: calls for help, cases, and teams that are out.
/** @param {import("./live.js").Live} live @returns {Far[]} */
function far(live) {
  const found = [];
  for (const one of live.cases()) {
    const point = spot(one);
    if (!point) continue;
    const look = one.list === "calls" ? "help" : urgency(one, live.now());
    const name = `${one.list === "calls" ? `${one.mark} ` : ""}#${one.number}`;
    found.push({ key: `${one.kind}:${one.number}`, point, name, look, rank: one.rank ?? 99 });
  }
  for (const team of live.all("team")) {
    const { point, name } = team;
    if (point && isOut(team)) found.push({ key: `team:${team.id}`, point, name, look: "flag", rank: 100 });
  }
  return found;
}

// The bounds that the map shows by itself; null where nothing is known yet.
/** @param {import("./live.js").Live} live */
export function bounds(live) {
  const points = frame(live);
  return points.length ? L.latLngBounds(points) : null;
}
