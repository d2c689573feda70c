import { readdir } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { SetupError } from '../errors.ts';

/**
 * Files below `root` that match a shell pattern with `*`, `?`, `[…]` and `**`, sorted. Node 20 has no `fs.glob`, and
 * shells on Windows expand nothing.
 */
export async function matchFiles(root: string, pattern: string): Promise<readonly string[]> {
  const segments = pattern.split(sep === '\\' ? /[\\/]/ : '/');
  const found = await matchSegments(root, '', segments);
  return [...new Set(found)].sort();
}

/** True when the text asks for more than one file. */
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

/** A folder that is missing or closed to us holds no matches. */
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

/** A leading dot is matched by a dot only, as in shells. */
function matcherFor(segment: string): (name: string) => boolean {
  const source = segment.replace(/\*|\?|\[[^\]]+\]|[^*?[]+|\[/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.startsWith('[') && part.length > 1) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    return part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  const shape = shapeOf(source, segment);
  return (name) => (segment.startsWith('.') || !name.startsWith('.')) && shape.test(name);
}

/** All that can be wrong is a range that runs backwards. */
function shapeOf(source: string, segment: string): RegExp {
  try {
    return new RegExp(`^${source}$`);
  } catch (cause) {
    throw new SetupError('USAGE', `${segment} matches no file: a range in it runs backwards.`, { cause });
  }
}
