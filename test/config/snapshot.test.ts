import { describe, expect, it } from 'vitest';
import { newSnapshot, parseSnapshot, snapshotJsonSchema } from '../../src/config/snapshot.ts';
import { samples } from '../../src/core/checks/reference-samples.ts';
import { SetupError } from '../../src/errors.ts';

const TAKEN = { takenAt: new Date('2026-11-23T10:00:00Z'), version: '1.0.0' };
const [, sample] = samples();
if (!sample) throw new Error('There is no sample.');
const SNAPSHOT = newSnapshot(sample, TAKEN);

/** A snapshot as its text, changed on the way. */
function textWith(change: (snapshot: Record<string, unknown>) => void): string {
  const copy = JSON.parse(JSON.stringify(SNAPSHOT)) as Record<string, unknown>;
  change(copy);
  return JSON.stringify(copy);
}

function refusalOf(text: string): SetupError {
  try {
    parseSnapshot('shot.json', text);
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error('The snapshot was taken.');
}

function facetIn(snapshot: Record<string, unknown>, facet: string): Record<string, Record<string, unknown>> {
  return (snapshot.tenant as Record<string, Record<string, Record<string, unknown>>>)[facet] ?? {};
}

describe('a snapshot', () => {
  it.each(samples().map(({ blueprint, tenant }, index) => ({ index, blueprint, tenant })))(
    'reads back as it was written, but for what an address answered, sample $index',
    ({ blueprint, tenant }) => {
      const text = JSON.stringify(newSnapshot({ blueprint, tenant }, TAKEN));
      const { endpoint: _askedAnew, ...kept } = tenant;
      expect(parseSnapshot('shot.json', text)).toEqual({
        blueprint,
        tenant: kept,
        takenAt: TAKEN.takenAt.toISOString(),
        tool: { name: 'entra-mcp-setup', version: TAKEN.version },
      });
    },
  );

  it('reads back what could not be read', () => {
    const unreadable = { state: 'unreadable', because: 'forbidden', detail: 'No.', permission: null };
    const text = textWith((snapshot) =>
      Object.assign(snapshot.tenant as object, { clientGrants: unreadable }),
    );
    expect(parseSnapshot('shot.json', text).tenant.clientGrants).toEqual(unreadable);
  });

  it.each(['clientRoles', 'serverRoles'] as const)('from before %s were read does not show none', (facet) => {
    const text = textWith(({ tenant }) => Reflect.deleteProperty(tenant as object, facet));
    expect(parseSnapshot('shot.json', text).tenant[facet]).toMatchObject({
      state: 'unreadable',
      detail: expect.stringContaining('take a new one'),
    });
  });

  it('keeps application permissions that stood among what show reads', () => {
    const role = { appRoleId: 'role', resourceId: 'api', createdDateTime: null };
    const value = { clientRoles: [], serverRoles: [role], resources: [], people: [] };
    const text = textWith(({ tenant }) => {
      Reflect.deleteProperty(tenant as object, 'clientRoles');
      Reflect.deleteProperty(tenant as object, 'serverRoles');
      Object.assign(tenant as object, { access: { state: 'read', value } });
    });
    expect(parseSnapshot('shot.json', text).tenant).toMatchObject({
      clientRoles: { value: [] },
      serverRoles: { value: [{ ...role, permission: null, resource: null }] },
      access: { value: { resources: [], people: [], cut: [] } },
    });
  });

  it('of a newer format is refused with its version', () => {
    const error = refusalOf(
      textWith((snapshot) => Object.assign(snapshot, { formatVersion: 2, more: true })),
    );
    expect([error.code, /format version 2.*newer/.test(error.message)]).toEqual(['FILE_INVALID', true]);
  });

  it.each([
    ['an empty file', ''],
    ['a file that was cut off', JSON.stringify(SNAPSHOT).slice(0, 500)],
    ['a list', '[]'],
    ['null', 'null'],
    ['another document', '{"schemaVersion":"1.0"}'],
    [
      'one without a facet',
      textWith(({ tenant }) => Reflect.deleteProperty(tenant as object, 'clientGrants')),
    ],
    ['one with a facet nobody knows', textWith(({ tenant }) => Object.assign(tenant as object, { more: 1 }))],
    [
      'one whose facet has another type',
      textWith((snapshot) => Object.assign(facetIn(snapshot, 'clientOwners'), { value: 7 })),
    ],
    [
      'one in an unknown cloud',
      textWith(({ blueprint }) => Object.assign(blueprint as object, { cloud: 'moon' })),
    ],
    [
      'one with a prototype in it',
      JSON.stringify(SNAPSHOT).replace('"cloud"', '"__proto__":{"polluted":true},"cloud"'),
    ],
    ['one nested without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('is refused when it is %s', (_what, text) => {
    expect(refusalOf(text).code).toBe('FILE_INVALID');
  });

  it('is refused when a credential has an end that is no date, which would never come', () => {
    const text = textWith((snapshot) => {
      const { value } = facetIn(snapshot, 'clientApplication');
      const secret = {
        keyId: 'k',
        displayName: null,
        hint: null,
        startDateTime: null,
        endDateTime: 'some day',
      };
      Object.assign(value ?? {}, { passwordCredentials: [secret] });
    });
    expect(refusalOf(text).message).toMatch(/endDateTime/);
  });

  it('is refused in one short line without control characters, whatever its keys are', () => {
    const text = textWith(({ tenant }) =>
      Object.assign(tenant as object, { [`\u001b[2J\n${'x'.repeat(5_000)}`]: 1 }),
    );
    const { message } = refusalOf(text);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect([message.length < 500, /[\u0000-\u001f]/.test(message)]).toEqual([true, false]);
  });

  it('has a JSON Schema that names every facet', () => {
    const { properties } = snapshotJsonSchema() as { properties: { tenant: { required: string[] } } };
    expect(properties.tenant.required.toSorted()).toEqual(Object.keys(SNAPSHOT.tenant).toSorted());
  });
});
