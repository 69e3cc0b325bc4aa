// The district under everything on the live map, drawn anew when it changes. Where nobody can point at anything its
// places are part of it; elsewhere they are a layer of their own (places-layer.js).

import * as L from "/assets/leaflet.js";
import { area, element, place, tiles } from "/shared/ground.js";
import { boot, say } from "./words.js";

export class Ground {
  // `quiet`: nothing can be pointed at.
  constructor(map, quiet) {
    this.quiet = quiet;
    map.createPane("ground").style.zIndex = "250";
    map.createPane("shut").style.zIndex = "330";
    this.layer = L.layerGroup().addTo(map);
    this.closed = L.layerGroup().addTo(map);
    tiles(map, boot.tiles);
  }

  heard(district) {
    this.layer.clearLayers();
    if (!district) return;
    if (district.area) area(district.area, "ground").addTo(this.layer);
    if (!this.quiet) return;
    for (const one of district.places) place(one.point, one.name, null, "ground").addTo(this.layer);
  }

  // Places that must not open are red however far away the map is, on the wall too.
  shut(checks) {
    this.closed.clearLayers();
    for (const one of checks?.places ?? []) {
      const dot = L.circleMarker(one.point, { pane: "shut", radius: 9, className: "shut", interactive: !this.quiet });
      const words = () => element("span", `⛔ ${say("screen-wall-shut")} ${one.name}`, "shut-words");
      dot.bindTooltip(words, { direction: "top", offset: [0, -8], permanent: !this.quiet }).addTo(this.closed);
    }
  }
}
