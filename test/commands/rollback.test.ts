import { describe, expect, it } from 'vitest';
import { leftBehind, namedFailure, type Withdrawn, withdraw } from '../../src/commands/apply/rollback.ts';
import { SetupError } from '../../src/errors.ts';
import type { IssuedCredential } from '../../src/graph/change-result.ts';
import type { RunState } from '../../src/graph/run-state.ts';
import { openBench } from '../support/bench.ts';

const ISSUED: IssuedCredential = {
  kind: 'federated',
  keyId: '11111111-1111-4111-8111-111111111111',
  displayName: 'entra-mcp-setup 2026-11',
  endDateTime: null,
  secret: null,
};
const GONE: Withdrawn = { left: false };
const LEFT: Withdrawn = { left: true, reason: 'Microsoft Graph does not answer.' };
const WHAT = { what: 'could not be kept' };

describe('the failure of a credential that came to nothing', () => {
  it.each([
    ['INTERRUPTED', LEFT, 'INTERRUPTED'],
    ['TERMINATED', LEFT, 'TERMINATED'],
    ['FORBIDDEN', LEFT, 'STOPPED_HALF_WAY'],
    ['INTERRUPTED', GONE, 'INTERRUPTED'],
    ['FORBIDDEN', GONE, 'FORBIDDEN'],
  ] as const)('ends %s, %j as %s', (code, withdrawn, wanted) => {
    expect(namedFailure(ISSUED, new SetupError(code, 'Stopped.'), withdrawn, WHAT).code).toBe(wanted);
  });

  it.each([
    [GONE, 'FILE_NOT_WRITABLE'],
    [LEFT, 'STOPPED_HALF_WAY'],
  ] as const)('is that of the file where it has no code of its own: %j', (withdrawn, wanted) => {
    const failure = namedFailure(ISSUED, new Error('disk full'), withdrawn, WHAT);
    expect(failure.code).toBe(wanted);
    expect(failure.advice).toContain('Make the folder writable, then run the command again');
  });

  it('names the credential, and how to remove it where it is still there', () => {
    const left = namedFailure(ISSUED, new Error('disk full'), LEFT, WHAT);
    expect(left.message).toBe(
      `The new credential ${ISSUED.displayName} (key id ${ISSUED.keyId}) could not be kept: disk full It could not be withdrawn: remove key id ${ISSUED.keyId}. (Microsoft Graph does not answer.)`,
    );
    expect(left.advice[0]).toBe(`Remove it: entra-mcp-setup rotate --retire ${ISSUED.keyId} --yes`);
  });

  it('says that it was withdrawn, and asks for no removal', () => {
    const gone = namedFailure(ISSUED, new SetupError('FORBIDDEN', 'No.', { advice: ['Ask'] }), GONE, WHAT);
    expect(gone.message).toMatch(/could not be kept and was withdrawn: No\.$/);
    expect(gone.advice).toEqual(['Ask']);
  });
});

describe('what a credential that came to nothing leaves behind', () => {
  it('is nothing once it is gone', () => {
    expect(leftBehind(ISSUED, GONE, 'server.pem')).toEqual({
      done: [],
      stoppedAt: null,
      credentials: [],
      files: [],
    });
  });

  it.each([
    ['server.pem', ['server.pem']],
    [null, []],
  ])('is itself where it is still there, with its file: %s', (file, files) => {
    const { keyId, displayName, endDateTime } = ISSUED;
    expect(leftBehind(ISSUED, LEFT, file)).toEqual({
      done: [`Create ${displayName} (key id ${keyId})`],
      stoppedAt: null,
      credentials: [{ keyId, displayName, endDateTime, writtenTo: file }],
      files,
    });
  });
});

const NOTHING_KNOWN = {
  appId: null,
  objectId: null,
  principalId: null,
  application: null,
  observed: null,
  principalFresh: false,
};
const KNOWN: RunState = { client: NOTHING_KNOWN, server: NOTHING_KNOWN, graphPrincipalId: null };

describe('withdrawing', () => {
  it('leaves a federated credential, which is no secret, and calls nothing left to remove', async () => {
    const { graph } = await openBench();
    expect(await withdraw({ graph }, ISSUED, KNOWN)).toEqual({ left: false });
  });

  it('never throws: what cannot be removed is left, with the reason', async () => {
    const { graph } = await openBench();
    const withdrawn = await withdraw({ graph }, { ...ISSUED, kind: 'secret' }, KNOWN);
    expect(withdrawn).toEqual({ left: true, reason: expect.stringContaining('MCP Server API') });
  });
});
