// Text that fits: measured, shortened in the middle, broken over lines, and never on other text.

const CELL = 64;

// Returns a text on one line, without the marks that turn the direction of writing around.
export const oneLine = (text) =>
  text
    .slice(0, 160)
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]|\s+/gu, " ")
    .trim();

// Returns `text` in at most `room` pixels. What goes is the middle, for the end often names it:
// whole words if that leaves two of them, signs if not.
export function shorten(ctx, text, room) {
  const fits = (shorter) => ctx.measureText(shorter).width <= room;
  if (fits(text)) return text;
  const cut = (parts, keep, glue) => {
    const head = parts.slice(0, Math.ceil(keep / 2));
    const tail = parts.slice(parts.length - Math.floor(keep / 2));
    return `${head.join(glue).trimEnd()}…${glue}${tail.join(glue).trimStart()}`;
  };
  const words = text.split(" ");
  for (let keep = words.length - 1; keep >= 2; keep--) {
    const shorter = cut(words, keep, " ");
    if (fits(shorter)) return shorter;
  }
  const signs = [...text];
  let [low, high] = [2, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(cut(signs, middle, ""))) low = middle;
    else high = middle - 1;
  }
  return cut(signs, low, "");
}

// Returns `text` broken over at most `most` lines of some `room` pixels.
export function wrap(ctx, text, room, most) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && ctx.measureText(longer).width <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const rest = lines.slice(most - 1).join(" ");
  return [...lines.slice(0, most - 1), rest]
    .filter(Boolean)
    .map((line) => shorten(ctx, line, 1.5 * room));
}

// Returns a board of taken boxes that finds overlaps without comparing all with all.
export function newBoard() {
  const cells = new Map();
  const around = function* (box) {
    for (let i = Math.floor(box.x / CELL); i <= Math.floor((box.x + box.w) / CELL); i++) {
      for (let j = Math.floor(box.y / CELL); j <= Math.floor((box.y + box.h) / CELL); j++) {
        yield `${i} ${j}`;
      }
    }
  };
  const meets = (a, b) =>
    a.owner !== b.owner && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  return {
    take(box) {
      for (const key of around(box)) {
        if (cells.has(key)) cells.get(key).push(box);
        else cells.set(key, [box]);
      }
    },
    isFree(box) {
      for (const key of around(box)) {
        if (cells.get(key)?.some((other) => meets(box, other))) return false;
      }
      return true;
    },
  };
}
