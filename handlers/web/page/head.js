// The frame of the command centre: its head with lamp and clock, the notices below it, the colours explained.

import { h } from "/shared/vue.js";
import { pulse } from "./live.js";
import { Clock, trials } from "./parts.js";
import { theme, turn } from "./theme.js";
import { boot, say } from "./words.js";

export const Top = {
  props: ["live"],
  setup: (props) => () => {
    const district = props.live.one("district");
    return h("header", { class: "top" }, [
      h(Lamp, { live: props.live }),
      boot.districts.length > 1
        ? h(
          "select",
          {
            "aria-label": say("screen-district"),
            onChange: (event) => (location.search = `?district=${event.target.value}`),
          },
          boot.districts.map((one) => h("option", { value: one.id, selected: one.id === boot.district }, one.name)),
        )
        : h("h1", district?.name ?? boot.districts[0]?.name ?? ""),
      h("span", { class: "title" }, say("screen-title")),
      h(Clock, { live: props.live, zone: district?.zone ?? "UTC" }),
      h("span", { class: "gap" }),
      h(
        "button",
        {
          type: "button",
          class: "icon",
          onClick: turn,
          title: say("screen-theme"),
          "aria-label": say("screen-theme"),
        },
        theme.value === "day" ? "☾" : "☀",
      ),
      h(
        "a",
        {
          class: "icon",
          href: `?${query({ language: boot.language === "zh" ? "en" : "zh" })}`,
          title: say("screen-other-language"),
        },
        say("screen-other-short"),
      ),
      h(
        "a",
        { class: "icon wide of-places", href: `/places?${query({ district: boot.district })}` },
        say("screen-places"),
      ),
      h(
        "a",
        { class: "icon wide of-places", href: `/checks?${query({ district: boot.district })}` },
        say("screen-checks"),
      ),
      ...(boot.captain ? ["checklists", "officers"] : []).map((page) =>
        h(
          "a",
          { class: "icon wide of-places", key: page, href: `/${page}?${query({ district: boot.district })}` },
          say(`screen-${page}`),
        )
      ),
      h(
        "a",
        { class: "icon wide", href: `/wall?district=${boot.district}`, title: say("screen-wall") },
        say("screen-wall"),
      ),
      h("span", { class: "me" }, boot.name),
      boot.guest ? null : h("form", { method: "post", action: "/sign-out" }, [
        h("button", { class: "icon wide" }, say("screen-sign-out")),
      ]),
    ]);
  },
};

// The address of a page as this one's, with something said besides.
export const query = (more) =>
  new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), ...more });

// Green while the data are fresh; says since when they are not.
export const Lamp = {
  props: ["live"],
  setup: (props) => () => {
    pulse.value;
    const fresh = props.live.isLive;
    const said = say(fresh ? "screen-live" : "screen-not-live");
    return h("span", { class: ["lamp", fresh ? "on" : "off"], role: "status", "aria-label": said, title: said });
  },
};

export const Notices = {
  props: ["live", "said"],
  setup: (props) => () => {
    pulse.value;
    const { live } = props;
    const old = live.age();
    const notices = [];
    if (boot.guest) notices.push(h("p", { class: "notice drill" }, say("screen-guest")));
    if (live.state.ended) notices.push(h("p", { class: "notice bad", role: "alert" }, say("screen-ended")));
    else if (!live.isLive && (live.state.whole || performance.now() > 6000)) {
      const n = old === null ? "?" : Math.floor(old);
      notices.push(h("p", { class: "notice bad", role: "alert" }, say("screen-old-data", { n })));
    }
    const group = live.one("district")?.group ?? "well";
    if (group !== "well") notices.push(h("p", { class: "notice bad", role: "alert" }, say(`screen-group-${group}`)));
    for (const said of trials(live)) notices.push(h("p", { class: "notice drill", role: "status" }, said));
    if (props.said) notices.push(h("p", { class: "notice said", role: "status" }, props.said));
    return h("div", { class: "notices" }, notices);
  },
};

export const Legend = {
  setup: () => () =>
    h("details", { class: "legend" }, [
      h("summary", say("screen-legend")),
      h("ul", [
        ...["well", "soon", "overdue", "held", "resolved"].map((name) =>
          h("li", [h("i", { class: ["swatch", name] }), say(`screen-tally-${name}`)])
        ),
        ...["free", "sent", "on-the-way", "on-scene", "on-break"].map((name) =>
          h("li", [h("i", { class: ["swatch", "box", name] }), say(`team-state-${name}`)])
        ),
        h("li", [h("i", { class: "swatch box known-stale" }), say("screen-legend-stale")]),
      ]),
    ]),
};
