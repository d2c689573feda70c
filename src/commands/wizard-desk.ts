import { completeBlueprint } from '../config/complete.ts';
import { ANSWER_NAMES, ANSWERS, type BlueprintInput } from '../core/answers.ts';
import { type Blueprint, MARKER_PREFIX, markerFor } from '../core/blueprint.ts';
import type { Change } from '../core/change.ts';
import { CHECKS } from '../core/checks/index.ts';
import { describePlan } from '../core/describe-change.ts';
import { fingerprint } from '../core/fingerprint.ts';
import { hazardsOf } from '../core/hazards.ts';
import { type AppWord, asId, nameBasedGuid } from '../core/ids.ts';
import { planFor } from '../core/plan.ts';
import { summarise } from '../core/summarise.ts';
import { facetOf, type Tenant } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import { findByName } from '../graph/find.ts';
import { nextMethods } from '../identity/auth-method.ts';
import { renderPlanText } from '../report/text.ts';
import { renderCommands } from '../ui/commands-view.ts';
import type { SignInMethod, WizardAnswers } from '../ui/wizard/answers.ts';
import type {
  AppCandidate,
  FoundApps,
  PlannedWork,
  SignInOutcome,
  WizardCallbacks,
} from '../ui/wizard/facts.ts';
import { sameFromFile } from '../ui/wizard/same-command.ts';
import type { GivenAnswers } from '../ui/wizard/welcome.ts';
import { certificateProblem, prepareCertificate } from './certificate.ts';
import { type Connection, connect } from './connect.ts';
import type { Inputs } from './inputs.ts';
import type { Flags } from './invocation.ts';
import { momentOf } from './limits.ts';
import { observe, targetOf } from './observe.ts';
import type { Outside } from './outside.ts';
import { renderPlanFile } from './plan-file.ts';

/** Stands in for the one answer that has no default while questions before it are asked. */
const NOT_YET_ANSWERED = 'https://mcp.example.com/mcp';

/** The wizard's answers as a blueprint's inputs: what was said on screen wins over file and flags. */
export function inputsFrom(inputs: Inputs, answers: WizardAnswers): Inputs {
  const chosen = Object.fromEntries(
    ANSWER_NAMES.flatMap((name) => (answers[name] === undefined ? [] : [[name, answers[name]]])),
  ) as BlueprintInput;
  return { ...inputs, input: { ...inputs.input, ...chosen } };
}

/** The command that does the same without questions; consent is a key of the file by then. */
export function sameCommand(inputs: Inputs, answers: WizardAnswers, flags: Flags): string {
  const outDir = inputs.outDir === '.' ? {} : { outDir: inputs.outDir };
  const same = sameFromFile(inputs.configPath, { ...answers, ...outDir }, { granted: false });
  return flags.practice ? `${same} --practice` : same;
}

/** What the wizard has done for it between questions: one sign-in, readings, plans. */
export function wizardDesk(outside: Outside, flags: Flags, inputs: Inputs) {
  const held: { connection: Connection | null; key: string | null; shown: string | null } = {
    connection: null,
    key: null,
    shown: null,
  };
  const journalPath =
    outside.stateFolder === null
      ? null
      : `${outside.stateFolder}/setup-${nameBasedGuid(`${outside.files.resolve('.')}|${flags.practice ?? false}`)}.json`;

  const connection = async (
    answers: WizardAnswers,
    access: 'read' | 'write' = 'write',
  ): Promise<Connection> => {
    const method = answers.auth ?? 'device-code';
    const tenant = answers.tenant ?? null;
    const key = JSON.stringify([method, answers.cloud, answers.signInAttempt ?? 0]);
    if (held.connection !== null && held.key === key) return held.connection;
    const cloud = answers.cloud ?? 'public';
    held.connection = await connect(outside, { tenant, cloud, flags, access, method });
    held.key = key;
    return held.connection;
  };
  const read = async (
    answers: WizardAnswers,
  ): Promise<{ readonly blueprint: Blueprint; readonly tenant: Tenant }> => {
    const blueprint = blueprintFrom(inputs, answers);
    return { blueprint, tenant: await observe(outside, await connection(answers), blueprint, flags) };
  };
  const callbacks: WizardCallbacks = {
    signIn: (method, answers) => signIn(method, answers, connection, flags),
    findApps: async (answers) => findApps(await connection(answers), blueprintFrom(inputs, answers)),
    readTenant: async (answers) => (await read(answers)).tenant,
    differencesOf: async (app, appId, answers) => {
      const { blueprint, tenant } = await read(withAppId(answers, app, appId));
      const seen = facetOf(tenant, app === 'client' ? 'clientApplication' : 'serverApplication');
      if (seen === null || seen.appId !== appId) return null;
      const { changes } = planFor(CHECKS, blueprint, tenant, momentOf(flags, outside, tenant));
      return changes.filter(({ change }) => change.app === app).map(({ change }) => summarise(change));
    },
    certificateProblem: (file) => certificateProblem(outside, file),
    planFor: async (answers) => {
      const { blueprint: asked, tenant } = await read(answers);
      const blueprint = await prepareCertificate(outside, asked, { mayCreate: false, inputs });
      held.shown = fingerprint(tenant);
      return plannedWork(outside, blueprint, tenant, flags);
    },
    savePlan: async (answers) => {
      const { blueprint, tenant } = await read(answers);
      const plan = planFor(CHECKS, blueprint, tenant, momentOf(flags, outside, tenant));
      const path = `${inputs.outDir === '.' ? '' : `${inputs.outDir}/`}entra-mcp-plan.json`;
      await outside.files.writeText(path, renderPlanFile(blueprint, tenant, plan), { mode: 0o644 });
      return `${path} (carry it out with entra-mcp-setup apply ${path})`;
    },
    remember: async (journal) => {
      if (journalPath !== null) await outside.files.writeText(journalPath, journal, { mode: 0o600 });
    },
  };
  return { callbacks, connection, journalPath, shown: () => held.shown, given: givenAnswers(inputs, flags) };
}

