// A plan as a network: who is linked to whom, how far things lie apart, and by which way.

// Returns the network of a document with `nodes`, `links`, `types` and `relations`, where links
// name their ends, and nodes their type, by number.
export function modelOf(plan) {
  const linksOf = plan.nodes.map(() => []);
  plan.links.forEach((link, number) => {
    linksOf[link.from].push(number);
    if (link.to !== link.from) linksOf[link.to].push(number);
  });
  const numberOf = new Map();
  plan.nodes.forEach((node, number) => {
    if (!numberOf.has(node.curie)) numberOf.set(node.curie, number);
  });
  plan.nodes.forEach((node, number) => numberOf.set(node.iri, number));
  const typeCounts = plan.types.map(() => 0);
  plan.nodes.forEach((node) => typeCounts[node.type]++);
  const startTypes = plan.types.flatMap((type, number) => (type.start ? [number] : []));
  return {
    ...plan,
    linksOf,
    numberOf,
    typeCounts,
    typeNumber: new Map(plan.types.map((type, number) => [type.name, number])),
    startTypes: startTypes.length ? startTypes : [...plan.types.keys()],
    standings: [...new Set(["stated", "derived", "judged", ...plan.links.map((l) => l.standing)])],
  };
}

export const otherEnd = (link, number) => (link.from === number ? link.to : link.from);

// Returns the name by which an address calls a node: its CURIE, or its IRI where that is doubtful.
export function nameInAddress(model, number) {
  const node = model.nodes[number];
  return model.numberOf.get(node.curie) === number ? node.curie : node.iri;
}

// Returns the distance of everything within `steps` of a node, by number, the nearest first.
// `passes` says which links count, `allowed` which nodes may be reached.
export function within(model, start, steps, passes, allowed = () => true) {
  const distance = new Map([[start, 0]]);
  let edge = [start];
  for (let step = 1; step <= steps && edge.length; step++) {
    const next = [];
    for (const number of edge) {
      for (const at of model.linksOf[number]) {
        const other = otherEnd(model.links[at], number);
        if (distance.has(other) || !passes(model.links[at]) || !allowed(other)) continue;
        distance.set(other, step);
        next.push(other);
      }
    }
    edge = next.sort((a, b) => a - b);
  }
  return distance;
}

// Returns the nodes of a shortest way between two, whatever the direction of the links, or null.
// Of several the one that comes first by number, so that the same plan gives the same way.
export function pathBetween(model, from, to, passes, allowed = () => true) {
  const open = (number) => number === from || number === to || allowed(number);
  const distance = within(model, to, Infinity, passes, open);
  if (!distance.has(from)) return null;
  const path = [from];
  while (path.at(-1) !== to) {
    const here = path.at(-1);
    const nearer = model.linksOf[here]
      .filter((at) => passes(model.links[at]))
      .map((at) => otherEnd(model.links[at], here))
      .filter((other) => distance.get(other) === distance.get(here) - 1);
    path.push(Math.min(...nearer));
  }
  return path;
}

// Returns the numbers of the links between two nodes, in either direction.
export function linksBetween(model, one, other) {
  return model.linksOf[one].filter((at) => otherEnd(model.links[at], one) === other);
}
