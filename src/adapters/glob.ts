import { readdir } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { SetupError } from '../errors.ts';

/**
 * Files below `root` that match a shell pattern with `*`, `?`, `[…]` and `**`, sorted. Node 20 has no `fs.glob`, and
 * shells on Windows expand nothing.
 */
export async function matchFiles(root: string, pattern: string): Promise<readonly string[]> {
  const parts = pattern.split(sep === '\\' ? /[\\/]/ : '/');
  const segments = parts.filter((part, index) => part !== '**' || parts[index - 1] !== '**');
  const found = await matchSegments(root, '', segments);
  return [...new Set(found)].sort();
}

/** Whether the text is a pattern and not a plain path. */
export function isPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

async function matchSegments(
  root: string,
  path: string,
  segments: readonly string[],
): Promise<readonly string[]> {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [];
  if (segment === '') return matchSegments(root, `${path}/`, rest);
  if (segment === '**') return matchAnyDepth(root, path, rest);
  if (rest.length > 0 && !isPattern(segment)) return matchSegments(root, append(path, segment), rest);
  const matches = matcherFor(segment);
  const entries = (await list(root, path)).filter(({ name }) => matches(name));
  if (rest.length === 0)
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => append(path, name));
  const folders = entries.filter((entry) => !entry.isFile());
  return (await Promise.all(folders.map(({ name }) => matchSegments(root, append(path, name), rest)))).flat();
}

async function matchAnyDepth(
  root: string,
  path: string,
  rest: readonly string[],
): Promise<readonly string[]> {
  const folders = (await list(root, path)).filter((entry) => entry.isDirectory() && isVisible(entry.name));
  const deeper = folders.map(({ name }) => matchAnyDepth(root, append(path, name), rest));
  return (await Promise.all([matchSegments(root, path, rest.length > 0 ? rest : ['*']), ...deeper])).flat();
}

/** The entries of a folder; none where it is missing or cannot be read. */
async function list(root: string, path: string) {
  const folder = isAbsolute(path) ? path : join(root, path);
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

function append(path: string, name: string): string {
  return path === '' || path.endsWith('/') ? `${path}${name}` : `${path}/${name}`;
}

function isVisible(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}

/** Matches names of one segment. As in shells, a leading dot is matched by a dot alone. */
function matcherFor(segment: string): (name: string) => boolean {
  const steps = stepsOf(segment);
  return (name) => (segment.startsWith('.') || !name.startsWith('.')) && matches(steps, [...name]);
}

/** What one character of a name must be; null stands for `*`, any number of characters. */
type Step = ((character: string) => boolean) | null;

function stepsOf(segment: string): readonly Step[] {
  return (segment.match(/\*+|\?|\[[^\]]+\]|[\s\S]/gu) ?? []).map((part) => {
    if (part.startsWith('*')) return null;
    if (part === '?') return () => true;
    if (part.length < 2 || !part.startsWith('[')) return (character) => character === part;
    const shape = shapeOf(part, segment);
    return (character) => shape.test(character);
  });
}

/** Backtracks to the last star only, which suffices and takes little time; a regular expression would try all combinations of stars. */
function matches(steps: readonly Step[], name: readonly string[]): boolean {
  let [step, place, star, from] = [0, 0, -1, 0];
  while (place < name.length) {
    const wanted = steps[step];
    if (wanted === null) {
      star = step;
      from = place;
      step += 1;
    } else if (wanted?.(name[place] ?? '')) {
      step += 1;
      place += 1;
    } else if (star >= 0) {
      from += 1;
      [step, place] = [star + 1, from];
    } else return false;
  }
  return steps.slice(step).every((left) => left === null);
}

/** A set such as `[a-z]` or `[!b]` as a regular expression. Throws `USAGE` for a range that runs backwards. */
function shapeOf(set: string, segment: string): RegExp {
  try {
    return new RegExp(`^${set.replace(/^\[!/, '[^').replaceAll('\\', '\\\\')}$`, 'u');
  } catch (cause) {
    throw new SetupError('USAGE', `${segment} matches no file: a range in it runs backwards.`, { cause });
  }
}
