// Which panels are open in this window.

import { ref } from "/shared/vue.js";

export const showDrills = ref(false);
export const showTrouble = ref(false);
export const showLife = ref(false);

// The review that was closed by hand, by the hour at which its drill began.
export const shownReview = ref(sessionStorage.getItem("review") ?? "");

export function closeReview(began) {
  shownReview.value = began;
  sessionStorage.setItem("review", began);
}
