interface Edge {
  readonly from: string;
  readonly to: string;
}

/**
 * The imports on a cycle or between two cycles: those that are left when files without imports or importers are removed again
 * and again.
 */
export function circlesIn<One extends Edge>(edges: readonly One[]): readonly One[] {
  const [sources, targets] = [new Set(edges.map(({ from }) => from)), new Set(edges.map(({ to }) => to))];
  const left = edges.filter(({ from, to }) => targets.has(from) && sources.has(to));
  return left.length === edges.length ? left : circlesIn(left);
}
