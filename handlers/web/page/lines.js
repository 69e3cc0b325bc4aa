// Lines from each team to the cases that it holds and has not reached.

import * as L from "/assets/leaflet.js";

const ON_THE_WAY = ["sent", "on_the_way"];

export class Lines {
  constructor(map) {
    this.map = map;
    this.drawn = new Map();
  }

  draw(live) {
    const wanted = ways(live);
    for (const [key, line] of this.drawn) {
      if (wanted.has(key)) continue;
      line.remove();
      this.drawn.delete(key);
    }
    for (const [key, { state, points }] of wanted) {
      const line = this.drawn.get(key);
      if (line?.state === state) line.setLatLngs(points);
      else this.add(key, state, points);
    }
  }

  add(key, state, points) {
    this.drawn.get(key)?.remove();
    const className = `way ${state.replaceAll("_", "-")}`;
    const line = L.polyline(points, { pane: "ground", className, interactive: false }).addTo(this.map);
    line.state = state;
    this.drawn.set(key, line);
  }
}

// From which team to which case, by both: points and the state of the team.
/** @param {import("./live.js").Live} live */
export function ways(live) {
  const found = new Map();
  for (const team of live.all("team")) {
    if (!team.point || !ON_THE_WAY.includes(team.state)) continue;
    for (const number of team.cases) {
      const one = live.find(number);
      const to = one?.point ?? one?.guess?.point;
      if (to) found.set(`${team.id}-${number}`, { state: team.state, points: [team.point, to] });
    }
  }
  return found;
}
