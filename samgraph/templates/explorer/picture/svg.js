// The picture as a drawing of its own: signs, lines and letters from their places, no pixels.

import { pointedAt, ringed } from "./canvas.js";
import { FAMILY, layLabels } from "./labels.js";
import { edgeLook, nodeLook } from "./looks.js";
import { outline } from "./signs.js";

const tenths = (value) => String(Math.round(value * 10) / 10);
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

// Returns a text as it may stand in XML, without the signs that XML has no place for.
export const xml = (text) =>
  String(text)
    .replace(FORBIDDEN, "")
    .replace(/[&<>"']/g, (sign) => SIGNS[sign]);

const tag = (name, attributes, ...children) => {
  const settings = Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(value)}"`);
  return children.length
    ? `<${name}${settings.join("")}>${children.join("")}</${name}>`
    : `<${name}${settings.join("")}/>`;
};

// Returns what the frame shows as the text of an SVG, with a title and a description.
export function svgOf(scene, title, description) {
  const { width, height } = scene.frame;
  const { paper, accent } = scene.colours;
  const first = pointedAt(scene);
  const inFrame = ({ x, y }) => x > -200 && y > -200 && x < width + 200 && y < height + 200;
  const at = new Map(scene.order.map((number) => [number, scene.onScreen(scene.spots[number])]));
  const seen = scene.order.filter((number) => inFrame(at.get(number)));
  const lines = scene.view.edges
    .filter(({ from, to }) => at.has(from) && at.has(to))
    .map((edge) => edgeDrawn(scene, edge, at.get(edge.from), at.get(edge.to)));
  const signs = seen.map((number) => {
    const { shape, colour } = nodeLook(scene, number);
    const { x, y } = at.get(number);
    const d = outline(shape, x, y, scene.radius(number));
    return tag("path", { d, fill: colour, stroke: paper, "stroke-width": 1 });
  });
  const rings = ringed(scene).map((number) => {
    const { x, y } = at.get(number);
    const r = tenths(scene.radius(number) + 5);
    const look = { fill: "none", stroke: accent, "stroke-width": 2 };
    return tag("circle", { cx: tenths(x), cy: tenths(y), r, ...look });
  });
  const letters = layLabels(scene, scene.pen, first).flatMap((label) => lettered(label, paper));
  return `${tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-labelledby": "title description",
    },
    tag("title", { id: "title" }, xml(title)),
    tag("desc", { id: "description" }, xml(description)),
    tag("rect", { width, height, fill: paper }),
    tag("g", { fill: "none" }, ...lines),
    tag("g", {}, ...signs, ...rings),
    tag("g", { "dominant-baseline": "central", "paint-order": "stroke" }, ...letters),
  )}\n`;
}

function edgeDrawn(scene, edge, from, to) {
  const { colour, width, arrow, dash } = edgeLook(scene, edge);
  const [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(tenths);
  const look = { stroke: colour, "stroke-width": width };
  if (dash) look["stroke-dasharray"] = dash.join(" ");
  const drawn = tag("line", { x1, y1, x2, y2, ...look });
  if (!arrow) return drawn;
  const long = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(to.x - from.x) / long, (to.y - from.y) / long];
  const tip = scene.radius(edge.to) + 1;
  const [x, y] = [to.x - dx * tip, to.y - dy * tip];
  const side = (way) => `${tenths(x - dx * 8 - way * dy * 4)} ${tenths(y - dy * 8 + way * dx * 4)}`;
  return `${drawn}${tag("path", { d: `M${tenths(x)} ${tenths(y)}L${side(1)}L${side(-1)}Z`, fill: colour })}`;
}

function lettered({ align, x, rows, font, ink }, paper) {
  const [, weight, size] = /^(?:(\d+) )?([\d.]+)px/.exec(font);
  const anchor = { left: "start", center: "middle", right: "end" }[align];
  const look = {
    fill: ink,
    stroke: paper,
    "stroke-width": 3,
    "stroke-linejoin": "round",
    "text-anchor": anchor,
    "font-family": FAMILY,
    "font-size": size,
    "font-weight": weight ?? 400,
  };
  return rows.map(([text, y]) => tag("text", { x: tenths(x), y: tenths(y), ...look }, xml(text)));
}

// Returns an SVG as the bytes of a PNG, so many times larger.
export async function pngOf(svg, { width, height }, times = 2) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * times, height * times];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => {
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
