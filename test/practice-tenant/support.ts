import {
  newPracticeState,
  openPracticeTenant,
  type PracticeOutside,
  type PracticeState,
  type PracticeTenant,
} from '../../src/practice-tenant/index.ts';
import { validateGraphExchange } from './graph-schema.ts';
import { OTHER_PROGRAMS } from './other-programs/routes.ts';

/** A clock that stands still until told, and chance that repeats. */
export interface TestOutside extends PracticeOutside {
  pass(milliseconds: number): void;
}

export function testOutside(): TestOutside {
  let now = Date.parse('2026-03-02T09:00:00.123Z');
  let count = 0;
  return {
    now: () => new Date(now),
    pass: (milliseconds) => {
      now += milliseconds;
    },
    uuid: () => {
      count += 1;
      return `${(0xa1000000 + count).toString(16)}-b2c3-4d4e-8f5a-${(0xc00000000000 + count * 7919).toString(16)}`;
    },
    bytes: (length) => {
      count += 1;
      return Uint8Array.from({ length }, (_, index) => (count * 31 + index * 17) % 251);
    },
  };
}

export const AZURE_CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
export const GRAPH_TOOLS = '14d82eec-204b-4c2f-b7e8-296a70dab67e';
export const GRAPH = 'https://graph.microsoft.com/v1.0';
export const LOGIN = 'https://login.microsoftonline.com';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** The value at a dotted path of a body, list items by number. */
export function at(body: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
      body,
    );
}

export const textAt = (answer: Answer, path: string): string => String(at(answer.body, path));

export interface Bench {
  readonly outside: TestOutside;
  readonly state: PracticeState;
  readonly tenant: PracticeTenant;
  /** A request to Graph, checked against the schema. */
  readonly graph: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  readonly token: (form: Record<string, string>, tenant?: string) => Promise<Answer>;
  readonly post: (path: string, form: Record<string, string>) => Promise<Answer>;
  readonly signIn: (clientId: string, scope: string) => Promise<Answer>;
  /** Uses this token for Graph from now on. */
  readonly use: (token: string) => void;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

const form = (path: string, fields: Record<string, string>): Request =>
  new Request(`${LOGIN}/${path}`, { method: 'POST', body: new URLSearchParams(fields) });

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** A tenant with a clock and a seed of its own; `state` may be one saved before. */
export function openBench(
  outside: TestOutside = testOutside(),
  state: PracticeState = newPracticeState(outside),
): Bench {
  const tenant = openPracticeTenant(state, outside, { moreRoutes: OTHER_PROGRAMS });
  let bearer = '';
  const post = async (path: string, fields: Record<string, string>): Promise<Answer> =>
    answerOf(await tenant.transport(form(path, fields)));
  const token = (fields: Record<string, string>, segment: string = state.tenant.id): Promise<Answer> =>
    post(`${segment}/oauth2/v2.0/token`, fields);
  return {
    outside,
    state,
    tenant,
    post,
    token,
    use: (value) => {
      bearer = value;
    },
    graph: async (method, path, body, headers = {}) => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const request = new Request(`${GRAPH}${path}`, {
        method,
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers },
        ...sent,
      });
      const answer = await answerOf(await tenant.transport(request));
      const wrong = validateGraphExchange(
        method,
        path,
        answer.status < 400 ? body : undefined,
        answer.status,
        answer.body,
      );
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
      return answer;
    },
    signIn: async (clientId, scope) => {
      const start = await post(`${state.tenant.id}/oauth2/v2.0/devicecode`, { client_id: clientId, scope });
      if (start.status !== 200) return start;
      const poll = {
        grant_type: DEVICE_GRANT,
        client_id: clientId,
        device_code: textAt(start, 'device_code'),
      };
      await token(poll);
      return token(poll);
    },
  };
}

/** A bench whose Graph calls carry an administrator's Azure CLI token. */
export async function openAsAdmin(
  outside: TestOutside = testOutside(),
  state?: PracticeState,
): Promise<Bench> {
  const bench = openBench(outside, state);
  bench.use(textAt(await bench.signIn(AZURE_CLI, 'https://graph.microsoft.com/.default'), 'access_token'));
  return bench;
}
