// Elements, made from text that always stays text.

export const byId = (id) => document.getElementById(id);

// Returns a new element; strings among the children become text, never HTML.
export function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}
export const bdi = (text) => make("bdi", null, text);
