import { readdirSync, readFileSync } from 'node:fs';
import { type Answer, at } from './support.ts';

const FOLDER = new URL('../fixtures/recordings/', import.meta.url);

export interface RecordedExchange {
  readonly request: { readonly method: string; readonly uri: string; readonly body?: unknown };
  readonly response: {
    readonly status: number | string | null;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

export const recordingNames = (): readonly string[] => readdirSync(FOLDER);

/** The exchanges of the recording whose file name starts with this number. */
export function recording(number: string): readonly RecordedExchange[] {
  const name = recordingNames().find((candidate) => candidate.startsWith(`${number}-`));
  if (name === undefined) throw new Error(`no recording ${number}`);
  const { exchanges } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as {
    readonly exchanges: readonly RecordedExchange[];
  };
  return exchanges;
}

export function exchange(number: string, position = 0): RecordedExchange {
  const found = recording(number)[position];
  if (found === undefined) throw new Error(`recording ${number} has no exchange ${position}`);
  return found;
}

const SUBSTITUTES: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, '<time with fraction>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g, '<time>'],
  [/"date":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"/g, '"date":"<time>"'],
  [/(AzureSDKTeam|contoso)\.onmicrosoft\.com/g, '<tenant>.onmicrosoft.com'],
];

/** A body with the ids, times and domain of its tenant taken out. */
export function neutral(body: unknown): unknown {
  if (body === undefined || body === '' || body === null) return null;
  return JSON.parse(
    SUBSTITUTES.reduce((text, [pattern, word]) => text.replaceAll(pattern, word), JSON.stringify(body)),
  );
}

/** Headers whose value says something; of the others only the presence is compared. */
const TELLING = ['content-type', 'odata-version', 'x-ms-resource-unit', 'location', 'cache-control'];

const headersLike = (
  names: readonly string[],
  headerOf: (name: string) => string | null | undefined,
): unknown =>
  Object.fromEntries(
    names.map((name) => {
      const value = headerOf(name);
      return [name, TELLING.includes(name) ? neutral(value) : value !== null && value !== undefined];
    }),
  );

/** Status, headers and whole body of an answer of ours and of a recorded one, in comparable form. */
export function compared(recorded: RecordedExchange, answer: Answer): readonly [unknown, unknown] {
  const { status, headers = {}, body } = recorded.response;
  const names = Object.keys(headers);
  return [
    {
      status: answer.status,
      headers: headersLike(names, (name) => answer.headers.get(name)),
      body: neutral(answer.body),
    },
    { status, headers: headersLike(names, (name) => headers[name]), body: neutral(body) },
  ];
}

/** Error code and message of a Graph error, also of an older Azure AD Graph one. */
export function errorOf(body: unknown): { readonly code: unknown; readonly message: unknown } {
  const isOld = typeof body === 'object' && body !== null && 'odata.error' in body;
  const error = isOld ? Reflect.get(body, 'odata.error') : at(body, 'error');
  return { code: at(error, 'code'), message: neutral(at(error, isOld ? 'message.value' : 'message')) };
}
