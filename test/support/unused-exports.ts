/** A module: its path below the root of the project, and its text. */
export interface Module {
  readonly path: string;
  readonly text: string;
}

const EXPORTED = /^export\s+(?:async\s+)?(function|const|class|interface|type)\s+(\w+)/gm;
const NAMED = /^(?:import|export)\s+(?:type\s+)?(?:\{([^}]*)\}|\*\s+as\s+(\w+))\s+from\s+'(\.[^']+)'/gms;
const LAZY = /import\(\s*'(\.[^']+)'\s*\)/g;

/**
 * Exported names that nothing else mentions, each as `path: name`. A type that its own file uses stands in the signature
 * of something exported, and is free to be named by callers.
 */
export function unusedExports(
  modules: readonly Module[],
  isJudged: (path: string) => boolean,
): readonly string[] {
  const used = new Set(modules.flatMap(importedBy));
  return modules
    .filter(({ path }) => isJudged(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(EXPORTED)]
        .filter(
          ([, kind, name = '']) => !((kind === 'interface' || kind === 'type') && mentions(text, name) > 1),
        )
        .map(([, , name]) => `${path}: ${name}`),
    )
    .filter((name) => !used.has(name));
}

/** Names that several modules export on their own, each with where: one word would have several meanings. */
export function sharedNames(modules: readonly Module[]): readonly string[] {
  const places = new Map<string, readonly string[]>();
  for (const { path, text } of modules) {
    // A type and the constant beside it may bear one name.
    const names = new Set([...text.matchAll(EXPORTED)].map(([, , name = '']) => name));
    for (const name of names) places.set(name, [...(places.get(name) ?? []), path]);
  }
  return [...places].flatMap(([name, paths]) => (paths.length > 1 ? [`${name}: ${paths.join(', ')}`] : []));
}

function mentions(text: string, name: string): number {
  return text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
}

/** Names that a module takes of others. Of a module that is loaded lazily it takes whatever it names. */
function importedBy({ path, text }: Module): readonly string[] {
  const target = (from: string): string => new URL(from, `file:///${path}`).pathname.slice(1);
  const named = [...text.matchAll(NAMED)].flatMap(([, names, space, from = '']) =>
    (names?.split(',').map(nameOf) ?? membersOf(text, space ?? '')).map((name) => `${target(from)}: ${name}`),
  );
  const words = [...new Set(text.match(/\b\w+\b/g))];
  const lazy = [...text.matchAll(LAZY)].flatMap(([, from = '']) =>
    words.map((word) => `${target(from)}: ${word}`),
  );
  return [...named, ...lazy];
}

function nameOf(text: string): string {
  return (
    text
      .trim()
      .replace(/^type\s+/, '')
      .split(/\s+as\s+/)[0] ?? ''
  );
}

function membersOf(text: string, space: string): readonly string[] {
  return [...text.matchAll(new RegExp(`\\b${space}\\.(\\w+)`, 'g'))].map(([, name = '']) => name);
}
