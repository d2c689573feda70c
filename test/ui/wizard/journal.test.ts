import { describe, expect, it } from 'vitest';
import { asId } from '../../../src/core/ids.ts';
import type { WizardAnswers } from '../../../src/ui/wizard/answers.ts';
import { parseJournal, renderJournal } from '../../../src/ui/wizard/journal.ts';
import { CONTOSO, OLD_APP } from './fake-callbacks.ts';

const ANSWERS: WizardAnswers = {
  guide: 'gateway',
  auth: 'browser',
  tenant: 'contoso.com',
  tenantConfirmed: CONTOSO,
  serverApp: OLD_APP,
  serverAppId: asId(OLD_APP),
  clientApp: 'create',
  clientName: 'Files client',
  redirectUris: ['http://127.0.0.1:1/a', 'http://127.0.0.1:2/b'],
  graphPermissions: ['Files.Read', 'Sites.Read.All'],
  credential: 'certificate',
  createCertificate: false,
  certificate: './server.pem',
  secretMonths: 6,
};
const PLACE = { stage: 'question', title: 'Graph permissions' } as const;
const JOURNAL = { savedAt: '2026-11-23T10:00:00.000Z', stoppedAt: PLACE, answers: ANSWERS };

describe('a journal', () => {
  it('brings every answer back', () => expect(parseJournal(renderJournal(JOURNAL))).toEqual(JOURNAL));

  it('forgets what was accepted of an adopted app, so that it is looked at again', () => {
    const journal = renderJournal({ ...JOURNAL, answers: { ...ANSWERS, serverAdopted: OLD_APP } });
    expect(parseJournal(journal)?.answers).not.toHaveProperty('serverAdopted');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another version', renderJournal(JOURNAL).replace('"version": 2', '"version": 1')],
    ['a list', '[]'],
    ['no time', renderJournal(JOURNAL).replace(JOURNAL.savedAt, 'yesterday')],
  ])('that is %s is none', (_name, text) => expect(parseJournal(text)).toBeNull());

  it.each([
    ['an answer that no longer passes its rule', { mcpUrl: 'ftp://x' }, 'mcpUrl'],
    ['an unknown sign-in', { auth: 'telepathy' }, 'auth'],
    ['an app choice that is no id', { serverApp: 'drop table' }, 'serverApp'],
    ['a number where text belongs', { tenant: 5 }, 'tenant'],
  ])('leaves out %s', (_name, broken, left) => {
    const document = JSON.parse(renderJournal(JOURNAL));
    const journal = parseJournal(
      JSON.stringify({ ...document, answers: { ...document.answers, ...broken } }),
    );
    expect(journal?.answers).not.toHaveProperty(left);
    expect(journal?.answers).toHaveProperty('clientName', 'Files client');
  });
});
