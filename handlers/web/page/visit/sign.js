// The responsible person signs: drawn with a finger, as a photo of the paper, or refused with somebody who saw it.

import { h, onMounted, onUnmounted, ref } from "/shared/vue.js";
import { button, camera, choice, field } from "./parts.js";
import { taken } from "./pictures.js";
import { newId } from "./reckon.js";
import { say } from "./words.js";

const HIGH = 220; // of the field, in points of the page
const LEAST = 12; // so many points a signature has at least: a slip of the finger is none

// A field to draw in; `drew` hears how many points there are.
const Pad = {
  props: ["pad", "drew"],
  setup(props) {
    const box = ref(null);
    let pen = null;
    let points = 0;
    const clear = () => {
      const canvas = box.value;
      const sharp = Math.min(2, globalThis.devicePixelRatio || 1);
      Object.assign(canvas, { width: canvas.clientWidth * sharp, height: HIGH * sharp });
      pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      Object.assign(pen, { lineWidth: 3 * sharp, lineCap: "round", lineJoin: "round", strokeStyle: "#10151d" });
      points = 0;
      props.drew(0);
    };
    const at = (event) => {
      const { left, top, width } = box.value.getBoundingClientRect();
      const by = box.value.width / width;
      return [(event.clientX - left) * by, (event.clientY - top) * by];
    };
    const down = (event) => {
      box.value.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...at(event));
    };
    const move = (event) => {
      if (!box.value.hasPointerCapture(event.pointerId)) return;
      pen.lineTo(...at(event));
      pen.stroke();
      props.drew(++points);
    };
    props.pad.clear = clear;
    props.pad.png = () => new Promise((done) => box.value.toBlob(done, "image/png"));
    onMounted(() => {
      clear();
      addEventListener("resize", clear);
    });
    onUnmounted(() => removeEventListener("resize", clear));
    return () =>
      h("canvas", {
        ref: box,
        class: "pad",
        style: { height: `${HIGH}px` },
        role: "img",
        "aria-label": say("visit-page-pad"),
        onPointerdown: down,
        onPointermove: move,
      });
  },
};

export const Signing = {
  props: ["sign"],
  setup(props) {
    const [how, name, witness, points, picture, said] = [ref("drawn"), ref(""), ref(""), ref(0), ref(null), ref("")];
    const pad = { clear: () => {}, png: () => null };
    const take = async ([file]) => {
      const made = await taken(file);
      said.value = typeof made === "string" ? made : "";
      picture.value = typeof made === "string" ? null : made;
    };
    const wants = () => {
      if (how.value === "refused") return witness.value.trim() ? null : "witness";
      if (!name.value.trim()) return "name";
      if (how.value === "photo") return picture.value ? null : "photo";
      return points.value < LEAST ? "drawing" : null;
    };
    const save = async () => {
      const missing = wants();
      said.value = missing ? say(`visit-page-sign-wants-${missing}`) : "";
      if (missing) return;
      const shows = "signature";
      const drawn = how.value === "drawn" ? { id: newId(crypto), blob: await pad.png(), shows } : null;
      const shown = how.value === "photo" ? { ...picture.value, shows } : drawn;
      props.sign({ signs: "place", how: how.value, name: name.value, witness: witness.value }, shown);
    };
    return () => {
      const ways = ["drawn", "photo", "refused"].map((one) => [one, say(`visit-page-sign-${one}`)]);
      const who = how.value === "refused"
        ? field("witness", say("visit-page-witness"), witness.value, (text) => (witness.value = text), {
          maxlength: 60,
        })
        : field("signer", say("visit-page-signer"), name.value, (text) => (name.value = text), {
          maxlength: 60,
          autocomplete: "name",
        });
      return h("section", { class: "signing" }, [
        h("h3", say("visit-page-place-signs")),
        choice("how", say("visit-page-how-signed"), how.value, ways, (one) => (how.value = one)),
        ...who,
        how.value === "drawn" ? h(Pad, { pad, drew: (count) => (points.value = count) }) : null,
        how.value === "drawn" ? button("quiet", say("visit-page-pad-clear"), () => pad.clear()) : null,
        how.value === "photo" ? camera(say("visit-page-photo-of-paper"), take, { id: "paper" }) : null,
        picture.value && how.value === "photo" ? h("p", { class: "done" }, say("visit-page-photo-taken")) : null,
        said.value ? h("p", { class: "wrong", role: "alert" }, said.value) : null,
        button("main", say("visit-page-sign-save"), save),
      ]);
    };
  },
};
