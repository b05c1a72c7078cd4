/* Pictures as files: an SVG that needs nothing beside it, and the same as PNG. */

import { svg } from "./dom.js";
import { STANDINGS } from "./marks.js";

const COLOURS = {
  paper: "#ffffff", ink: "#1d2a33", muted: "#56646e", edge: "#dcd8cf",
  stated: "#43535e", derived: "#1f62a6", judged: "#a0480c",
};

export function svgFile(name, draw) {
  const type = "image/svg+xml";
  return { name, type, make: async () => new Blob([written(draw())], { type }) };
}

export function pngFile(name, draw, scale = 2) {
  return {
    name,
    type: "image/png",
    make: async () => {
      const drawn = draw();
      const address = URL.createObjectURL(new Blob([written(drawn)], { type: "image/svg+xml" }));
      try {
        const image = new Image();
        image.src = address;
        await image.decode();
        const canvas = document.createElement("canvas");
        const [width, height] = ["width", "height"].map((one) => Number(drawn.getAttribute(one)));
        const fit = Math.min(scale, 8000 / Math.max(width, height));
        canvas.width = Math.ceil(width * fit);
        canvas.height = Math.ceil(height * fit);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        return await new Promise((done) => canvas.toBlob(done, "image/png"));
      } finally {
        URL.revokeObjectURL(address);
      }
    },
  };
}

function written(drawn) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawn)}`;
}

/* Return a matrix as a picture, with words for its signs below it. */
export function matrixPicture(matrix, view, tools) {
  const rows = view.groups.flatMap((group) => group.rows);
  const { columns, standing } = view;
  const side = 22;
  const left = 280;
  const top = 190;
  const width = left + columns.length * side + 120;
  const height = top + rows.length * side + 70;
  const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const name = (id) => [tools.code(id), tools.name(id)].filter(Boolean).join(" ");
  const text = (x, y, content, more = {}) => svg("text", { x, y, fill: COLOURS.ink, ...more }, content);
  const parts = [
    svg("rect", { width, height, fill: COLOURS.paper }),
    text(12, 24, view.caption, { "font-size": 15, "font-weight": 600 }),
    columns.map((j, at) => text(0, 0, cut(name(matrix.across[j].id), 30), {
      transform: `translate(${left + at * side + 15} ${top - 8}) rotate(-45)`,
    })),
    rows.map((i, at) => [
      text(left - 8, top + at * side + 15, cut(name(matrix.down[i].id), 42), { "text-anchor": "end" }),
      columns.map((j, place) => box(matrix.status(i, j, standing), left + place * side, top + at * side, side)),
    ]),
    STANDINGS.map((one, at) => [
      box(one, 12 + at * 150, height - 40, side), text(42 + at * 150, height - 24, tools.word(one)),
    ]),
  ];
  return svg("svg", {
    xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`,
    "font-family": "sans-serif", "font-size": 12,
  }, parts);
}

function box(status, x, y, side) {
  const colour = COLOURS[status];
  const edge = svg("rect", { x, y, width: side, height: side, fill: "none", stroke: COLOURS.edge });
  if (!colour) return edge;
  const inner = { x: x + 4, y: y + 4, width: side - 8, height: side - 8 };
  if (status === "stated") return [edge, svg("rect", { ...inner, fill: colour })];
  const middle = `${x + side / 2} ${y + 3}L${x + side - 3} ${y + side / 2}L${x + side / 2} ${y + side - 3}L${x + 3} ${y + side / 2}Z`;
  return [edge, svg("path", {
    d: `M${middle}`, fill: status === "derived" ? colour : "none", stroke: colour, "stroke-width": 2,
  })];
}
