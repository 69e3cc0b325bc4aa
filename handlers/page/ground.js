// What lies under everything on a map: tiles where there are any, the district's area, its registered places.
// Colours are the page's own style: .area and .place.

import * as L from "/assets/leaflet.js";

const OSM = "https://www.openstreetmap.org/copyright";

// Foreign words as an element, never as markup.
export function element(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

// Where a tile does not load, the plain background stays.
export function tiles(map, address) {
  if (!address) return;
  L.tileLayer(address, { maxZoom: 19 }).addTo(map);
  if (!address.includes("openstreetmap.org")) return;
  const credit = L.control({ position: "bottomleft" });
  credit.onAdd = () => {
    const link = element("a", "\u00a9 OpenStreetMap", "leaflet-control-attribution");
    link.href = OSM;
    link.rel = "noreferrer";
    return link;
  };
  credit.addTo(map);
}

export const area = (shape, pane = "overlayPane") => L.geoJSON(shape, { pane, interactive: false, className: "area" });

// A registered place; its name is shown as `tooltip` says, never where that is null.
export function place(at, name, tooltip, pane = "overlayPane") {
  const dot = L.circleMarker(at, { pane, radius: 3, className: "place", interactive: Boolean(tooltip) });
  return tooltip ? dot.bindTooltip(() => element("span", name), tooltip) : dot;
}
