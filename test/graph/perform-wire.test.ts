import { describe, expect, it } from 'vitest';
import { performChange } from '../../src/graph/perform.ts';
import { CHANGE_KINDS, kindsOf } from '../support/change-kinds.ts';
import { IDS } from '../support/registrations.ts';
import { recorded, scriptedGraph } from '../support/scripted-graph.ts';
import {
  ADD_SECRET,
  addPassword,
  draft,
  GRANT,
  grantBody,
  grantConsent,
  KNOWN,
  NOTHING_KNOWN,
  patching,
  reading,
  type Sent,
} from './sent.ts';
import { SENT_CREATIONS } from './sent-creations.ts';
import { SENT_CREDENTIALS } from './sent-credentials.ts';
import { SENT_EDITS } from './sent-edits.ts';

/** What each kind of change sends, whole: in this order, these bodies, and nothing else. */
const SENT: readonly Sent[] = [...SENT_CREATIONS, ...SENT_EDITS, ...SENT_CREDENTIALS];

describe('a change sends to Microsoft Graph', () => {
  it.each(SENT)('$change.kind: $title', async ({ change, runState = KNOWN, script }) => {
    const { graph, patience, finish } = scriptedGraph(script);
    await performChange({ graph, patience }, runState, change);
    finish();
  });

  it('what is tried above, for every kind there is', () => {
    expect(kindsOf(SENT)).toEqual(CHANGE_KINDS);
  });
});

describe('a run remembers', () => {
  it('what it wrote, so that no read in between is needed', async () => {
    const { graph, patience, finish } = scriptedGraph([
      reading('server'),
      patching('server', { api: { requestedAccessTokenVersion: 2 } }),
      patching('server', { isFallbackPublicClient: false }),
    ]);
    const first = await performChange({ graph, patience }, KNOWN, {
      kind: 'set-token-version',
      app: 'server',
      from: null,
      to: 2,
    });
    await performChange({ graph, patience }, first.runState, {
      kind: 'set-fallback-public-client',
      app: 'server',
      from: null,
      to: false,
    });
    finish();
  });

  it('that nobody can have granted anything to a service principal it just made', async () => {
    const { graph, patience, finish } = scriptedGraph([
      {
        method: 'POST',
        path: '/servicePrincipals',
        body: { appId: IDS.client.appId, tags: ['WindowsAzureActiveDirectoryIntegratedApp'] },
        reply: {
          ...recorded('09'),
          body: { ...(recorded('09').body as object), id: IDS.client.principalId },
        },
      },
      grantConsent({ status: 201, body: grantBody() }),
    ]);
    const { runState } = await performChange({ graph, patience }, KNOWN, {
      kind: 'create-service-principal',
      app: 'client',
    });
    await performChange({ graph, patience }, runState, GRANT);
    finish();
  });

  it('the ids of the app it created', async () => {
    const { graph, patience } = scriptedGraph(SENT[0]?.script ?? []);
    const { runState } = await performChange({ graph, patience }, NOTHING_KNOWN, {
      kind: 'create-application',
      app: 'server',
      draft,
    });
    const { id, appId } = recorded('05').body as { id: string; appId: string };
    expect(runState.server).toMatchObject({ objectId: id, appId });
  });
});

describe('a new secret', () => {
  it('is handed on as a value that prints as dots', async () => {
    const { graph, patience } = scriptedGraph([reading('server'), addPassword(recorded('10'))]);
    const performed = await performChange({ graph, patience }, KNOWN, ADD_SECRET);
    expect(performed.issued?.secret?.reveal()).toBe('replaced-microsoft-graph-password');
    expect(JSON.stringify(performed)).not.toContain('replaced-microsoft-graph-password');
  });
});
