import type { z } from 'zod';
import { didYouMean } from '../core/validation/nearest.ts';
import { quoted } from '../core/validation/validator.ts';
import type { Path } from './locate.ts';
import { CREDENTIAL_KEYS, KEYS } from './schema.ts';
import { isSecretKey, SECRET_ADVICE } from './secrets.ts';

/** A problem with a key of the file or its value. */
export interface Problem {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly message: string;
}

const KINDS = Object.keys(CREDENTIAL_KEYS) as (keyof typeof CREDENTIAL_KEYS)[];

/** The schema's issues as sentences for people. `content` is what was validated. */
export function schemaProblems(error: z.ZodError, content: unknown): readonly Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, content));
}

/** How many unknown keys of one mapping are looked at: each is compared with all known ones. */
const MOST_KEYS = 100;

function problemsOfIssue(issue: z.core.$ZodIssue, content: unknown): readonly Problem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MOST_KEYS).map((key) => ({
      path: [...path, key],
      part: 'key',
      message: unknownKey(path, key, content),
    }));
  }
  if (issue.code === 'custom') return [{ path, part: 'value', message: issue.message }];
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'kind') {
    const found = valueAt(content, path);
    const guess = typeof found === 'string' ? didYouMean(found, KINDS) : '';
    return [
      { path, part: 'value', message: `expected one of ${KINDS.join(', ')}, found ${shown(found)}${guess}` },
    ];
  }
  return [{ path, part: 'value', message: mismatch(issue, path, content) }];
}

function mismatch(issue: z.core.$ZodIssue, path: Path, content: unknown): string {
  const name = path.join('.');
  const found = valueAt(content, path);
  if (name === 'version') return wrongVersion(found);
  if (issue.code === 'invalid_value' && typeof found === 'string') {
    return `expected ${issue.message}, found ${quoted(found)}${didYouMean(found, issue.values.map(String))}`;
  }
  if (name === 'serverApi.scope')
    return `expected the name of the scope or a mapping of its texts, found ${shown(found)}`;
  const isMapping = name in KEYS || name === 'serverApi.credential';
  return `expected ${isMapping ? `a mapping with ${keysAt(path, content).join(', ')}` : issue.message}, found ${shown(found)}`;
}

function wrongVersion(found: unknown): string {
  if (found === undefined) return 'the file needs "version: 1", which says how to read the rest';
  if (typeof found === 'number' && found > 1) {
    return `version ${found} was written for a newer entra-mcp-setup; this one reads version 1`;
  }
  return `expected version: 1, found ${shown(found)}`;
}

function unknownKey(path: Path, key: string, content: unknown): string {
  if (isSecretKey(key)) return `${quoted(key)} looks like a secret; ${SECRET_ADVICE}`;
  const known = keysAt(path, content);
  const place = path.length === 0 ? '' : ` in ${path.join('.')}`;
  const belongs = home(path, key);
  const advice = didYouMean(key, known) || (belongs === null ? '' : `; ${belongs}`);
  return `unknown key ${quoted(key)}${place}; expected one of ${known.join(', ')}${advice}`;
}

/** Where a key belongs that is known, but not here; null for an unknown one. */
function home(path: Path, key: string): string | null {
  if (path.join('.') === 'serverApi.credential') {
    const kind = KINDS.find((one) => CREDENTIAL_KEYS[one].includes(key));
    return kind === undefined ? null : `it belongs to kind: ${kind}`;
  }
  const parent = Object.keys(KEYS).find((name) => KEYS[name]?.includes(key));
  if (parent !== undefined)
    return parent === '' ? 'it belongs at the top level' : `it belongs under ${parent}`;
  return KINDS.some((kind) => CREDENTIAL_KEYS[kind].includes(key))
    ? 'it belongs under serverApi.credential'
    : null;
}

function keysAt(path: Path, content: unknown): readonly string[] {
  const name = path.join('.');
  if (name !== 'serverApi.credential') return KEYS[name] ?? [];
  const kind = valueAt(content, [...path, 'kind']);
  return CREDENTIAL_KEYS[KINDS.find((one) => one === kind) ?? 'secret'];
}

function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (isRecord(value) ? value[String(step)] : undefined), content);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A value in a sentence: texts and scalars are quoted, collections named by kind. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'a mapping' : String(value);
}
