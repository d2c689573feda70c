import type { Blueprint } from '../../core/blueprint.ts';
import type { Check } from '../../core/check.ts';
import { ALL_CHECKS, CHECKS } from '../../core/checks/index.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import { isGuid } from '../../core/ids.ts';
import { judge } from '../../core/judge.ts';
import { portalUrl } from '../../core/portal.ts';
import type { Identity, Target } from '../../core/report.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { type Knowledge, NOTHING_KNOWN, type Observation } from '../../diagnosis/index.ts';
import { SetupError } from '../../errors.ts';
import type { AuthMethod } from '../../identity/auth-method.ts';
import type { Outside } from '../../outside.ts';
import { type Connection, connect, identityOf } from '../run/connect.ts';
import { noEndpointOfSnapshot, requireClientUrl, withAddress } from '../run/endpoint.ts';
import { gatherInputs, type Inputs, requireApps } from '../run/inputs.ts';
import { authOf, checkContext } from '../run/limits.ts';
import { observe, targetOf } from '../run/observe.ts';
import type { DiagnoseFlags } from './command.ts';
import type { HalfMinute } from './half-minute.ts';
import { probeServer } from './probe.ts';

/** What a diagnosis knows, and from whom. */
export interface Learned {
  readonly knowledge: Knowledge;
  readonly connection: Connection | null;
  readonly blueprint: Blueprint | null;
  readonly target: Target | null;
  readonly identity: Identity | null;
  /** Why the tenant could not be looked at, when it was asked for. */
  readonly refused: SetupError | null;
}

const NOTHING_LEARNED: Learned = {
  knowledge: NOTHING_KNOWN,
  connection: null,
  blueprint: null,
  target: null,
  identity: null,
  refused: null,
};

/** Whether the operator gave a tenant to look at; otherwise everything stays offline. */
function looksAtTenant({ config, answers, practice, signIns, user, endpoint }: DiagnoseFlags): boolean {
  const named = [config, answers.tenant, signIns, user].some((one) => one !== undefined);
  return named || practice === true || endpoint === true;
}

/** Gathers what proves or refutes: a snapshot, the tenant, the server's own credential. */
export async function gatherKnowledge(
  outside: Outside,
  limit: HalfMinute,
  options: { readonly watchReplication: boolean },
): Promise<Learned> {
  const { flags } = limit;
  if (flags.snapshot !== undefined) {
    if (flags.endpoint) throw noEndpointOfSnapshot();
    return fromSnapshot(outside, flags.snapshot);
  }
  if (!looksAtTenant(flags)) return NOTHING_LEARNED;
  const inputs = await gatherInputs(flags, outside);
  const blueprint = requireApps(inputs);
  if (flags.endpoint) requireClientUrl(blueprint);
  const observations: Observation[] = [];
  try {
    return await fromTenant(outside, limit, inputs, blueprint, { observations, ...options });
  } catch (error) {
    const told = limit.told(error);
    if (!(told instanceof SetupError) || !(isEvidence(told) || limit.isLate())) throw told;
    const knowledge = knowledgeOf(outside, blueprint, null);
    const seen = observationOf(told, authOf(flags, outside) ?? 'device-code');
    return {
      ...NOTHING_LEARNED,
      blueprint,
      refused: told,
      knowledge: { ...knowledge, observations: [...observations, ...seen] },
    };
  }
}

/** A sign-in or a reading that is refused here and now is evidence of its own, and still an error to tell. */
function isEvidence({ code }: SetupError): boolean {
  return code === 'SIGN_IN_BLOCKED' || code === 'THROTTLED';
}

function observationOf({ code }: SetupError, method: AuthMethod): readonly Observation[] {
  if (code === 'THROTTLED') return [{ kind: 'throttled', retryAfterSeconds: null }];
  if (code !== 'SIGN_IN_BLOCKED') return [];
  return method === 'device-code' ? [{ kind: 'device-code-blocked', policy: null }] : [];
}

