// One checklist on the captains' page: its editions, its sections, and every item in both languages.

import { h } from "/shared/vue.js";
import { boot, code, say } from "./words.js";

const [OWN, OTHER] = boot.language === "zh" ? ["zh", "en"] : ["en", "zh"];
const HEADS = ["number", "asks", "department", "severity", "limit", "law"];

// Those of the district are counted from one; those that came along by themselves as well.
export const edition = (number) =>
  number > 0 ? say("screen-checklists-edition", { n: number }) : say("screen-checklists-came-along", { n: 1 - number });

const both = (one, name = "") => {
  const [own, other] = [OWN, OTHER].map((language) => one[name ? `${name}_${language}` : language]);
  return own || other
    ? [h("span", own || other), other && other !== own ? h("small", { lang: OTHER }, other) : null]
    : null;
};

export function listView(one, { root, go }) {
  const newest = one.editions[0]?.edition ?? one.edition;
  const file = `${root}/lists/${one.code}/form?edition=${one.edition}`;
  return h("section", { class: "panel one-list", "aria-label": one.name }, [
    h("header", [
      h(
        "button",
        { type: "button", class: "icon back", onClick: () => go(), "aria-label": say("screen-checklists") },
        "←",
      ),
      h("h2", one.name),
      h("span", { class: "code" }, one.code),
      h("span", { class: "gap" }),
      one.editions.length > 1
        ? h(
          "select",
          {
            "aria-label": say("screen-checklists-editions"),
            onChange: ({ target }) => go(one.code, Number(target.value)),
          },
          one.editions.map((each) =>
            h("option", { value: each.edition, selected: each.edition === one.edition }, [
              edition(each.edition),
              each.by ? ` · ${each.by}` : "",
              each.at ? ` ${each.at}` : "",
            ])
          ),
        )
        : h("span", { class: "dim" }, edition(one.edition)),
      h("a", { class: "button", href: file, download: "" }, say("screen-checklists-take")),
    ]),
    h("div", { class: "scroll" }, [
      one.edition === newest ? null : h("p", { class: "older" }, say("screen-checklists-older")),
      about(one),
      h("table", { class: "places-table" }, [
        h("thead", h("tr", HEADS.map((name) => h("th", { scope: "col" }, say(`screen-checklists-of-${name}`))))),
        ...one.sections.map(section),
      ]),
    ]),
  ]);
}

const about = (one) =>
  h("p", { class: "lists-about" }, [
    one.kinds.length
      ? say("screen-checklists-for", { kinds: one.kinds.join(boot.language === "zh" ? "、" : ", ") })
      : "",
    one.subject ? h("span", one.subject) : null,
    one.note ? h("span", one.note) : null,
  ]);

const section = (one) =>
  h("tbody", { key: one.code }, [
    h("tr", { class: "of-section" }, h("th", { colspan: HEADS.length, scope: "colgroup" }, both(one))),
    ...one.items.map(row),
  ]);

const row = (item) =>
  h("tr", { class: "row item", key: item.code, "data-item": item.code }, [
    h("td", { class: "code" }, String(item.number)),
    h("th", { scope: "row" }, [both(item), hint(item), marks(item)]),
    h("td", item.department),
    h("td", h("em", { class: ["severity", item.severity] }, item.severity_name)),
    h("td", { class: "limit" }, item.limit),
    h("td", { class: "law" }, [
      item.law,
      item.law && item.law_checked !== "text" ? h("small", code("screen-checklists-law", item.law_checked)) : null,
    ]),
  ]);

const hint = (item) => {
  const said = both(item, "hint");
  return said ? h("div", { class: "hint" }, said) : null;
};

const marks = (item) => {
  const said = ["on_the_spot", "photo", "certified"].filter((name) => item[name]);
  return said.length ? h("small", said.map((name) => code("screen-checklists-item", name)).join(" · ")) : null;
};
