// A location in the chat: a small map drawn by ourselves, 600 by 270 metres around the point, with a line
// every 100 metres.

import { h } from "/shared/vue.js";
import { ground, located } from "./ground.js";

const WIDE_M = 600;
const HIGH_M = 270;
const GRID_M = 100;
const DEGREE_M = 111320;

export function metres([lat, lon], [toLat, toLon]) {
  const east = (toLon - lon) * DEGREE_M * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(east, (toLat - lat) * DEGREE_M);
}

export function nearestPlace(at) {
  let best = null;
  for (const place of located()) {
    const far = metres(at, place.at);
    if (!best || far < best.far) best = { place, far };
  }
  return best;
}

export function miniMap(at, live) {
  const east = (lon) => (lon - at[1]) * DEGREE_M * Math.cos((at[0] * Math.PI) / 180) + WIDE_M / 2;
  const south = (lat) => (at[0] - lat) * DEGREE_M + HIGH_M / 2;
  const near = located().filter(
    (place) =>
      Math.abs(east(place.at[1]) - WIDE_M / 2) < WIDE_M / 2 && Math.abs(south(place.at[0]) - HIGH_M / 2) < HIGH_M / 2,
  );
  const [x, y] = [east(ground.centre?.[1] ?? at[1]), south(ground.centre?.[0] ?? at[0])].map(
    (one) => ((one % GRID_M) + GRID_M) % GRID_M,
  );
  return h(
    "svg",
    {
      viewBox: `0 0 ${WIDE_M} ${HIGH_M}`,
      class: "minimap",
      preserveAspectRatio: "xMidYMid slice",
      "aria-hidden": "true",
    },
    [
      h("rect", { width: WIDE_M, height: HIGH_M, class: "ground" }),
      h("path", {
        class: "grid",
        d: [
          ...lines(x, WIDE_M).map((i) => `M${i} 0V${HIGH_M}`),
          ...lines(y, HIGH_M).map((i) => `M0 ${i}H${WIDE_M}`),
        ].join(""),
      }),
      ...near.map((place) => h("circle", { cx: east(place.at[1]), cy: south(place.at[0]), r: 9, class: "place" })),
      live ? h("circle", { cx: WIDE_M / 2, cy: HIGH_M / 2, r: 40, class: "halo" }) : null,
      live ? h("circle", { cx: WIDE_M / 2, cy: HIGH_M / 2, r: 17, class: "dot" }) : pin(WIDE_M / 2, HIGH_M / 2),
    ],
  );
}

const lines = (from, to) => Array.from({ length: Math.ceil((to - from) / GRID_M) }, (_, i) => from + i * GRID_M);

const pin = (x, y) =>
  h("g", { transform: `translate(${x} ${y}) scale(3.4)` }, [
    h("path", { class: "pin", d: "M0 0C-6-7-9-11-9-16a9 9 0 0 1 18 0c0 5-3 9-9 16z" }),
    h("circle", { cy: -16, r: 3.4, fill: "#fff" }),
  ]);
