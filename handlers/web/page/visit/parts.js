// Small parts of a visit's page: buttons, choices, notes, pictures.

import { h } from "/shared/vue.js";
import { found, hour, root, say } from "./words.js";

export const button = (kind, text, onClick, more = {}) =>
  h("button", { type: "button", class: kind, onClick, ...more }, text);

export const note = (kind, ...told) => h("div", { class: `note ${kind}` }, told);

// One of several, as radio buttons that look like chips.
export const choice = (name, title, chosen, options, choose) =>
  h("fieldset", { class: "choice" }, [
    h("legend", title),
    ...options.map(([value, text]) =>
      h("label", { key: String(value), class: { chip: true, on: value === chosen } }, [
        h("input", {
          type: "radio",
          name,
          value: String(value),
          checked: value === chosen,
          onChange: () => choose(value),
        }),
        text,
      ])
    ),
  ]);

export const field = (id, title, value, set, more = {}) => [
  h("label", { for: id, class: "named" }, title),
  h(more.rows ? "textarea" : "input", {
    id,
    value,
    maxlength: 1000,
    onInput: (event) => set(event.target.value),
    ...more,
  }),
];

// A photo from the camera: a label that looks like a button.
export const camera = (text, take, more = {}) =>
  h("label", { class: "button camera" }, [
    h("input", {
      type: "file",
      accept: "image/*",
      capture: "environment",
      class: "aside",
      onChange: (event) => {
        take([...event.target.files]);
        event.target.value = "";
      },
      ...more,
    }),
    text,
  ]);

export const severity = (code) => h("span", { class: `severity ${code}` }, say(`visit-page-severity-${code}`));

// What somebody answered: what, who, when, in which words, with which pictures; what still waits to be sent says so.
export const answered = (said, kind = "") =>
  h("div", { class: `said ${said.result} ${kind}` }, [
    h("p", [
      h("b", found(said)),
      ` · ${said.name} · ${hour(said.at)}`,
      said.waits ? h("em", say("visit-page-waits")) : null,
    ]),
    said.words ? h("q", said.words) : null,
    said.photos.length
      ? h(
        "p",
        { class: "thumbs" },
        said.photos.map((id, at) => picture(id, say("visit-page-picture-of", { n: at + 1 }))),
      )
      : null,
  ]);

export const picture = (id, alt) =>
  h("a", { href: `${root}/pictures/${id}?size=large`, target: "_blank", key: id }, [
    h("img", { src: `${root}/pictures/${id}`, alt, loading: "lazy" }),
  ]);
