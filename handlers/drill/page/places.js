// The registered places on the map of the ground, drawn anew when one is registered or goes.

import * as L from "/assets/leaflet.js";
import { place } from "/shared/ground.js";
import { located } from "./ground.js";

const NAMED = { direction: "right", permanent: true, className: "placename" };

/** @type {WeakMap<object, import("/assets/leaflet.js").LayerGroup>} */
const drawn = new WeakMap();

/** @param {import("/assets/leaflet.js").Map} map */
export function drawPlaces(map) {
  drawn.get(map)?.remove();
  const group = L.layerGroup();
  for (const one of located()) group.addLayer(place(one.at, one.name, NAMED));
  drawn.set(map, group.addTo(map));
}
