// Formatted text becomes elements; everything foreign stays text.

import { ground } from "../../../handlers/drill/page/ground.js";
import { richText, safe } from "../../../handlers/drill/page/richtext.js";
import { equal, is } from "./assert.js";

ground.bot = { id: 7, name: "bot", username: "bot" };

// Elements as [name, children…], text as text.
const shape = (node) =>
  Array.isArray(node)
    ? node.map(shape)
    : typeof node === "string"
    ? node
    : [node.type, ...[node.children].flat().map(shape)];
const entity = (type, offset, length, more = {}) => ({ type, offset, length, ...more });

Deno.test("entities hold those that lie within them", () => {
  const found = richText("one two three", [entity("italic", 4, 3), entity("bold", 0, 7), entity("code", 8, 5)]);
  equal(shape(found), [["b", "one ", ["i", "two"]], " ", ["code", "three"]]);
});

Deno.test("markup in the text stays text, and text without entities is itself", () => {
  equal(richText("<img src=x>"), ["<img src=x>"]);
  equal(shape(richText("<b>x</b>", [entity("underline", 0, 3)])), [["u", "<b>"], "x</b>"]);
});

Deno.test("a command is tapped with the number that follows it", () => {
  const tapped = [];
  const [link] = richText("/accept 42 now", [entity("bot_command", 0, 7)], (command) => tapped.push(command));
  link.props.onClick({ preventDefault() {}, stopPropagation() {} });
  equal(tapped, ["/accept 42"]);
});

Deno.test("only addresses of pages are links", () => {
  equal(["https://a.example/x", "javascript:alert(1)", "tg://user?id=1", "nonsense"].map(safe), [
    "https://a.example/x",
    null,
    null,
    null,
  ]);
  const [words] = richText("press me", [entity("text_link", 0, 8, { url: "javascript:alert(1)" })]);
  equal(words, ["press me"]);
  is(richText("go", [entity("text_link", 0, 2, { url: "https://a.example/" })])[0].type === "a");
});
