// A pin of the map, made of elements: foreign text in it stays text.

import * as L from "/assets/leaflet.js";
import { element } from "/shared/ground.js";
import { fixAge, share } from "./reckon.js";
import { age } from "./words.js";

const OLD_S = 60; // from this age on it stands on the map itself; always in the flag's title and the list of teams

// `inner` are the elements: name and text of each; `size` in pixels, one number or width and height.
export function icon(inner, className, size) {
  const iconSize = Array.isArray(size) ? size : [size, size];
  // A team's flag stands above its point, so that a case at the same spot stays to be seen.
  const iconAnchor = className.startsWith("team") ? [iconSize[0] / 2, iconSize[1] + 9] : undefined;
  const box = element("div", "");
  for (const [name, text = ""] of inner) box.append(element(name, text));
  return L.divIcon({ html: box, className: `pin ${className}`, iconSize, iconAnchor });
}

// How much of a case's ring is left.
export function turn(marker, one, now) {
  const turned = Math.round(share(one, now) * 120) / 120;
  if (marker.turned === turned && marker.turnedOn === marker.getElement()) return;
  marker.turned = turned;
  marker.turnedOn = marker.getElement();
  marker.getElement()?.style.setProperty("--left", `${turned * 360}deg`);
}

// How old the place of a team is.
export function stamp(marker, team, now) {
  const seconds = fixAge(team, now);
  const shown = seconds === null || !["fix", "stale"].includes(team.known) || seconds < OLD_S ? "" : age(seconds);
  const small = marker.getElement()?.querySelector("small");
  if (small && small.textContent !== shown) small.textContent = shown;
}
