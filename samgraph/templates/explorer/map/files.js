// What the Export menu offers of the map: the picture, and its things and links as data.

import { csvFile } from "../exports.js";
import { pngOf, svgOf } from "../picture/svg.js";
import { gexfOf, linkRows, nodeRows, turtleOf } from "../picture/writing.js";

// Returns the files for a map as it is shown; `scene` is null where no picture could be drawn.
export function files({ model, view, tools, title, said, scene }) {
  const nodes = [...view.nodes].sort((a, b) => a - b);
  const text = (name, type, make) => {
    return { name, type, make: async () => new Blob([make()], { type }) };
  };
  const svg = () => svgOf(scene, title, said);
  const pictures = scene
    ? [
        { name: "map.png", type: "image/png", make: () => pngOf(svg(), scene.frame) },
        text("map.svg", "image/svg+xml", svg),
      ]
    : [];
  const spots = scene?.spots ?? model.nodes.map(({ x, y }) => ({ x, y, size: 8 }));
  return [
    ...pictures,
    csvFile("map-nodes.csv", () => nodeRows(model, nodes)),
    csvFile("map-links.csv", () => linkRows(model, view.links)),
    text("map.ttl", "text/turtle", () => turtleOf(model, nodes, view.links)),
    text("map.gexf", "application/gexf+xml", () => gexfOf(model, nodes, view.links, spots, tools.lang)),
  ];
}
