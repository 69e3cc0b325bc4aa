// Vue as a module: the page has loaded its script, which makes a global, before any module runs.

/** @type {typeof import("./types/vue.d.ts")} */
const Vue = /** @type {any} */ (globalThis).Vue;

export const {
  computed,
  createApp,
  h,
  nextTick,
  onBeforeUnmount,
  onBeforeUpdate,
  onMounted,
  onUnmounted,
  onUpdated,
  reactive,
  ref,
  shallowReactive,
  shallowRef,
  watch,
} = Vue;
