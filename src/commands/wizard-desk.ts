import { completeBlueprint } from '../config/complete.ts';
import { ANSWER_NAMES, ANSWERS, type BlueprintInput } from '../core/answers.ts';
import { type Blueprint, markerFor } from '../core/blueprint.ts';
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
  SignedIn,
  SignInOutcome,
  WizardCallbacks,
} from '../ui/wizard/facts.ts';
import { sameFromFile } from '../ui/wizard/same-command.ts';
import type { GivenAnswers } from '../ui/wizard/welcome.ts';
import { certificateProblem, prepareCertificate } from './certificate.ts';
import { type Connection, connect } from './connect.ts';
import { type Inputs, inOutDir } from './inputs.ts';
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

/** What stands on the desk while the wizard talks: one sign-in, and the tenant as the plan on the screen saw it. */
interface Desk {
  readonly outside: Outside;
  readonly flags: Flags;
  readonly inputs: Inputs;
  readonly journalPath: string | null;
  readonly held: { connection: Connection | null; key: string | null; shown: string | null };
}

/** What the wizard has done for it between questions: one sign-in, readings, plans. */
export function wizardDesk(outside: Outside, flags: Flags, inputs: Inputs) {
  const desk: Desk = {
    outside,
    flags,
    inputs,
    journalPath: journalPathFor(outside, flags),
    held: { connection: null, key: null, shown: null },
  };
  return {
    callbacks: callbacksOf(desk),
    connection: (answers: WizardAnswers) => connectionFor(desk, answers),
    journalPath: desk.journalPath,
    shown: () => desk.held.shown,
    given: givenAnswers(inputs, flags),
  };
}

/** One unfinished wizard per folder, practice apart from the rest. */
function journalPathFor({ stateFolder, files }: Outside, { practice }: Flags): string | null {
  if (stateFolder === null) return null;
  return `${stateFolder}/setup-${nameBasedGuid(`${files.resolve('.')}|${practice ?? false}`)}.json`;
}

function callbacksOf(desk: Desk): WizardCallbacks {
  return {
    signIn: (method, answers) => signIn(desk, method, answers),
    findApps: async (answers) =>
      findApps(await connectionFor(desk, answers), blueprintFrom(desk.inputs, answers)),
    readTenant: async (answers) => (await readFor(desk, answers)).tenant,
    differencesOf: (app, appId, answers) => differencesOf(desk, app, appId, answers),
    certificateProblem: (file) => certificateProblem(desk.outside, file),
    planFor: (answers) => planOnScreen(desk, answers),
    savePlan: (answers) => savePlan(desk, answers),
    remember: async (journal) => {
      if (desk.journalPath !== null)
        await desk.outside.files.writeText(desk.journalPath, journal, { mode: 0o600 });
    },
  };
}

/** Signs in once per method, cloud and attempt; the wizard counts up when somebody else is to sign in. */
async function connectionFor({ outside, flags, held }: Desk, answers: WizardAnswers): Promise<Connection> {
  const { auth: method = 'device-code', cloud = 'public', tenant = null } = answers;
  const key = JSON.stringify([method, cloud, answers.signInAttempt ?? 0]);
  if (held.connection !== null && held.key === key) return held.connection;
  held.connection = await connect(outside, { tenant, cloud, flags, access: 'write', method });
  held.key = key;
  return held.connection;
}

async function readFor(
  desk: Desk,
  answers: WizardAnswers,
): Promise<{ readonly blueprint: Blueprint; readonly tenant: Tenant }> {
  const blueprint = blueprintFrom(desk.inputs, answers);
  const tenant = await observe(desk.outside, await connectionFor(desk, answers), blueprint, desk.flags);
  return { blueprint, tenant };
}

async function differencesOf(
  desk: Desk,
  app: AppWord,
  appId: string,
  answers: WizardAnswers,
): Promise<readonly string[] | null> {
  const { blueprint, tenant } = await readFor(desk, withAppId(answers, app, appId));
  const seen = facetOf(tenant, app === 'client' ? 'clientApplication' : 'serverApplication');
  if (seen === null || seen.appId !== appId) return null;
  const { changes } = planFor(CHECKS, blueprint, tenant, momentOf(desk.flags, desk.outside, tenant));
  return changes.filter(({ change }) => change.app === app).map(({ change }) => summarise(change));
}

