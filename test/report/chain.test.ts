import { describe, expect, it } from 'vitest';
import { chainOf } from '../../src/report/chain.ts';
import { verdictOf } from './sample-ids.ts';
import { diagnoseReport, hopsReport } from './sample-stories.ts';
import { fleetReport, verifyReport } from './samples.ts';

const statesOf = (...reports: Parameters<typeof chainOf>[0]): readonly string[] =>
  chainOf(reports).map(({ name, state }) => `${name} ${state}`);

describe('the chain', () => {
  it('has each link in the state of its worst check', () => {
    expect(statesOf(verifyReport())).toEqual([
      'sign-in pass',
      'consent pass',
      'gateway fail',
      'obo warn',
      'graph fail',
    ]);
  });

  it.each([
    ['client-app.redirect-uri', 'sign-in'],
    ['client-app.admin-consent', 'consent'],
    ['server-api.scope', 'gateway'],
    ['server-api.public-client-flows', 'obo'],
    ['server-api.credential', 'obo'],
    ['server-api.graph-consent', 'graph'],
    ['client-app.scope-on-wrong-app', 'consent'],
  ] as const)('is broken by %s at %s only', (id, link) => {
    const broken = chainOf([verifyReport({ checks: [verdictOf(id, 'fail')] })]).filter(
      ({ state }) => state === 'fail',
    );
    expect(broken.map(({ name }) => name)).toEqual([link]);
  });

  it('shows the warning of a link on which nothing else was looked at', () => {
    const report = verifyReport({ checks: [verdictOf('client-app.scope-on-wrong-app', 'warn')] });
    expect(statesOf(report)).toContain('consent warn');
  });

  it('does not call a link whole that nobody looked at', () => {
    expect(statesOf(verifyReport({ checks: [verdictOf('client-app.owners', 'fail')] }))).toEqual(
      ['sign-in', 'consent', 'gateway', 'obo', 'graph'].map((name) => `${name} unseen`),
    );
  });

  it('follows the live test', () => {
    expect(statesOf(hopsReport())).toEqual([
      'sign-in pass',
      'consent unseen',
      'gateway pass',
      'obo fail',
      'graph skip',
    ]);
  });

  it('follows the proved cause of a diagnosis, not the hop where the error appeared', () => {
    expect(statesOf(diagnoseReport())).toEqual([
      'sign-in unseen',
      'consent unseen',
      'gateway unseen',
      'obo unseen',
      'graph fail',
    ]);
  });

  it('counts the configurations in which a link is broken', () => {
    expect(chainOf([fleetReport(6)]).map(({ brokenIn }) => brokenIn)).toEqual([0, 0, 2, 0, 2]);
  });
});
