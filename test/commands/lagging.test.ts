import { describe, expect, it } from 'vitest';
import type { FleetReport, Report } from '../../src/core/report.ts';
import { type Desk, loseIds, openDesk, setUpDesk, writesIn } from '../support/desk.ts';

const APPLY = 'apply --practice --yes --grant-admin-consent --mcp-url https://mcp.contoso.com/mcp';

/** The first `reads` lookups of this app by its id or unique name are answered by a replica that does not know it yet. */
const notYetThere = (reads: number, wanted: RegExp) => {
  let left = reads;
  return async (response: Response): Promise<Response> => {
    const body = await response
      .clone()
      .json()
      .catch(() => null);
    const parts = body?.responses;
    if (!Array.isArray(parts) || left === 0) return response;
    const hidden = parts.map((part: { status: number; body: unknown }) => {
      const isIt = part.status === 200 && wanted.test(JSON.stringify(part.body)) && left > 0;
      return isIt ? { ...part, status: 404, body: { error: { code: 'Request_ResourceNotFound' } } } : part;
    });
    if (hidden.some((part, index) => part !== parts[index])) left -= 1;
    return Response.json({ ...body, responses: hidden });
  };
};

describe('a run that follows another within seconds', () => {
  it('waits for an app that one replica lists by name and another does not find, and makes no second', async () => {
    const desk = await setUpDesk();
    const [server] = desk.tenant.state.applications;
    const hide = notYetThere(1, new RegExp(`"id":"${server?.id}".*"signInAudience"`));
    const { exitCode, log } = await desk.run(APPLY, {
      between: (inner) => async (request, limits) => hide(await inner(request, limits)),
    });
    expect([exitCode, writesIn(log)]).toEqual([0, []]);
    expect(desk.tenant.state.applications).toHaveLength(2);
  });

  it('does so after a run that was killed, too, when only the marker is known', async () => {
    const desk = await openDesk();
    await desk.run(APPLY);
    loseIds(desk);
    const [server] = desk.tenant.state.applications;
    const hide = notYetThere(1, new RegExp(`"id":"${server?.id}".*"signInAudience"`));
    await desk.run(APPLY, {
      between: (inner) => async (request, limits) => hide(await inner(request, limits)),
    });
    expect(desk.tenant.state.applications).toHaveLength(2);
  });
});

describe('a verify that follows a run that was killed', () => {
  const killed = async () => {
    const desk = await openDesk();
    await desk.run(APPLY);
    loseIds(desk);
    const [server] = desk.tenant.state.applications;
    return { desk, wanted: new RegExp(`"id":"${server?.id}".*"signInAudience"`) };
  };
  const verify = (desk: Desk, hide: (response: Response) => Promise<Response>, more = '') =>
    desk.run(`verify --practice --only server-api.exists --json${more}`, {
      between: (inner) => async (request, limits) => hide(await inner(request, limits)),
    });
  const statusOf = ({ document }: { readonly document: Report }) => document.checks?.[0]?.status;

  it('calls no app missing that another replica lists', async () => {
    const { desk, wanted } = await killed();
    expect(statusOf(await verify(desk, notYetThere(1, wanted)))).toBe('pass');
  });

  it('looks again for an app of which no replica knows a name yet', async () => {
    const { desk, wanted } = await killed();
    const [server] = desk.tenant.state.applications;
    const nameless = async (response: Response) => {
      const text = await response.text();
      const hidden = text
        .replaceAll(`"${server?.uniqueName}"`, 'null')
        .replaceAll(`"${server?.displayName}"`, '"x"');
      return new Response(hidden, response);
    };
    const hide = notYetThere(2, wanted);
    expect(statusOf(await verify(desk, async (one) => nameless(await hide(one))))).toBe('pass');
  });

  it('says of an app that is gone that it is, after two more looks', async () => {
    const { desk } = await killed();
    Object.assign(desk.tenant.state, { applications: [] });
    const { log, ...run } = await verify(desk, async (one) => one);
    expect([statusOf(run as never), log.filter(({ url }) => url.endsWith('$batch')).length]).toEqual([
      'fail',
      3,
    ]);
  });

  it('looks once for an app that the blueprint names by its id', async () => {
    const desk = await setUpDesk();
    Object.assign(desk.tenant.state, { applications: desk.tenant.state.applications.slice(1) });
    const { log, ...run } = await verify(desk, async (one) => one);
    expect([statusOf(run as never), log.filter(({ url }) => url.endsWith('$batch')).length]).toEqual([
      'fail',
      2,
    ]);
  });

  it('is no different for one of many', async () => {
    const { desk, wanted } = await killed();
    desk.disk.put('other.yaml', desk.disk.text('entra-mcp.yaml'));
    const run = await verify(desk, notYetThere(1, wanted), ' entra-mcp.yaml other.yaml');
    const { results } = run.document as unknown as FleetReport;
    expect(results.map(({ checks }) => checks?.[0]?.status)).toEqual(['pass', 'pass']);
  });
});
