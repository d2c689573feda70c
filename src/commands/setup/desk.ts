import { completeForReading } from '../../config/complete.ts';
import type { Blueprint } from '../../core/blueprint.ts';
import { CHECKS } from '../../core/checks/index.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import { type AppWord, asId, nameBasedGuid } from '../../core/ids.ts';
import { planFor } from '../../core/plan.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Tenant } from '../../core/tenant.ts';
import { type ErrorCode, SetupError } from '../../errors.ts';
import { readAppIdOf } from '../../graph/object-id.ts';
import { requestOrganization } from '../../graph/organization.ts';
import { nextMethods } from '../../identity/auth-method.ts';
import { tenantMatches, wrongTenant } from '../../identity/session.ts';
import type { Outside } from '../../outside.ts';
import type { SignInMethod, WizardAnswers } from '../../ui/wizard/answers.ts';
import type {
  FoundApps,
  PlannedWork,
  SignedIn,
  SignInOutcome,
  WizardCallbacks,
} from '../../ui/wizard/facts.ts';
import { renderJournal } from '../../ui/wizard/journal.ts';
import type { GivenAnswers } from '../../ui/wizard/welcome.ts';
import { renderPlanFile } from '../apply/plan-file.ts';
import { certificateProblem, prepareCertificate } from '../files/certificate.ts';
import { carriesOut } from '../plan/saved-as.ts';
import { signingInBy } from '../run/again.ts';
import { ANOTHER_WAY, type Connection, connect } from '../run/connect.ts';
import { type Inputs, inOutDir } from '../run/inputs.ts';
import { checkContext, maxWaitOf } from '../run/limits.ts';
import { readExpectedTenant } from '../run/observe.ts';
import { completeCommands } from '../run/printed-commands.ts';
import { markedFor } from '../run/recognise.ts';
import { saveScripts } from '../run/scripts.ts';
import { differencesOf, findApps } from './candidates.ts';
import { inputsFrom } from './chosen-inputs.ts';
import type { SetupFlags } from './command.ts';
import { givenAnswers } from './given-answers.ts';
import { plannedWork } from './plan-on-screen.ts';

/** The state of one wizard run: the sign-in, and the tenant as the plan on the screen was made from it. */
interface Desk {
  readonly outside: Outside;
  readonly flags: SetupFlags;
  readonly inputs: Inputs;
  readonly journalPath: string | null;
  readonly held: {
    connection: Connection | null;
    key: string | null;
    shown: string | null;
    /** The apps that were found last, by id, marker or name. */
    found: FoundApps | null;
    /** The new marker of this run, drawn once so that the plan that is shown is the one that is sent. */
    drawn: string | null;
  };
}

/** What the wizard and the code after it may use of a desk. */
export interface WizardDesk {
  readonly callbacks: WizardCallbacks;
  readonly journalPath: string | null;
  readonly given: GivenAnswers;
  connection(answers: WizardAnswers): Promise<Connection>;
  /** Fingerprint of the tenant as the plan on the screen saw it. */
  shown(): string | null;
  leadToCredential(answers: WizardAnswers): Promise<void>;
  marked(blueprint: Blueprint, tenant: Tenant, answers: WizardAnswers): Blueprint;
  /** The desk with new inputs and the same sign-in, for the next round after something was written. */
  cleared(inputs: Inputs): WizardDesk;
}

/** Makes the desk that signs in, reads and plans for the wizard between questions. */
export function wizardDesk(outside: Outside, flags: SetupFlags, inputs: Inputs): WizardDesk {
  const held = { connection: null, key: null, shown: null, found: null, drawn: null };
  return deskOf({ outside, flags, inputs, journalPath: journalPathFor(outside, flags), held });
}

function deskOf(desk: Desk): WizardDesk {
  return {
    cleared: (inputs) => deskOf({ ...desk, inputs, held: { ...desk.held, shown: null, found: null } }),
    callbacks: callbacksOf(desk),
    connection: (answers) => connectionFor(desk, answers),
    journalPath: desk.journalPath,
    shown: () => desk.held.shown,
    leadToCredential: (answers) => leadToCredential(desk, answers),
    marked: (blueprint, tenant, answers) => marked(desk, blueprint, tenant, answers),
    given: givenAnswers(desk.inputs, desk.flags),
  };
}

