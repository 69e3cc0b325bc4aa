// Pictures from the phone's camera: drawn smaller before they are kept or sent, which also takes out where and when.

import { drawnSize, newId } from "./reckon.js";
import { boot, say } from "./words.js";

const FEW = 400000; // bytes that go through a bad network in half a minute
const TRIES = [[1, 0.82], [1, 0.6], [0.75, 0.6], [0.5, 0.5]]; // of the long side, and the quality, until it is so few

/** @param {CanvasImageSource} what @param {number[]} how @returns {Promise<Blob | null>} */
function drawn(what, width, height, how) {
  const [side, quality] = how;
  const [w, h] = drawnSize(width, height, boot.most_side * side);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: w, height: h });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, w, h);
  pen.drawImage(what, 0, 0, w, h);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}

/** @param {File} file @returns {Promise<HTMLImageElement>} */
function read(file) {
  return new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = failed;
    image.src = URL.createObjectURL(file);
  });
}

// A file of the camera as a picture to send; a sentence where it is none that this browser can draw.
/** @param {File} file @returns {Promise<{ id: string, blob: Blob } | string>} */
export async function taken(file) {
  try {
    const image = await read(file);
    let blob = null;
    for (const how of TRIES) {
      blob = await drawn(image, image.naturalWidth, image.naturalHeight, how);
      if (!blob || blob.size <= FEW) break;
    }
    URL.revokeObjectURL(image.src);
    if (blob && blob.size <= boot.most_photo) return { id: newId(crypto), blob };
  } catch {
    // Said below.
  }
  return say("visit-page-no-picture", { name: file.name });
}
