import type { Ref } from './call.ts';
import type { Route, Routes } from './routes.ts';

export interface RouteMatch {
  readonly route: Route;
  readonly refs: readonly Ref[];
}

interface Step {
  readonly name: string;
  readonly ref: Ref | null;
}

/** `applications(appId='…')` and `applications('…')` are a collection and an object in one segment. */
function stepsOf(segment: string): readonly Step[] {
  const keyed = /^([^(]+)\((?:(id|appId|uniqueName|name)=)?'(.*)'\)$/.exec(segment);
  if (keyed === null) return [{ name: segment, ref: null }];
  const [, name = '', key = 'id', value = ''] = keyed;
  return [
    { name, ref: null },
    { name: '{}', ref: { key, value: value.replaceAll("''", "'") } },
  ];
}

/** Ways to read a path: each segment as a word, or as the id of an object. Words win. */
function readings(steps: readonly Step[]): readonly (readonly Step[])[] {
  return steps.reduce<readonly (readonly Step[])[]>(
    (done, step) => {
      const asId: Step = { name: '{}', ref: { key: 'id', value: step.name } };
      const next = step.ref === null ? [{ ...step, name: step.name.toLowerCase() }, asId] : [step];
      return done.flatMap((reading) => next.map((choice) => [...reading, choice]));
    },
    [[]],
  );
}

/** The operation at a path below the version, or null when there is none. */
export function findRoute(routes: Routes, method: string, path: string): RouteMatch | null {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent);
  if (segments.length > 6) return null;
  for (const reading of readings(segments.flatMap(stepsOf))) {
    const route = routes[`${method} ${reading.map(({ name }) => name).join('/')}`];
    if (route !== undefined)
      return { route, refs: reading.flatMap(({ ref }) => (ref === null ? [] : [ref])) };
  }
  return null;
}
