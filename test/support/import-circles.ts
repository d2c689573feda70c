interface Edge {
  readonly from: string;
  readonly to: string;
}

/** The imports that lie on a circle, or between two: what is left when everything with a loose end is taken away. */
export function circlesIn<One extends Edge>(edges: readonly One[]): readonly One[] {
  const [sources, targets] = [new Set(edges.map(({ from }) => from)), new Set(edges.map(({ to }) => to))];
  const left = edges.filter(({ from, to }) => targets.has(from) && sources.has(to));
  return left.length === edges.length ? left : circlesIn(left);
}
