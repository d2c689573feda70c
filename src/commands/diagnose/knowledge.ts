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
import { type Connection, connect, identityOf, type SignInOutside } from '../run/connect.ts';
import { noEndpointOfSnapshot, requireClientUrl, withAddress } from '../run/endpoint.ts';
import { gatherInputs, type Inputs, requireApps } from '../run/inputs.ts';
import { authOf, checkContext } from '../run/limits.ts';
import { observe, targetOf } from '../run/observe.ts';
import type { DiagnoseFlags } from './command.ts';
import { probeServer } from './probe.ts';
import type { TimeLimit } from './time-limit.ts';

/** What a command gathered for a diagnosis: the knowledge itself, and where it came from. */
export interface GatheredKnowledge {
  readonly knowledge: Knowledge;
  readonly connection: Connection | null;
  readonly blueprint: Blueprint | null;
  readonly target: Target | null;
  readonly identity: Identity | null;
  /** Why the tenant could not be looked at, when it was asked for. */
  readonly refused: SetupError | null;
}

const NOTHING_GATHERED: GatheredKnowledge = {
  knowledge: NOTHING_KNOWN,
  connection: null,
  blueprint: null,
  target: null,
  identity: null,
  refused: null,
};

/** Whether a flag asks for a look at the tenant; otherwise everything stays offline. */
function looksAtTenant({ config, answers, practice, signIns, user, endpoint }: DiagnoseFlags): boolean {
  const named = [config, answers.tenant, signIns, user].some((one) => one !== undefined);
  return named || practice === true || endpoint === true;
}

/**
 * Gathers what proves or refutes causes: a snapshot, the tenant, a probe of the server's own credential. Where a sign-in is
 * blocked, Graph throttles or the time is up, returns what is known with the error in `refused`; other errors are thrown.
 */
export async function gatherKnowledge(
  outside: SignInOutside,
  limit: TimeLimit,
  options: { readonly watchReplication: boolean },
): Promise<GatheredKnowledge> {
  const { flags } = limit;
  if (flags.snapshot !== undefined) {
    if (flags.endpoint) throw noEndpointOfSnapshot();
    return fromSnapshot(outside, flags.snapshot);
  }
  if (!looksAtTenant(flags)) return NOTHING_GATHERED;
  const inputs = await gatherInputs(flags, outside);
  const blueprint = requireApps(inputs);
  if (flags.endpoint) requireClientUrl(blueprint);
  const observations: Observation[] = [];
  try {
    return await fromTenant(outside, limit, inputs, blueprint, { observations, ...options });
  } catch (error) {
    const refused = limit.errorOf(error);
    if (!(refused instanceof SetupError) || !(isEvidence(refused) || limit.isLate())) throw refused;
    const knowledge = knowledgeOf(outside, blueprint, null);
    const seen = observationOf(refused, authOf(flags, outside) ?? 'device-code');
    return {
      ...NOTHING_GATHERED,
      blueprint,
      refused,
      knowledge: { ...knowledge, observations: [...observations, ...seen] },
    };
  }
}

/** True for a refusal that is itself evidence for a diagnosis: a blocked sign-in, or throttling. */
function isEvidence({ code }: SetupError): boolean {
  return code === 'SIGN_IN_BLOCKED' || code === 'THROTTLED';
}

function observationOf({ code }: SetupError, method: AuthMethod): readonly Observation[] {
  if (code === 'THROTTLED') return [{ kind: 'throttled', retryAfterSeconds: null }];
  if (code !== 'SIGN_IN_BLOCKED') return [];
  return method === 'device-code' ? [{ kind: 'device-code-blocked', policy: null }] : [];
}

async function fromSnapshot(
  outside: Pick<Outside, 'clock' | 'files'>,
  path: string,
): Promise<GatheredKnowledge> {
  const { parseSnapshot } = await import('../../config/snapshot.ts');
  const text = await outside.files.readText(path);
  if (text === null) throw new SetupError('FILE_INVALID', `There is no file ${path}.`);
  const { blueprint, tenant } = parseSnapshot(path, text);
  return {
    ...NOTHING_GATHERED,
    blueprint,
    target: targetOf(blueprint, tenant),
    knowledge: { ...knowledgeOf(outside, blueprint, tenant), isMasked: hasMasks(blueprint) },
  };
}

/** True where the snapshot was taken with `--redact ids`, which leaves masks in place of ids. */
function hasMasks({ clientApp, serverApi }: Blueprint): boolean {
  return [clientApp.appId, serverApi.appId].some((id) => id !== null && !isGuid(id));
}

interface Watch {
  readonly observations: Observation[];
  readonly watchReplication: boolean;
}

/** Permissions for the sign-in log and one person's OneDrive. Account and groups need none beyond those of every run. */
function permissionsFor({ signIns, user }: DiagnoseFlags): readonly string[] {
  if (user !== undefined) return ['AuditLog.Read.All', 'Files.Read.All'];
  return signIns === undefined ? [] : ['AuditLog.Read.All'];
}

function signedIn(
  outside: SignInOutside,
  { flags, begin }: TimeLimit,
  blueprint: Blueprint,
  observations: Observation[],
): Promise<Connection> {
  return connect(outside, blueprint, {
    flags,
    begin,
    access: 'read',
    extraPermissions: permissionsFor(flags),
    onThrottled: () => observations.push({ kind: 'throttled', retryAfterSeconds: null }),
  });
}

async function fromTenant(
  outside: SignInOutside,
  limit: TimeLimit,
  inputs: Inputs,
  blueprint: Blueprint,
  { observations, watchReplication }: Watch,
): Promise<GatheredKnowledge> {
  const { flags, begin, inTime } = limit;
  const connection = await signedIn(outside, limit, blueprint, observations);
  const within = begin();
  const first = await inTime(observe(within, connection, blueprint, flags));
  if (first === null) throw limit.late();
  const second = watchReplication ? await inTime(observe(within, connection, blueprint, flags)) : first;
  const read = second ?? first;
  const tenant = (flags.endpoint && (await inTime(withAddress(read, blueprint, within)))) || read;
  if (differ(read, first, blueprint)) observations.push({ kind: 'replicating' });
  // The server's credential is the same for everybody, so it explains nothing about one person.
  const probe =
    flags.user === undefined ? await inTime(probeServer(within, flags, inputs, blueprint, tenant)) : null;
  const probes = probe === null ? [] : [probe];
  return {
    ...NOTHING_GATHERED,
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

/** The checks to judge; the endpoint's only where its address was asked. */
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
