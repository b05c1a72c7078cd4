// How things look: an outline per shape, a dash per standing, colours by day and by night.

const SVG = "http://www.w3.org/2000/svg";

// Each outline fills a square from -1 to 1 around its middle.
const CORNERS = {
  square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -0.95], [1, 0.8], [-1, 0.8]],
  triangleDown: [[0, 0.95], [-1, -0.8], [1, -0.8]],
  hexagon: [[-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0]],
  star: [...Array(10).keys()].map((at) => {
    const reach = at % 2 ? 0.5 : 1.05;
    const angle = (at * Math.PI) / 5 - Math.PI / 2;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  }),
};
const DASHES = new Map([
  ["derived", [7, 4]],
  ["judged", [2, 4]],
]);

const digits = (value) => String(Math.round(value * 100) / 100);

// Returns the outline of a shape around a point as an SVG path.
export function outline(shape, x, y, radius) {
  const corners = CORNERS[shape];
  if (!corners) {
    const [left, right, r] = [x - radius, x + radius, radius].map(digits);
    return `M${left} ${digits(y)}A${r} ${r} 0 1 1 ${right} ${digits(y)}A${r} ${r} 0 1 1 ${left} ${digits(y)}Z`;
  }
  const points = corners.map(([dx, dy]) => `${digits(x + dx * radius)} ${digits(y + dy * radius)}`);
  return `M${points.join("L")}Z`;
}

export const dashOf = (standing) => DASHES.get(standing) ?? null;

function sign(width, path, attributes) {
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "path");
  const settings = { viewBox: `0 0 ${width} 16`, width, height: 16, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(settings)) svg.setAttribute(name, value);
  for (const [name, value] of Object.entries({ d: path, ...attributes })) {
    shape.setAttribute(name, value);
  }
  svg.append(shape);
  return svg;
}

// Returns the sign of a type, as an element for a legend.
export const symbolOf = (type, dark) =>
  sign(16, outline(type.shape, 8, 8, 6.5), { fill: dark ? type.dark : type.light });

// Returns the line of a standing, as an element for a legend.
export const lineOf = (standing, colour) =>
  sign(28, "M1 8H27", {
    stroke: colour,
    "stroke-width": 2.5,
    "stroke-dasharray": dashOf(standing)?.join(" ") ?? "none",
  });

const COLOURS = ["paper", "ink", "muted", "accent", "stated", "derived", "judged"];

// Returns the colours that the style sheet gives to a place, by name, as #rrggbb.
export function coloursOf(place) {
  const style = getComputedStyle(place);
  return Object.fromEntries(
    COLOURS.map((name) => [name, hex(style.getPropertyValue(`--${name}`).trim())]),
  );
}

// Returns a colour as #rrggbb; one that is written in another way is taken as grey.
function hex(colour) {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  if (short) return `#${short.slice(1).map((digit) => digit + digit).join("")}`;
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : "#808080";
}

// Returns `colour` mixed with the paper, as if seen through it: 1 is the colour, 0 the paper.
export function faint(colour, paper, strength) {
  const parts = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  const below = parts(paper);
  return `#${parts(colour)
    .map((part, at) => Math.round(part * strength + below[at] * (1 - strength)))
    .map((part) => part.toString(16).padStart(2, "0"))
    .join("")}`;
}