async function planOnScreen(desk: Desk, answers: WizardAnswers): Promise<PlannedWork> {
  const { blueprint: asked, tenant } = await readFor(desk, answers);
  const { outside, inputs } = desk;
  const blueprint = await prepareCertificate(outside, asked, { mayCreate: false, inputs });
  desk.held.shown = fingerprint(tenant, blueprint);
  const isConsentOpen = answers.grantAdminConsent === undefined;
  return plannedWork(desk, { blueprint, tenant, isConsentOpen });
}

async function savePlan(desk: Desk, answers: WizardAnswers): Promise<string> {
  const { blueprint, tenant } = await readFor(desk, answers);
  const { outside, inputs, flags } = desk;
  const plan = planFor(CHECKS, blueprint, tenant, momentOf(flags, outside, tenant));
  const path = inOutDir(inputs.outDir, 'entra-mcp-plan.json');
  await outside.files.writeText(path, renderPlanFile(blueprint, tenant, plan), { mode: 0o644 });
  return `${path} (carry it out with entra-mcp-setup apply ${path})`;
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

async function signIn(desk: Desk, method: SignInMethod, answers: WizardAnswers): Promise<SignInOutcome> {
  try {
    return {
      kind: 'signed-in',
      session: await signedIn(await connectionFor(desk, { ...answers, auth: method }), method),
    };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    if (error.code !== 'SIGN_IN_BLOCKED' && error.code !== 'NOT_SIGNED_IN') throw error;
    const { message, advice, aadsts, correlationId } = error;
    const next = nextMethods(error, [method]);
    return { kind: 'blocked', blocked: { method, message, advice, aadsts, correlationId, next } };
  }
}

async function signedIn({ session: { claims }, graph }: Connection, method: SignInMethod): Promise<SignedIn> {
  const organization = await readOrganization(graph);
  return {
    method,
    principal: claims.principal,
    kind: claims.kind,
    tenantId: claims.tenantId,
    tenantName: organization?.displayName ?? null,
    domain: organization?.initialDomain ?? null,
    // A token need not show its roles: none seen is not none held (facts: graph.md §1.10).
    roles: claims.roles.length > 0 ? claims.roles : null,
  };
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
      const ours = found.appId === known || uniqueName === marker;
      return { ...found, madeBy: ours ? ('us' as const) : ('others' as const) };
    });
  };
  const { clientApp, serverApi } = blueprint;
  return {
    client: await search('client', clientApp.displayName),
    server: await search('server', serverApi.displayName),
  };
}

interface Asked {
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  /** Whether consent is asked for after the plan, and so not yet left to anybody in it. */
  readonly isConsentOpen: boolean;
}

function plannedWork(
  { outside, flags }: Pick<Desk, 'outside' | 'flags'>,
  { blueprint, tenant, isConsentOpen }: Asked,
): PlannedWork {
  const moment = momentOf(flags, outside, tenant);
  const plan = planFor(CHECKS, blueprint, tenant, moment);
  const shown = isConsentOpen
    ? planFor(CHECKS, { ...blueprint, grantAdminConsent: true }, tenant, moment)
    : plan;
  const described = describePlan(plan);
  const changes: readonly Change[] = plan.changes.map(({ change }) => change);
  return {
    plan: described,
    changes,
    text: renderPlanText(
      { ...described, leftToPeople: describePlan(shown).leftToPeople },
      targetOf(blueprint, tenant),
      { ...outside.terminal, verbose: flags.verbose ?? false },
    ),
    commands: renderCommands({ changes, tenant, cloud: blueprint.cloud, tenantName: blueprint.tenant }),
    consents: shown.changes.flatMap(({ change }) =>
      isConsentOpen && change.kind === 'grant-consent'
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
