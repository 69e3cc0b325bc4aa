// The switch for who this window plays, and who else has something to decide.

import { computed, h, nextTick, ref } from "/shared/vue.js";
import { avatar } from "./avatar.js";
import { captains, ground, personOf, reporter, standing, stranger } from "./ground.js";
import { guide, STEPS } from "./guide.js";
import { become, called, me, pane, person } from "./me.js";
import { state } from "./talks.js";
import { say } from "./words.js";

const MOST_CALLED = 2;

export const Who = {
  setup() {
    const open = ref(false);
    const search = ref("");
    const input = ref(null);
    const button = ref(null);
    const groups = computed(() => groupsOf(search.value.trim().toLowerCase()));

    function toggle() {
      open.value = !open.value;
      search.value = "";
      if (open.value) nextTick(() => input.value?.focus());
    }

    function choose(id) {
      become(id);
      open.value = false;
      button.value?.focus();
    }

    const leave = (event) => {
      if (event.key === "Escape") {
        open.value = false;
        button.value?.focus();
      }
    };
    return () =>
      h("div", { class: "who", onKeydown: leave }, [
        h(
          "button",
          {
            ref: button,
            type: "button",
            class: "iam",
            "aria-haspopup": "dialog",
            "aria-expanded": open.value,
            onClick: toggle,
          },
          [
            avatar(me.value, person.value.name),
            h("span", { class: "names" }, [
              h("small", say("ground-i-am")),
              h("b", person.value.name),
              h("em", standing(person.value)),
            ]),
            h("span", { class: "chevron", "aria-hidden": "true" }, "▾"),
          ],
        ),
        h(
          "div",
          { class: "called" },
          waiting().slice(0, MOST_CALLED).map((one) =>
            h(
              "button",
              {
                type: "button",
                key: one.person.id,
                class: "calledone",
                title: say("ground-has-news", { who: one.person.name }),
                onClick: () => {
                  become(one.person.id, "private");
                  pane.value = "chat";
                },
              },
              [
                avatar(one.person.id, one.person.name, "small"),
                h("span", [h("b", one.person.name), h("small", standing(one.person))]),
                h("i", { class: "count" }, one.count),
              ],
            )
          ),
        ),
        open.value ? h("div", { class: "veil clear", onClick: toggle }) : null,
        open.value
          ? h("div", { class: "people", role: "dialog", "aria-label": say("ground-choose-person") }, [
            h("input", {
              ref: input,
              type: "search",
              value: search.value,
              placeholder: say("ground-find-person"),
              "aria-label": say("ground-find-person"),
              onInput: (event) => {
                search.value = event.target.value;
              },
            }),
            h(
              "div",
              { class: "groups" },
              groups.value.length
                ? groups.value.map((group) => section(group, choose))
                : [h("p", { class: "none" }, say("ground-nobody"))],
            ),
          ])
          : null,
      ]);
  },
};

// Where crews play along only the guide's case waits for somebody who takes it in hand.
function waiting() {
  if (!state.life.crews || state.playing) return called.value;
  const { at, orders } = guide.value;
  return called.value.filter((one) => at < STEPS.length && orders.some((order) => order.person.id === one.person.id));
}

function section(group, choose) {
  return h("section", { key: group.name }, [
    h("h3", group.name),
    h(
      "div",
      group.people.map((one) =>
        h(
          "button",
          {
            type: "button",
            key: one.id,
            "data-person": one.id,
            "aria-pressed": one.id === me.value,
            onClick: () => choose(one.id),
          },
          [avatar(one.id, one.name, "tiny"), one.name],
        )
      ),
    ),
  ]);
}

function groupsOf(wanted) {
  const rest = ground.people.filter(
    (one) => !one.team && one.role !== "captain" && one !== reporter() && one !== stranger(),
  );
  const listed = [
    { name: say("ground-captains"), people: captains() },
    { name: say("ground-reporters"), people: [reporter(), stranger()].filter(Boolean) },
    ...ground.teams.map((team) => ({ name: team.name, people: team.members.map(personOf) })),
    { name: say("ground-others"), people: rest },
  ];
  const fits = (group) => (one) =>
    !wanted || one.name.toLowerCase().includes(wanted) || group.name.toLowerCase().includes(wanted);
  return listed
    .map((group) => ({ ...group, people: group.people.filter(fits(group)) }))
    .filter((group) => group.people.length);
}
