// One visit or one hazard in full: how it stands, before and after side by side, its history, what may be done here.

import { h, onMounted, reactive, watch } from "/shared/vue.js";
import { Panel } from "./case.js";
import { left, severity, who } from "./checks-lists.js";
import { CheckMoves } from "./checks-moves.js";
import { nothing } from "./parts.js";
import { boot, code, day, say } from "./words.js";

export const picture = (root, number, id, size = "small") => `${root}/cases/${number}/pictures/${id}?size=${size}`;

export const CheckFile = {
  props: ["root", "fresh", "number", "zone", "heard", "close", "pick", "tell"],
  setup(props) {
    const state = reactive({ whole: null, problem: "", large: null });
    const load = async (again = false) => {
      const { ok, body, status } = await props.fresh(`${props.root}/cases/${props.number}?again=${again}`);
      if (ok) state.whole = body;
      if (ok || status) state.problem = ok ? "" : body.sentence || say("screen-cannot-load", { status });
    };
    onMounted(() => load());
    watch(() => props.heard, () => state.whole && load(true));
    const done = (said) => {
      if (said) props.tell(said);
      load(true);
    };
    return () => {
      const { whole } = state;
      const told = { number: props.number, label: whole?.place.name ?? `#${props.number}`, close: props.close };
      return h(Panel, { ...told, head: head(whole) }, () => [
        whole
          ? h("div", { class: "scroll check-file" }, [
            whole.kind === "hazard" ? hazard(whole, props, state) : visit(whole, props),
            whole.moves.length ? h(CheckMoves, { root: props.root, whole, done, key: whole.state }) : null,
            history(whole, props.zone),
          ])
          : nothing(state.problem ? "screen-checks-problem" : "screen-loading"),
        state.problem ? h("p", { class: "problem", role: "alert" }, state.problem) : null,
      ]);
    };
  },
};

const head = (whole) => [
  whole && (whole.is_under_way || whole.days_left !== null) ? left(whole) : null,
  h("div", [
    h("h2", whole ? `#${whole.number} ${whole.place.name}` : ""),
    whole
      ? h("p", [h("span", { class: "pill" }, whole.state_name), whole.severity ? severity(whole) : whole.sort])
      : null,
  ]),
];

const lines = (told) => h("ul", { class: "check-lines" }, told.filter(Boolean).map((one) => h("li", one)));

function place(one) {
  const said = [one.place.address, one.place.code].filter(Boolean).join(" · ");
  const isOfPatrol = boot.patrol.includes(boot.district);
  const to = `/places?district=${boot.district}#${encodeURIComponent(one.place.code)}`;
  return h("p", { class: "where" }, isOfPatrol ? h("a", { href: to }, said) : said);
}

function hazard(one, props, state) {
  const side = (name) =>
    h("figure", { class: ["check-side", name] }, [
      h("figcaption", say(`screen-checks-${name}`, { n: one[name].length })),
      one[name].length
        ? h(
          "div",
          { class: "faces" },
          one[name].map((id) =>
            h("button", {
              type: "button",
              "data-evidence": id,
              "aria-label": say(`screen-checks-${name}`, { n: one[name].length }),
              onClick: () => (state.large = state.large === id ? null : id),
            }, [h("img", { src: picture(props.root, one.number, id), alt: "", loading: "lazy" })])
          ),
        )
        : h("p", { class: "unsaid" }, say(`screen-checks-no-${name}`)),
    ]);
  return [
    one.order ? h("p", { class: "must-not" }, one.order) : null,
    h("p", { class: "what" }, [one.title, " · ", one.body]),
    place(one),
    one.due
      ? h("p", [
        say(one.waits_for_recheck ? "screen-checks-recheck-by" : "screen-checks-limit", { day: one.due }),
        one.provisional ? h("i", { class: "provisional" }, ` ${say("screen-checks-provisional")}`) : null,
      ])
      : null,
    one.waits_for_recheck ? h("p", who(one)) : null,
    lines(one.lines.slice(one.order ? 1 : 0)),
    h("div", { class: "check-pair" }, [side("before"), side("after")]),
    state.large
      ? h("img", { class: "large-picture", src: picture(props.root, one.number, state.large, "large"), alt: "" })
      : null,
    one.visit
      ? h(
        "button",
        { type: "button", onClick: () => props.pick(one.visit) },
        say("screen-checks-visit", { n: one.visit }),
      )
      : null,
    one.in_chat ? h("p", { class: "unsaid" }, say("screen-checks-photos-in-chat", { n: one.number })) : null,
  ];
}

function visit(one, props) {
  const results = Object.entries(one.results).map(([name, n]) =>
    say(`screen-checks-result-${name.replaceAll("_", "-")}`, { n })
  );
  return [
    h("p", { class: "what" }, `${one.bodies} · ${one.lists}`),
    place(one),
    h("p", `${one.days} · ${one.officers}`),
    one.joined ? h("p", say("screen-checks-joined-by", { bodies: one.joined })) : null,
    lines(one.lines),
    one.open === null ? null : h("p", say("screen-checks-answered", { n: one.asked - one.open, all: one.asked })),
    results.length ? h("p", results.join(" · ")) : null,
    one.stars.length || one.complaints
      ? h("p", [
        one.stars.length ? say("screen-checks-stars", { stars: one.stars.join(", ") }) : "",
        one.complaints ? ` ${say("screen-checks-complaints", { n: one.complaints })}` : "",
      ])
      : null,
    one.hazards.length
      ? h("ul", { class: "check-hazards" }, [
        one.hazards.map((each) =>
          h("li", [
            h("button", { type: "button", onClick: () => props.pick(each.number) }, `#${each.number}`),
            ` ${each.title} `,
            severity(each),
            ` ${each.state_name}`,
          ])
        ),
      ])
      : null,
    one.has_page
      ? h("a", { class: "button", href: `/v/${boot.district}/${one.number}` }, say("screen-checks-page"))
      : null,
  ];
}

const history = (one, zone) =>
  h("section", { class: "place-history" }, [
    h("h3", say("screen-checks-history")),
    h(
      "ol",
      { class: "timeline" },
      one.history.map((line) =>
        h("li", [
          h("time", day(line.at, zone)),
          h("p", line.what),
          h("small", line.by || code("screen", "place-clock")),
        ])
      ),
    ),
  ]);
