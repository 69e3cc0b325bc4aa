// What a map shows that nobody has moved: the district's own area and the bases of its teams, not the farthest pin; and
// where at the edge stands what lies outside. Arithmetic only.

/** @typedef {[number, number]} Pair latitude and longitude */
/** @typedef {{ x: number, y: number }} Spot */

const NEAR_M = 1500; // so far from the middle of all a point belongs to them, however close together those are
const FAR = 3; // and so many times as far as half of them
const METRES = 111_195; // of one degree of latitude

/** @param {Pair} a @param {Pair} b */
export function metresBetween(a, b) {
  const narrow = Math.cos((((a[0] + b[0]) / 2) * Math.PI) / 180);
  return Math.hypot(a[0] - b[0], (a[1] - b[1]) * narrow) * METRES;
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// Those of the points that lie together: one that somebody entered wrongly, or that is far out, is none of them.
/** @param {Pair[]} points @returns {Pair[]} */
export function together(points) {
  if (points.length < 3) return points;
  /** @type {Pair} */
  const centre = [middle(points.map((one) => one[0])), middle(points.map((one) => one[1]))];
  const far = points.map((one) => metresBetween(one, centre));
  const most = Math.max(NEAR_M, FAR * middle(far));
  return points.filter((_, n) => far[n] <= most);
}

// The corners of a GeoJSON shape of any depth, south-west and north-east; none where there is no shape.
/** @returns {Pair[]} */
export function corners(shape) {
  const found = [];
  const walk = (part) => {
    if (Array.isArray(part)) typeof part[0] === "number" ? found.push(part) : part.forEach(walk);
    else if (part) [part.coordinates, part.geometry, part.geometries, part.features].forEach(walk);
  };
  walk(shape);
  if (!found.length) return [];
  const [lons, lats] = [found.map((one) => one[0]), found.map((one) => one[1])];
  return [[Math.min(...lats), Math.min(...lons)], [Math.max(...lats), Math.max(...lons)]];
}

// The points that are to be in view. Where neither area nor bases are known, those that the pins stand around.
/** @param {import("./live.js").Live} live @returns {Pair[]} */
export function frame(live) {
  const district = live.one("district");
  const area = corners(district?.area);
  const bases = live.all("team").map((one) => one.base).filter(Boolean);
  if (area.length) {
    const [[south, west], [north, east]] = area;
    const [tall, wide] = [(north - south) / 2, (east - west) / 2];
    const isBy = ([lat, lon]) => lat >= south - tall && lat <= north + tall && lon >= west - wide && lon <= east + wide;
    return [...area, ...bases.filter(isBy)];
  }
  const known = together(
    [...bases, ...(district?.places ?? []).map((one) => one.point), district?.centre].filter(Boolean),
  );
  if (known.length > 1) return known;
  return together([...known, ...live.cases().map((one) => one.point).filter(Boolean)]);
}

// Where on a rectangle within the map, `inset` from its sides, the way from its middle to a spot leaves it, and in
// which direction (degrees, clockwise from the top); null where the spot lies within it.
/**
 * @param {Spot} spot @param {Spot} size
 * @param {{ top: number, right: number, bottom: number, left: number }} inset
 */
export function atEdge(spot, size, inset) {
  const [right, bottom] = [size.x - inset.right, size.y - inset.bottom];
  if (spot.x >= inset.left && spot.x <= right && spot.y >= inset.top && spot.y <= bottom) return null;
  const from = { x: (inset.left + right) / 2, y: (inset.top + bottom) / 2 };
  const [dx, dy] = [spot.x - from.x, spot.y - from.y];
  const part = Math.min((right - inset.left) / 2 / Math.abs(dx), (bottom - inset.top) / 2 / Math.abs(dy));
  return { x: from.x + dx * part, y: from.y + dy * part, angle: Math.round((Math.atan2(dx, -dy) * 180) / Math.PI) };
}

// Those whose spots at the edge are so close that one would cover the other, as one: the first of each says the rest.
/** @template {Spot} T @param {T[]} spots @param {number} wide @param {number} high @returns {T[][]} */
export function grouped(spots, wide, high) {
  const groups = [];
  for (const spot of spots) {
    const near = groups.find(([one]) => Math.abs(one.x - spot.x) < wide && Math.abs(one.y - spot.y) < high);
    near ? near.push(spot) : groups.push([spot]);
  }
  return groups;
}
