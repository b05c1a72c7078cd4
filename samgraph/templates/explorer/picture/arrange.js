// Where things stand in a picture made for the occasion: around one thing, or from end to end.

const ROW = 22;
const INNER = 190;
const RIM = 240;
const NARROW = 0.92;
const GAP = 170;

// Returns the spots of nodes around a middle, in a ring for each distance (a map from number to
// steps). Within a ring they stand in rows on both sides, so that labels written outwards never
// meet; a ring grows with what it holds. `order` compares two nodes.
export function around(distance, order) {
  const rings = [];
  for (const [number, steps] of distance) (rings[steps] ??= []).push(number);
  const spots = new Map();
  let radius = 0;
  rings.forEach((members, steps) => {
    if (!steps) return members.forEach((number) => spots.set(number, { x: 0, y: 0 }));
    const sorted = [...members].sort(order);
    const half = Math.ceil(sorted.length / 2);
    const least = (Math.max(half - 1, 0) * ROW) / 1.9;
    radius = Math.max(radius + (steps === 1 ? INNER : RIM), least);
    const step = Math.min((1.9 * radius) / Math.max(half - 1, 1), 44);
    sorted.forEach((number, at) => {
      const side = at < half ? 1 : -1;
      const count = at < half ? half : sorted.length - half;
      const y = ((at < half ? at : at - half) - (count - 1) / 2) * step;
      spots.set(number, { x: side * NARROW * Math.sqrt(radius ** 2 - y ** 2), y });
    });
  });
  return spots;
}

// Returns the spots of nodes in columns from left to right, or in rows where the frame is narrow.
export function inLayers(layers, upright) {
  const spots = new Map();
  const longest = Math.max(...layers.map((layer) => layer.length));
  const gap = upright ? 90 : Math.max(GAP, longest * 8);
  const side = upright ? 70 : Math.max(34, ROW);
  layers.forEach((layer, at) => {
    const along = (at - (layers.length - 1) / 2) * gap;
    layer.forEach((number, row) => {
      // What stands alone in its layer is put a little aside, so that labels in a row do not meet.
      const shift = layer.length === 1 ? (at % 2 ? 1 : -1) * (upright ? 1 : 28) : 0;
      const across = (row - (layer.length - 1) / 2) * side + shift;
      spots.set(number, upright ? { x: across, y: along } : { x: along, y: across });
    });
  });
  return spots;
}

// Returns spots outside the rings for what is unfolded: a row each, on the side and at the height of
// the spot from which it is unfolded. `wanted` is a list of [number, spot].
export function beside(wanted, reach) {
  const spots = new Map();
  for (const side of [1, -1]) {
    const mine = wanted.filter(([, { x }]) => (x >= 0 ? 1 : -1) === side);
    mine.sort(([a, { y: up }], [b, { y: down }]) => up - down || a - b);
    const radius = Math.max(reach + RIM, (mine.length * ROW) / 1.8);
    const rows = mine.map(([, { y }], at) => y + (at - (mine.length - 1) / 2) * ROW);
    const [lowest, highest] = [-0.92 * radius, 0.92 * radius];
    for (let at = 1; at < rows.length; at++) rows[at] = Math.max(rows[at], rows[at - 1] + ROW);
    const over = Math.max(0, (rows.at(-1) ?? 0) - highest);
    let floor = lowest;
    mine.forEach(([number], at) => {
      const y = Math.max(rows[at] - over, floor);
      floor = y + ROW;
      spots.set(number, { x: side * NARROW * Math.sqrt(Math.max(radius ** 2 - y ** 2, 0)), y });
    });
  }
  return spots;
}