/** Saves the answers so that the next run asks for another credential, since this tenant refused a client secret. */
async function leadToCredential(desk: Desk, answers: WizardAnswers): Promise<void> {
  const savedAt = desk.outside.clock.now().toISOString();
  const stoppedAt = { stage: 'question', title: 'Credential' } as const;
  await remember(desk, renderJournal({ savedAt, stoppedAt, answers: { ...answers, secretsRefused: true } }));
}

async function remember({ journalPath, outside }: Desk, journal: string): Promise<void> {
  if (journalPath !== null) await outside.files.writeText(journalPath, journal, { mode: 0o600 });
}

/** The journal of the unfinished wizard in this folder; practice has one of its own. Null where nothing may be kept. */
function journalPathFor(
  { stateFolder, files }: Pick<Outside, 'files' | 'stateFolder'>,
  { practice }: SetupFlags,
): string | null {
  if (stateFolder === null) return null;
  return `${stateFolder}/setup-${nameBasedGuid(`${files.resolve('.')}|${practice ?? false}`)}.json`;
}

function callbacksOf(desk: Desk): WizardCallbacks {
  return {
    signIn: (method, answers) => signIn(desk, method, answers),
    findApps: async (answers) => {
      desk.held.found = await findApps(await askingFor(desk, answers), blueprintFrom(desk.inputs, answers));
      return desk.held.found;
    },
    readTenant: async (answers) => (await readFor(desk, answers)).tenant,
    differencesOf: async (app, appId, answers) =>
      differencesOf(await askingFor(desk, answers), app, {
        blueprint: blueprintFrom(desk.inputs, withAppId(answers, app, appId)),
        unnamed: withoutAppId(app, blueprintFrom(desk.inputs, answers)),
      }),
    appIdOfObject: async (objectId, answers) => {
      const { connection } = await askingFor(desk, answers);
      return readAppIdOf(connection.graph, objectId, { maxWait: maxWaitOf(desk.flags) });
    },
    certificateProblem: (file) => certificateProblem(desk.outside, file),
    planFor: (answers) => planOnScreen(desk, answers),
    savePlan: (answers) => savePlan(desk, answers),
    saveCommands: (commands, answers) =>
      saveScripts(desk.outside, inputsFrom(desk.inputs, answers).outDir, commands),
    remember: (journal) => remember(desk, journal),
  };
}

/** Signs in once per method, cloud and attempt. The wizard raises the attempt when somebody else is to sign in. */
async function connectionFor({ outside, flags, held }: Desk, answers: WizardAnswers): Promise<Connection> {
  const { auth: method = 'device-code', cloud = 'public', tenant = null } = answers;
  const key = signInKey(answers);
  if (held.connection !== null && held.key === key) return held.connection;
  const how = { flags, access: 'write', method, failsWithoutBrowser: true } as const;
  held.connection = await connect(outside, { tenant, cloud }, how);
  held.key = key;
  return held.connection;
}

function signInKey({ auth = 'device-code', cloud = 'public', signInAttempt = 0 }: WizardAnswers): string {
  return JSON.stringify([auth, cloud, signInAttempt]);
}

async function askingFor(desk: Desk, answers: WizardAnswers): Promise<Parameters<typeof findApps>[0]> {
  const { outside, flags } = desk;
  return { outside, flags, connection: await connectionFor(desk, answers) };
}

/** Reads the tenant by the app ids alone: the person was asked which app is which, so markers do not count. */
async function readFor(
  desk: Desk,
  answers: WizardAnswers,
): Promise<{ readonly blueprint: Blueprint; readonly tenant: Tenant }> {
  const asked = blueprintFrom(desk.inputs, answers);
  const connection = await connectionFor(desk, answers);
  const tenant = await readExpectedTenant(desk.outside, connection, { ...asked, marker: null }, desk.flags);
  return { blueprint: marked(desk, asked, tenant, answers), tenant };
}

/**
 * The blueprint with the marker under which missing apps are created. The file's marker is replaced where it leads to an app
 * that the person did not choose.
 */
