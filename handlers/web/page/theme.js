// Day and night: as the machine says, until somebody chooses; the choice is kept on this machine.

import { ref } from "/shared/vue.js";

const KEY = "patrolbot-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
export const theme = ref("night");

const chosen = () => {
  const wanted = new URLSearchParams(location.search).get("theme") ?? localStorage.getItem(KEY);
  return wanted === "day" || wanted === "night" ? wanted : null;
};

export function settle() {
  theme.value = chosen() ?? (dark.matches ? "night" : "day");
  document.documentElement.dataset.theme = theme.value;
}

export function turn() {
  localStorage.setItem(KEY, theme.value === "day" ? "night" : "day");
  const address = new URL(location.href);
  address.searchParams.delete("theme");
  history.replaceState(null, "", address);
  settle();
}

dark.addEventListener("change", settle);
