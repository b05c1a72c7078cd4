// The picture as a file, for a slide or a text: SVG to edit, PNG to paste.

import { pngOf, svgOf } from "./explorer/picture/svg.js";
import { byId, make } from "./network-dom.js";
import { picture } from "./network-picture.js";
import { plan, say } from "./network-state.js";
import { t } from "./network-texts.js";

const KEPT = 10000;

// Offers what is in the frame as a download.
export async function save(kind) {
  const name = `samgraph.${kind}`;
  const { scene } = picture();
  try {
    const svg = svgOf(scene, say(plan.title), byId("status").textContent);
    const blob =
      kind === "png" ? await pngOf(svg, scene.frame) : new Blob([svg], { type: "image/svg+xml" });
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), KEPT);
    byId("said").textContent = t("saved", { name });
  } catch (error) {
    console.warn(error);
    byId("said").textContent = t("notSaved", { name });
  }
}
