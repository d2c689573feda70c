import { isObject, isText, isTextList, type JsonObject } from '../json.ts';
import { invalidValue } from './reply.ts';

/** Readers of one property of a request body: the value in its type, or a 400. */

export function textList(value: unknown, property: string): readonly string[] {
  if (!isTextList(value)) throw invalidValue(property, 'Application');
  return value;
}

export function requiredText(value: unknown, property: string): string {
  if (!isText(value)) throw invalidValue(property, 'Application');
  return value;
}

export function textOrNull(value: unknown, property: string): string | null {
  return value === null || value === undefined ? null : requiredText(value, property);
}

export function flagOrNull(value: unknown, property: string): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  throw invalidValue(property, 'Application');
}

export function flag(value: unknown, property: string): boolean {
  if (typeof value === 'boolean') return value;
  throw invalidValue(property, 'Application');
}

export function objects(value: unknown, property: string): readonly JsonObject[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw invalidValue(property, 'Application');
  return value;
}

/** An object with no other members than the known ones; annotations pass. */
export function object(value: unknown, property: string, known: readonly string[]): JsonObject {
  if (!isObject(value)) throw invalidValue(property, 'Application');
  const unknown = Object.keys(value).find((name) => !known.includes(name) && !name.includes('@odata.'));
  if (unknown !== undefined) throw invalidValue(`${property}.${unknown}`, 'Application');
  return value;
}