function blueprintFrom(inputs: Inputs, answers: WizardAnswers): Blueprint {
  const { input } = inputsFrom(inputs, answers);
  const completed = completeBlueprint({
    tenant: 'organizations',
    mcpUrl: NOT_YET_ANSWERED,
    federatedIssuer: 'https://example.com',
    federatedSubject: 'not answered yet',
    certificate: 'not-answered-yet.pem',
    ...input,
  });
  if ('blueprint' in completed) return completed.blueprint;
  throw new SetupError(
    'BUG',
    `The wizard left ${completed.missing.map(({ answer }) => answer).join(', ')} unanswered.`,
  );
}

function withAppId(answers: WizardAnswers, app: AppWord, appId: string): WizardAnswers {
  return { ...answers, [app === 'client' ? 'clientAppId' : 'serverAppId']: asId(appId) };
}

async function signIn(
  method: SignInMethod,
  answers: WizardAnswers,
  connection: (answers: WizardAnswers) => Promise<Connection>,
  flags: Flags,
): Promise<SignInOutcome> {
  try {
    const { session, graph } = await connection({ ...answers, auth: method });
    const organization = await readOrganization(graph);
    const { claims } = session;
    return {
      kind: 'signed-in',
      session: {
        method,
        principal: claims.principal,
        kind: claims.kind,
        tenantId: claims.tenantId,
        tenantName: organization?.displayName ?? null,
        domain: organization?.initialDomain ?? null,
        roles: claims.roles.length > 0 || claims.kind === 'user' ? claims.roles : null,
      },
    };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const blockable = error.code === 'SIGN_IN_BLOCKED' || error.code === 'NOT_SIGNED_IN';
    if (!blockable || flags.input === false) throw error;
    const { message, advice, aadsts, correlationId } = error;
    return {
      kind: 'blocked',
      blocked: { method, message, advice, aadsts, correlationId, next: nextMethods(error, [method]) },
    };
  }
}

async function readOrganization(graph: Connection['graph']) {
  const { parseOrganization } = await import('../graph/wire.ts');
  const reply = await graph.send('GET', '/organization?$select=id,displayName,verifiedDomains');
  return reply.status === 200 ? parseOrganization(reply.body) : null;
}

/** Found by our marker or by name; a name alone is only ever an offer. */
async function findApps({ graph }: Connection, blueprint: Blueprint): Promise<FoundApps> {
  const search = async (app: AppWord, name: string): Promise<readonly AppCandidate[]> => {
    const marker = markerFor(app, blueprint);
    const known = app === 'client' ? blueprint.clientApp.appId : blueprint.serverApi.appId;
    return (await findByName(graph, name)).map(({ uniqueName, ...found }) => {
      const ours =
        found.appId === known || uniqueName === marker || uniqueName?.startsWith(`${MARKER_PREFIX}-${app}`);
      return { ...found, madeBy: ours ? ('us' as const) : ('others' as const) };
    });
  };
  const { clientApp, serverApi } = blueprint;
  return {
    client: await search('client', clientApp.displayName),
    server: await search('server', serverApi.displayName),
  };
}

function plannedWork(outside: Outside, blueprint: Blueprint, tenant: Tenant, flags: Flags): PlannedWork {
  const moment = momentOf(flags, outside, tenant);
  const plan = planFor(CHECKS, blueprint, tenant, moment);
  const withConsent = planFor(CHECKS, { ...blueprint, grantAdminConsent: true }, tenant, moment);
  const described = describePlan(plan);
  const changes: readonly Change[] = plan.changes.map(({ change }) => change);
  const { terminal } = outside;
  return {
    plan: described,
    changes,
    text: renderPlanText(described, targetOf(blueprint, tenant), {
      ...terminal,
      color: terminal.color,
      verbose: flags.verbose ?? false,
    }),
    commands: renderCommands({ changes, tenant, cloud: blueprint.cloud, tenantName: blueprint.tenant }),
    consents: withConsent.changes.flatMap(({ change }) =>
      change.kind === 'grant-consent'
        ? [{ app: change.app, resource: change.resource, scopes: change.scopes }]
        : [],
    ),
    obstacles: hazardsOf(plan, blueprint, tenant).map(
      ({ message, advice }) => `${message} ${advice.join('. ')}.`,
    ),
  };
}

const ORIGINS = { flag: 'flag', variable: 'variable', file: 'file' } as const;

/** What need not be asked, and who said it. */
function givenAnswers({ input, givenBy, configPath }: Inputs, { auth }: Flags): GivenAnswers {
  const names = ANSWER_NAMES.filter((name) => givenBy[name] !== undefined);
  const origin = (name: (typeof names)[number]): string => {
    const { flag, variable } = ANSWERS[name];
    return { flag, variable, file: configPath }[ORIGINS[givenBy[name] ?? 'file']];
  };
  const answers = Object.fromEntries(names.map((name) => [name, input[name]])) as WizardAnswers;
  return {
    answers: { ...answers, ...(auth === undefined ? {} : { auth: auth as SignInMethod }) },
    origins: Object.fromEntries(names.map((name) => [name, origin(name)])),
  };
}
