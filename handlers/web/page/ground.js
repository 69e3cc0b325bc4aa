// What lies under everything on the map: tiles where there are any, the district's area, its registered places.

import * as L from "/assets/leaflet.js";
import { boot } from "./words.js";

const OSM = "https://www.openstreetmap.org/copyright";

export class Ground {
  // `quiet`: nothing can be pointed at.
  constructor(map, quiet) {
    this.map = map;
    this.quiet = quiet;
    map.createPane("ground").style.zIndex = 250;
    this.layer = L.layerGroup().addTo(map);
    if (boot.tiles) this.tiles();
  }

  // Where a tile does not load, the plain background stays.
  tiles() {
    L.tileLayer(boot.tiles, { maxZoom: 19 }).addTo(this.map);
    if (!boot.tiles.includes("openstreetmap.org")) return;
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => {
      const link = document.createElement("a");
      link.href = OSM;
      link.rel = "noreferrer";
      link.className = "leaflet-control-attribution";
      link.textContent = "\u00a9 OpenStreetMap";
      return link;
    };
    control.addTo(this.map);
  }

  draw(district) {
    this.layer.clearLayers();
    if (!district) return;
    if (district.area) {
      L.geoJSON(district.area, { pane: "ground", interactive: false, className: "area" }).addTo(this.layer);
    }
    for (const place of district.places) {
      const dot = L.circleMarker(place.point, {
        pane: "ground",
        radius: 3,
        className: "place",
        interactive: !this.quiet,
      });
      if (!this.quiet) dot.bindTooltip(() => named(place.name), { direction: "top" });
      dot.addTo(this.layer);
    }
  }
}

function named(text) {
  const box = document.createElement("span");
  box.textContent = text;
  return box;
}
