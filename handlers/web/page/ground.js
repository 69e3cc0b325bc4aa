// The district under everything on the live map, drawn anew when it changes. Where nobody can point at anything its
// places are part of it; elsewhere they are a layer of their own (places-layer.js).

import * as L from "/assets/leaflet.js";
import { area, place, tiles } from "/shared/ground.js";
import { boot } from "./words.js";

export class Ground {
  // `quiet`: nothing can be pointed at.
  constructor(map, quiet) {
    this.quiet = quiet;
    map.createPane("ground").style.zIndex = "250";
    this.layer = L.layerGroup().addTo(map);
    tiles(map, boot.tiles);
  }

  heard(district) {
    this.layer.clearLayers();
    if (!district) return;
    if (district.area) area(district.area, "ground").addTo(this.layer);
    if (!this.quiet) return;
    for (const one of district.places) place(one.point, one.name, null, "ground").addTo(this.layer);
  }
}
