import { find, LAG_MILLISECONDS, peek, update } from '../directory.ts';
import { isObject, type JsonObject } from '../json.ts';
import { stampOf } from '../new-application.ts';
import type { ApplicationRecord, PasswordRecord } from '../state.ts';
import { secretHash } from '../token/client-proof.ts';
import { assertMayChange } from './access.ts';
import { assertPasswordAllowed } from './app-management.ts';
import { passwordView } from './application-view.ts';
import { applicationAt } from './applications-read.ts';
import { bodyOf, type Call, contextOf, refOf } from './call.ts';
import { textOrNull } from './property-readers.ts';
import {
  badRequest,
  companyUnread,
  GraphRefusal,
  invalidValue,
  noContent,
  notFound,
  type OperationReply,
} from './reply.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789~._-';

/** 40 characters with Entra's mark `8Q~` after the first three, which become the hint. */
function newSecret(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length] ?? 'A').join('');
  return `${letters.slice(0, 3).replaceAll(/[~._-]/g, 'x')}8Q~${letters.slice(3)}`;
}

function moment(value: unknown, otherwise: Date, property: string): string {
  const stamp = textOrNull(value, property) ?? stampOf(otherwise);
  if (Number.isNaN(Date.parse(stamp))) throw invalidValue(property, 'PasswordCredential');
  return stamp;
}

/** The end of a password where the request names none (facts: graph.md §1.7). */
function twoYearsAfter(start: Date): Date {
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + 2);
  return end;
}

export interface NewPassword {
  readonly record: PasswordRecord;
  readonly secretText: string;
}

/** A password credential with its value, which exists nowhere else. */
export function newPassword(call: Call, app: ApplicationRecord, sent: JsonObject): NewPassword {
  const { outside, state } = call.directory;
  const startDateTime = moment(sent.startDateTime, outside.now(), 'startDateTime');
  const endDateTime = moment(sent.endDateTime, twoYearsAfter(new Date(startDateTime)), 'endDateTime');
  const [start, end] = [Date.parse(startDateTime), Date.parse(endDateTime)];
  if (end <= start) throw invalidValue('endDateTime', 'PasswordCredential');
  assertPasswordAllowed(state, app, { start, end });
  const secretText = newSecret(outside.bytes(37));
  const salt = Buffer.from(outside.bytes(16)).toString('hex');
  const record = {
    keyId: outside.uuid(),
    displayName: textOrNull(sent.displayName, 'displayName'),
    hint: secretText.slice(0, 3),
    startDateTime,
    endDateTime,
    salt,
    hash: secretHash(salt, secretText),
  };
  return { record, secretText };
}

const QUIET_MILLISECONDS = 1000;

/** Refuses a password right after a key-credential write on the same application (recording 25). */
function assertSettled(call: Call, app: ApplicationRecord): void {
  const { state, outside } = call.directory;
  const lag = state.lags.find(({ collection, id }) => collection === 'applications' && id === app.id);
  if (lag?.before === null || lag === undefined || !('keys' in lag.before)) return;
  const age = outside.now().getTime() - (lag.until - LAG_MILLISECONDS);
  if (lag.before.keys.length < app.keys.length && age < QUIET_MILLISECONDS) {
    throw new GraphRefusal(
      409,
      'Directory_ConcurrencyViolation',
      'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.',
    );
  }
}

/**
 * Whether a replica that does not know the new application yet answers in its second form, which may come after the
 * deed (recording 39). By turns with the first.
 */
function isUnread({ directory }: Call, { id }: ApplicationRecord): boolean {
  const answers = directory.state.lags.find((lag) => lag.id === id)?.answers ?? 1;
  return Math.floor(answers / 2) % 2 === 1;
}

/** Adds a password credential. The answer is the only place its value ever stands. */
export function addPassword(call: Call): OperationReply {
  const { key, value } = refOf(call);
  const seen = find(call.directory, 'applications', key, value);
  const app = peek(call.directory.state, 'applications', key, value);
  if (app === null || (seen === null && !isUnread(call, app))) throw notFound(value);
  const reply = added(call, app);
  if (seen === null) throw companyUnread();
  return reply;
}

function added(call: Call, app: ApplicationRecord): OperationReply {
  assertMayChange(call, app);
  assertSettled(call, app);
  const sent = bodyOf(call).passwordCredential;
  const { record, secretText } = newPassword(call, app, isObject(sent) ? sent : {});
  update(call.directory, 'applications', app.id, (current) => ({
    ...current,
    passwords: [...current.passwords, record],
  }));
  return {
    status: 200,
    headers: { location: new URL(call.base).origin },
    body: {
      '@odata.context': contextOf(call, 'microsoft.graph.passwordCredential'),
      ...passwordView(record),
      secretText,
    },
  };
}

export function removePassword(call: Call): OperationReply {
  const { id } = applicationAt(call, refOf(call));
  const app = peek(call.directory.state, 'applications', 'id', id);
  assertMayChange(call, app);
  const keyId = textOrNull(bodyOf(call).keyId, 'keyId');
  if (app === null || !app.passwords.some((password) => password.keyId === keyId)) {
    throw badRequest(`No password credential found with keyId '${keyId}'.`);
  }
  update(call.directory, 'applications', id, (current) => ({
    ...current,
    passwords: current.passwords.filter((password) => password.keyId !== keyId),
  }));
  return noContent;
}
