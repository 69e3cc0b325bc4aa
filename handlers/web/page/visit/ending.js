// The end of a visit: what is still open, reading back, who has signed and who is to.

import { h, ref } from "/shared/vue.js";
import { answered, button, field, note, picture } from "./parts.js";
import { FAILS, progress } from "./reckon.js";
import { Signing } from "./sign.js";
import { hour, say } from "./words.js";

export const Ending = {
  props: ["line", "items", "me", "pick", "version"],
  setup(props) {
    const [said, reason, isBusy] = [ref(""), ref(""), ref(false)];
    const deed = async (name, body = {}) => {
      isBusy.value = true;
      said.value = await props.line.deed(name, body);
      isBusy.value = false;
    };
    const sign = (body, shown = null) =>
      props.line.keep(
        "sign",
        { ...body, round: props.line.state.round, ...(shown ? { photo: shown.id } : {}) },
        shown ? [shown] : [],
      );

    const summary = () => {
      const { all, done, fails, handed, conflicts } = progress(props.items);
      return [
        h("p", { class: "sum" }, say("visit-page-sum", { done, all, fails })),
        handed ? h("p", { class: "sum" }, say("visit-page-handed", { n: handed })) : null,
        conflicts ? note("conflict", say("visit-page-conflicts", { n: conflicts })) : null,
      ];
    };
    const failed = () => {
      const found = props.items.filter((one) => one.now && FAILS.includes(one.now.result));
      return found.length
        ? h(
          "ol",
          { class: "fails" },
          found.map((one) =>
            h("li", { key: one.key }, [
              h(
                "button",
                { type: "button", class: "link", onClick: () => props.pick(one.key) },
                `${one.number}. ${one.text}`,
              ),
              answered(one.now),
            ])
          ),
        )
        : h("p", say("visit-page-no-fails"));
    };
    const reading = () => {
      const { all, done, conflicts } = progress(props.items);
      const waits = props.line.queue.waiting;
      return [
        done < all
          ? field(
            "why-open",
            say("visit-page-why-open", { n: all - done }),
            reason.value,
            (text) => (reason.value = text),
            { rows: 2 },
          )
          : null,
        waits ? note("quietly", say("visit-page-first-send", { n: waits })) : null,
        button("main", say("visit-page-read-back"), () => deed("read-back", { reason: reason.value }), {
          disabled: isBusy.value || waits > 0 || conflicts > 0 || (done < all && !reason.value.trim()),
        }),
      ];
    };
    const signatures = (state) => {
      const mine = state.officers.some((one) => one.id === props.me && !one.helps);
      const waits = (signs) =>
        props.line.queue.entries.some((one) => one.kind === "sign" && !one.refused && one.body.signs === signs);
      const has = (signs, by = 0) => state.signatures.some((one) => one.signs === signs && (!by || one.by === by));
      const refused = props.line.queue.entries.filter((one) => one.kind === "sign" && one.refused);
      return [
        h("ul", { class: "signatures" }, [
          ...state.officers.filter((one) => !one.helps).map((one) => signer(state, one)),
          place(state),
        ]),
        refused.map((one) =>
          h("div", { class: "note refused", role: "alert", key: one.id }, [
            h("p", one.refused),
            button("keep", say("visit-page-drop"), () => props.line.queue.drop(one)),
          ])
        ),
        mine && !has("officer", props.me)
          ? button("main", say("visit-page-sign-officer"), () => sign({ signs: "officer", how: "tap" }), {
            disabled: waits("officer"),
          })
          : null,
        mine && !has("place") && !waits("place") ? h(Signing, { sign, key: state.round }) : null,
        waits("place") || waits("officer") ? note("quietly", say("visit-page-sign-waits")) : null,
        mine ? button("quiet", say("visit-page-correct"), () => deed("correct"), { disabled: isBusy.value }) : null,
      ];
    };
    return () => {
      const { state } = props.line;
      const body = state.state === "under_way"
        ? [
          h("h2", say("visit-page-ending")),
          summary(),
          h("h3", say("visit-page-fails")),
          failed(),
          state.may_answer ? reading() : null,
        ]
        : state.state === "read_back"
        ? [
          h("h2", say("visit-page-read-title")),
          h("p", say("visit-page-read-how")),
          summary(),
          failed(),
          h("h3", say("visit-page-signatures")),
          signatures(state),
        ]
        : [h("h2", state.state_name), summary(), failed(), h("h3", say("visit-page-signatures")), over(state)];
      return h("div", { class: "ending", "data-version": props.version }, [
        body,
        said.value ? h("p", { class: "wrong", role: "alert" }, said.value) : null,
      ]);
    };
  },
};

const over = (state) =>
  h("ul", { class: "signatures" }, [
    ...state.officers.filter((one) => !one.helps).map((one) => signer(state, one)),
    place(state),
  ]);

function signer(state, officer) {
  const signed = state.signatures.find((one) => one.signs === "officer" && one.by === officer.id);
  return h("li", { key: officer.id, class: signed ? "there" : "missing" }, [
    h("b", officer.name),
    signed ? say("visit-page-signed-at", { hour: hour(signed.at) }) : say("visit-page-not-signed"),
  ]);
}

function place(state) {
  const signed = state.signatures.find((one) => one.signs === "place");
  const told = !signed
    ? say("visit-page-not-signed")
    : signed.how === "refused"
    ? say("visit-page-signed-refused", { witness: signed.witness, hour: hour(signed.at) })
    : say("visit-page-signed-by", { name: signed.name, hour: hour(signed.at) });
  return h("li", { key: "place", class: signed ? "there" : "missing" }, [
    h("b", say("visit-page-the-place")),
    told,
    signed?.photo ? picture(signed.photo, say("visit-page-signature-of", { name: signed.name })) : null,
  ]);
}