function marked(
  { held, outside, inputs, flags }: Desk,
  blueprint: Blueprint,
  tenant: Tenant,
  { clientApp, serverApp }: WizardAnswers,
): Blueprint {
  const leads = (app: AppWord) => held.found?.[app].some(({ byMarker }) => byMarker) ?? false;
  const isPassedOver =
    (clientApp === 'create' && leads('client')) || (serverApp === 'create' && leads('server'));
  held.drawn ??= outside.random.uuid();
  const random = { ...outside.random, uuid: () => held.drawn ?? '' };
  const known = isPassedOver ? { ...blueprint, marker: null } : blueprint;
  return markedFor({ random }, { blueprint: known, tenant, inputs, flags });
}

function withoutAppId(app: AppWord, blueprint: Blueprint): Blueprint {
  const { clientApp, serverApi } = blueprint;
  return app === 'client'
    ? { ...blueprint, clientApp: { ...clientApp, appId: null } }
    : { ...blueprint, serverApi: { ...serverApi, appId: null } };
}

async function planOnScreen(desk: Desk, answers: WizardAnswers): Promise<PlannedWork> {
  const { blueprint: asked, tenant } = await readFor(desk, answers);
  const { outside, inputs } = desk;
  const blueprint = await prepareCertificate(outside, asked, { mayCreate: false, inputs });
  desk.held.shown = fingerprint(tenant, blueprint);
  const isConsentOpen = answers.grantAdminConsent === undefined;
  const { session } = await connectionFor(desk, answers);
  return plannedWork(desk, { blueprint, tenant, isConsentOpen, account: session.claims });
}

async function savePlan(desk: Desk, answers: WizardAnswers): Promise<string> {
  const { blueprint, tenant } = await readFor(desk, answers);
  const { outside, inputs } = desk;
  const plan = planFor(CHECKS, blueprint, tenant, checkContext(outside, tenant));
  const { outDir } = inputsFrom(inputs, answers);
  const path = inOutDir(outDir, 'entra-mcp-plan.json');
  await outside.files.writeText(path, renderPlanFile(blueprint, tenant, plan), { mode: 0o644 });
  const folder = outDir === '.' ? '' : ` --out-dir ${shellWord(outDir)}`;
  const text = `${path} (carry it out with \`${carriesOut(path)}${folder}\`)`;
  return completeCommands(text, signingInBy(outside.launch, answers.auth));
}

function blueprintFrom(inputs: Inputs, answers: WizardAnswers): Blueprint {
  const { input } = inputsFrom(inputs, answers);
  const completed = completeForReading({
    tenant: 'organizations',
    federatedIssuer: 'https://example.com',
    federatedSubject: 'a subject that is asked for later',
    // A certificate that will be created is named after its folder, so it needs no file name here.
    ...(input.createCertificate ? {} : { certificate: 'not-answered-yet.pem' }),
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
  const asked = { ...answers, auth: method };
  try {
    const connection = await connectionFor(desk, asked);
    return { kind: 'signed-in', session: await signedIn(connection, method, answers.tenant) };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    if (error.code === 'WRONG_TENANT') {
      if (desk.held.key === signInKey(asked)) desk.held.connection = null;
      // The wizard asks for the tenant, so advice about the flag does not apply.
      const advice = error.advice.filter((line) => !line.includes('--tenant'));
      return { kind: 'wrong-tenant', sentences: [error.message, ...advice] };
    }
    if (!NOT_IN.includes(error.code)) throw error;
    const { message, aadsts, correlationId } = error;
    // The wizard offers the other ways as choices, so advice with commands does not apply.
    const advice = error.advice.filter((line) => !line.startsWith(ANOTHER_WAY));
    const next = nextMethods(error, [method]);
    return { kind: 'blocked', blocked: { method, message, advice, aadsts, correlationId, next } };
  }
}

const NOT_IN: readonly string[] = [
  'SIGN_IN_BLOCKED',
  'SIGN_IN_EXPIRED',
  'NOT_SIGNED_IN',
] satisfies ErrorCode[];

async function signedIn(
  { session, graph }: Connection,
  method: SignInMethod,
  asked: string | undefined,
): Promise<SignedIn> {
  const { claims } = session;
  const organization = await requestOrganization(graph);
  if (asked !== undefined && organization && !tenantMatches(asked, organization))
    throw wrongTenant(session, asked, null);
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
