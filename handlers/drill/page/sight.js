// What somebody wants to see: a photo enlarged, a place on the map, a message in the chat.

import { ref, shallowRef } from "/shared/vue.js";

export const enlarged = ref("");
export const looking = shallowRef(null);
