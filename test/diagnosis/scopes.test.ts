import { describe, expect, test } from 'vitest';
import { fullScopeFor } from '../../src/core/blueprint.ts';
import { CLOUD_NAMES, CLOUDS } from '../../src/core/cloud.ts';
import { scopeForHop } from '../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';

const SERVER = IDS.server.appId;
const TWO = { ...BLUEPRINT, graphPermissions: ['Files.Read', 'Sites.Read.All'] };

describe('the scope to send', () => {
  test('of the client is that of the server, with what a sign-in needs', () => {
    expect(scopeForHop('client-signin', BLUEPRINT, SERVER)).toBe(
      `api://${SERVER}/access openid profile offline_access`,
    );
  });

  test('of the gateway is the same', () => {
    expect(scopeForHop('gateway', BLUEPRINT, SERVER)).toBe(scopeForHop('client-signin', BLUEPRINT, SERVER));
  });

  test('to consent to is the full scope of the summary', () => {
    expect(scopeForHop('consent', BLUEPRINT, SERVER)).toBe(fullScopeFor(BLUEPRINT, SERVER));
  });

  test.each(CLOUD_NAMES)('of the server is on Graph of the cloud %s', (cloud) => {
    const { graph } = CLOUDS[cloud];
    expect(scopeForHop('obo', { ...TWO, cloud }, SERVER)).toBe(`${graph}/Files.Read ${graph}/Sites.Read.All`);
  });

  test('is none for Graph itself', () => {
    expect(scopeForHop('graph', BLUEPRINT, SERVER)).toBeNull();
  });

  test('is unknown before the server app has an id', () => {
    expect(scopeForHop('client-signin', BLUEPRINT, null)).toBeNull();
  });
});
