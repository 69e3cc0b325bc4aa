// A pin of the map, made of elements: foreign text in it stays text.

import * as L from "/assets/leaflet.js";
import { element } from "/shared/ground.js";

// `inner` are the elements: name and text of each; `size` in pixels, one number or width and height.
export function icon(inner, className, size) {
  const iconSize = Array.isArray(size) ? size : [size, size];
  // A team's flag stands above its point, so that a case at the same spot stays to be seen.
  const iconAnchor = className.startsWith("team") ? [iconSize[0] / 2, iconSize[1] + 9] : undefined;
  const box = element("div", "");
  for (const [name, text = ""] of inner) box.append(element(name, text));
  return L.divIcon({ html: box, className: `pin ${className}`, iconSize, iconAnchor });
}
