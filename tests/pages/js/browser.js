// What scripts of pages find in a browser: the real Vue (VUE is its file), and the little of a page that they begin with.

const script = await Deno.readTextFile(Deno.env.get("VUE"));
globalThis.Vue = new Function(`${script}; return Vue;`)();

const given = {
  boot: { language: "en", district: 1, name: "", guest: true, captain: true, tiles: "", districts: [] },
  words: {
    "state-open": "open",
    "state-visit-open": "to be visited",
    "screen-age-min": "{n} min",
    "screen-m": "{n} m",
    "screen-km": "{n} km",
    "screen-way": "{far} {direction}",
    "compass-s": "south",
  },
};
globalThis.document = /** @type {any} */ ({
  getElementById: (name) => ({ textContent: JSON.stringify(given[name]) }),
});
