import { describe, expect, it } from 'vitest';
import { asId } from '../../../src/core/ids.ts';
import { age } from '../../../src/ui/wizard/steps/candidates.ts';
import { HAND_MADE, OLD_APP } from './fake-callbacks.ts';
import { choice, facts, NOW, question, step } from './step-facts.ts';

describe('an app to choose', () => {
  const server = (candidates: readonly (typeof HAND_MADE)[]) =>
    question('serverApp', 'select', {}, facts({ apps: { server: candidates, client: [] } }));

  it('is a new one when none was found', () => expect(server([]).initial).toBe('create'));
  it('is the only one of that name, which then shows its differences', () =>
    expect(server([HAND_MADE]).initial).toBe(HAND_MADE.appId));
  it('is a new one where the only one of that name belongs to another set-up, which it says', () => {
    const asked = server([{ ...HAND_MADE, madeBy: 'other-setup' }]);
    expect(asked.initial).toBe('create');
    expect(JSON.stringify(asked.screen)).toContain('made by this tool for another set-up');
    const found = {
      appId: OLD_APP,
      found: true,
      madeBy: 'other-setup' as const,
      sentences: ['Change it'],
      foreign: ['the redirect URI https://evil.example/cb'],
      owners: ['Mallory'],
      createdDateTime: null,
      typedAs: null,
    };
    const adopts = question(
      'serverAdopted',
      'select',
      { serverAppId: asId(OLD_APP) },
      facts({ serverDifferences: found }),
    );
    expect(JSON.stringify(adopts.screen)).toMatch(
      /Another MCP endpoint relies on this app[\s\S]*owned by Mallory[\s\S]*https:\/\/evil\.example\/cb/,
    );
  });
  it('is none of several that this tool did not make', () =>
    expect(server([HAND_MADE, { ...HAND_MADE, appId: 'other' }]).initial).toBe('create'));
  it('is ours before all others', () => {
    const ours = { ...HAND_MADE, appId: 'ours', madeBy: 'us' as const };
    expect(server([HAND_MADE, ours]).initial).toBe('ours');
  });

  it.each([
    ['2026-11-23T08:00:00Z', 'created today'],
    ['2026-11-22T08:00:00Z', 'created 1 day ago'],
    ['2026-10-23T08:00:00Z', 'created 31 days ago'],
    ['2024-03-12T08:00:00Z', 'created 2024-03-12'],
    [null, 'age unknown'],
  ])('tells its age: %s is %s', (created, words) => expect(age(created, NOW)).toBe(words));
});

describe('the MCP clients', () => {
  it('are chosen by the names that people know, and those that need a secret cannot be', () => {
    const asked = question('clients', 'checkbox');
    expect(choice(asked, 'vscode')).toMatchObject({ label: 'Visual Studio Code' });
    expect(asked.choices.find(({ disabled }) => disabled)).toMatchObject({
      label: 'Microsoft Copilot Studio',
    });
    expect(asked.take(['vscode', 'cursor'])).toMatchObject({ clients: ['vscode', 'cursor'] });
    expect(step('clients').say({ clients: ['vscode', 'cursor'] })).toBe('Visual Studio Code, Cursor');
  });

  it('bring their addresses to the redirect URIs', () =>
    expect(JSON.stringify(question('redirectUris', 'checkbox', { clients: ['vscode'] }).screen)).toContain(
      'http://127.0.0.1:33418',
    ));
});
