// What our pages use of Leaflet 1.9, for the check of types.

export type Pair = [number, number] | number[];
export type At = LatLng | Pair;

// deno-lint-ignore no-explicit-any
type Options = Record<string, any>;

export interface LatLng {
  lat: number;
  lng: number;
}

export interface Point {
  x: number;
  y: number;
  add(by: Pair): Point;
}

export interface Bounds {
  pad(part: number): Bounds;
  contains(what: Bounds | At): boolean;
  equals(other: Bounds): boolean;
  getNorth(): number;
  getSouth(): number;
  getEast(): number;
  getWest(): number;
  getSouthWest(): LatLng;
  getNorthEast(): LatLng;
}

export interface Layer {
  options: Options;
  addTo(where: Map | LayerGroup): this;
  remove(): this;
  // deno-lint-ignore no-explicit-any
  on(names: string, then: (event: any) => void): this;
  bindTooltip(words: HTMLElement | (() => HTMLElement), options?: Options): this;
  getElement(): HTMLElement | undefined;
}

// What a marker of ours remembers of itself is written on it.
export interface Marker extends Layer {
  getLatLng(): LatLng;
  setLatLng(at: At): this;
  setIcon(icon: Icon): this;
  drawn?: string;
  turned?: number;
  turnedOn?: HTMLElement;
  isHeard?: boolean;
  ofCase?: string;
  apart?: number[] | null;
  wasApart?: boolean;
}

// A circle that is drawn on a canvas; what a class of ours adds to it is plain functions.
// deno-lint-ignore no-explicit-any
export const CircleMarker: { new (at: At, options?: Options): Layer; extend(more: Options): any; prototype: any };

// Draws circles on one canvas.
export interface Renderer extends Layer {
  readonly options: Options;
}

export interface Line extends Layer {
  setLatLngs(points: (At | At[])[]): this;
  state?: string;
}

export interface Icon {
  readonly options: Options;
}

export interface LayerGroup extends Layer {
  clearLayers(): this;
  addLayer(layer: Layer): this;
  removeLayer(layer: Layer): this;
  getBounds(): Bounds;
}

export interface Popup extends Layer {
  setLatLng(at: At): this;
  setContent(what: HTMLElement): this;
  openOn(map: Map): this;
}

export interface Control {
  addTo(map: Map): this;
  onAdd(map: Map): HTMLElement;
}

export interface Map {
  // deno-lint-ignore no-explicit-any
  on(names: string, then: (event: any) => void): this;
  createPane(name: string): HTMLElement;
  closePopup(): this;
  fitBounds(bounds: Bounds, options?: Options): this;
  flyTo(at: At, zoom: number, options?: Options): this;
  getBounds(): Bounds;
  getCenter(): LatLng;
  getContainer(): HTMLElement;
  getSize(): Point;
  getZoom(): number;
  invalidateSize(options?: Options): this;
  latLngToContainerPoint(at: At): Point;
  latLngToLayerPoint(at: At): Point;
  containerPointToLayerPoint(point: [number, number]): Point;
  layerPointToLatLng(point: Point): LatLng;
  remove(): this;
  setView(at: At, zoom: number, options?: Options): this;
}

export const control: ((options?: Options) => Control) & {
  zoom(options?: Options): Control;
  scale(options?: Options): Control;
};
export function map(where: HTMLElement, options?: Options): Map;
export function tileLayer(address: string, options?: Options): Layer;
export function layerGroup(): LayerGroup;
export function geoJSON(shape: unknown, options?: Options): LayerGroup;
export function canvas(options?: Options): Renderer;
export function circleMarker(at: At, options?: Options): Layer;
export function divIcon(options: Options): Icon;
export function latLngBounds(points: At[]): Bounds;
export function marker(at: At, options?: Options): Marker;
export function polyline(points: (At | At[])[], options?: Options): Line;
export function popup(options?: Options): Popup;
