// Where one was on the page: kept on the phone, so that a page that is loaded anew shows the same.

import { boot } from "./words.js";

const KEY = `patrol-visit:${boot.district}/${boot.number}`;
const NOWHERE = { view: "item", item: null };

export function was() {
  try {
    return { ...NOWHERE, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...NOWHERE };
  }
}

/** @param {{ view: string, item: string | null }} at */
export function is({ view, item }) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ view, item }));
  } catch {
    // A browser that keeps nothing begins anew.
  }
}