async function fromSnapshot(outside: Pick<Outside, 'clock' | 'files'>, path: string): Promise<Learned> {
  const { parseSnapshot } = await import('../../config/snapshot.ts');
  const text = await outside.files.readText(path);
  if (text === null) throw new SetupError('FILE_INVALID', `There is no file ${path}.`);
  const { blueprint, tenant } = parseSnapshot(path, text);
  return {
    ...NOTHING_LEARNED,
    blueprint,
    target: targetOf(blueprint, tenant),
    knowledge: { ...knowledgeOf(outside, blueprint, tenant), isMasked: hasMasks(blueprint) },
  };
}

/** `--redact ids` leaves masks where the ids stood. */
function hasMasks({ clientApp, serverApi }: Blueprint): boolean {
  return [clientApp.appId, serverApi.appId].some((id) => id !== null && !isGuid(id));
}

interface Watch {
  readonly observations: Observation[];
  readonly watchReplication: boolean;
}

/** The sign-in log, and the OneDrive of one person; account and groups come with what every run reads. */
function permissionsFor({ signIns, user }: DiagnoseFlags): readonly string[] {
  if (user !== undefined) return ['AuditLog.Read.All', 'Files.Read.All'];
  return signIns === undefined ? [] : ['AuditLog.Read.All'];
}

function signedIn(
  outside: Outside,
  { flags, begin }: HalfMinute,
  blueprint: Blueprint,
  observations: Observation[],
): Promise<Connection> {
  return connect(outside, blueprint, {
    flags,
    begin,
    access: 'read',
    also: permissionsFor(flags),
    onThrottled: () => observations.push({ kind: 'throttled', retryAfterSeconds: null }),
  });
}

async function fromTenant(
  outside: Outside,
  limit: HalfMinute,
  inputs: Inputs,
  blueprint: Blueprint,
  { observations, watchReplication }: Watch,
): Promise<Learned> {
  const { flags, begin, inTime } = limit;
  const connection = await signedIn(outside, limit, blueprint, observations);
  const within = begin();
  const first = await inTime(observe(within, connection, blueprint, flags));
  if (first === null) throw limit.late();
  const second = watchReplication ? await inTime(observe(within, connection, blueprint, flags)) : first;
  const read = second ?? first;
  const tenant = (flags.endpoint && (await inTime(withAddress(read, blueprint, within)))) || read;
  if (differ(read, first, blueprint)) observations.push({ kind: 'replicating' });
  // The credential of the server is the same for everybody: it says nothing of one person.
  const probe =
    flags.user === undefined ? await inTime(probeServer(within, flags, inputs, blueprint, tenant)) : null;
  const probes = probe === null ? [] : [probe];
  return {
    ...NOTHING_LEARNED,
    connection,
    blueprint,
    target: targetOf(blueprint, tenant),
    identity: identityOf(connection.session),
    knowledge: { ...knowledgeOf(outside, blueprint, tenant), observations, probes },
    refused: limit.isLate() ? limit.late() : null,
  };
}

function differ(one: Tenant, other: Tenant, blueprint: Blueprint): boolean {
  return fingerprint(one, blueprint) !== fingerprint(other, blueprint);
}

/** The endpoint's checks count only where its address was asked: not having looked proves nothing. */
function checksFor({ endpoint }: Tenant): readonly Check[] {
  return endpoint === undefined ? CHECKS : ALL_CHECKS;
}

function knowledgeOf(
  outside: Pick<Outside, 'clock'>,
  blueprint: Blueprint,
  tenant: Tenant | null,
): Knowledge {
  const client = tenant && facetOf(tenant, 'clientApplication');
  const server = tenant && facetOf(tenant, 'serverApplication');
  const clientAppId = client?.appId ?? blueprint.clientApp.appId;
  const serverAppId = server?.appId ?? blueprint.serverApi.appId;
  return {
    ...NOTHING_KNOWN,
    blueprint,
    tenant,
    verdicts:
      tenant &&
      judge(checksFor(tenant), blueprint, tenant, checkContext(outside, tenant)).map(
        ({ verdict }) => verdict,
      ),
    clientAppId,
    serverAppId,
    portalUrl: (app, page) => portalUrl(blueprint.cloud, app === 'client' ? clientAppId : serverAppId, page),
  };
}
