// What our pages use of Vue 3, for the check of types.

export interface Ref<T> {
  value: T;
}

export interface VNode {
  el: HTMLElement;
}

export type Child = VNode | string | number | boolean | null | undefined | Child[];

// deno-lint-ignore no-explicit-any
export type Facts = Record<string, any>;

export interface Component<P = Facts> {
  props?: string[] | Facts;
  emits?: string[];
  setup(
    props: P,
    context: { emit(name: string, ...given: unknown[]): void; slots: Record<string, () => Child> },
  ): () => Child;
}

export function h(kind: string | Component, children?: Child): VNode;
export function h(kind: string | Component, props: Facts | null, children?: Child | (() => Child)): VNode;

export function ref<T = HTMLElement>(value: T): Ref<T>;
export function shallowRef<T>(value: T): Ref<T>;
export function reactive<T extends object>(value: T): T;
export function shallowReactive<T extends object>(value: T): T;
export function computed<T>(get: () => T): Readonly<Ref<T>>;
export function nextTick(then?: () => void): Promise<void>;

type Watched<T> = Ref<T> | (() => T);
interface Watching {
  immediate?: boolean;
  flush?: "pre" | "post" | "sync";
}
export function watch<T>(what: Watched<T>, then: (now: T, before: T) => void, how?: Watching): () => void;
export function watch(what: Watched<unknown>[], then: (now: unknown[]) => void, how?: Watching): () => void;

export function onMounted(then: () => void): void;
export function onUpdated(then: () => void): void;
export function onBeforeUpdate(then: () => void): void;
export function onUnmounted(then: () => void): void;
export function onBeforeUnmount(then: () => void): void;

export function createApp(root: Component): { mount(where: string): void };
