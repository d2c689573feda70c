import { DEFAULT_CLIENT_NAME, DEFAULT_SERVER_NAME } from '../../core/blueprint.ts';
import { type AppId, type AppWord, asId } from '../../core/ids.ts';
import { type WizardAnswers, without } from './answers.ts';
import type { Differences, FactName, Facts, WizardCallbacks } from './facts.ts';

/** Facts, and for each the values that it was gathered for; other values make it stale. */
export interface GatheredFacts {
  readonly answers: WizardAnswers;
  readonly facts: Facts;
  readonly gatheredFor: Readonly<Partial<Record<FactName, string | undefined>>>;
}

interface Gatherer {
  /** What the fact depends on; null when it is not needed for these answers. */
  readonly dependsOn: (answers: WizardAnswers, facts: Facts) => readonly unknown[] | null;
  readonly gather: (gathered: GatheredFacts, callbacks: WizardCallbacks) => Promise<GatheredFacts>;
}

const GATHERERS: Readonly<Record<FactName, Gatherer>> = {
  session: {
    dependsOn: ({ auth, signInAttempt, cloud, tenant, otherTenant }) =>
      auth === undefined || otherTenant ? null : [auth, signInAttempt, cloud, tenant],
    gather: gatherSession,
  },
  apps: {
    dependsOn: ({ serverName = DEFAULT_SERVER_NAME, clientName = DEFAULT_CLIENT_NAME }, { session }) => [
      session?.tenantId,
      serverName,
      clientName,
    ],
    gather: async (gathered, callbacks) => {
      const apps = await callbacks.findApps(completed(gathered.answers, gathered.facts));
      return withFacts(gathered, { apps });
    },
  },
  serverDifferences: differencesGatherer('server'),
  clientDifferences: differencesGatherer('client'),
  tenant: {
    dependsOn: ({ serverAppId, clientAppId }, { session }) => [session?.tenantId, serverAppId, clientAppId],
    gather: async (gathered, callbacks) => {
      const tenant = await callbacks.readTenant(completed(gathered.answers, gathered.facts));
      return withFacts(gathered, { tenant });
    },
  },
  certificate: {
    dependsOn: ({ credential, createCertificate, certificate }) =>
      credential === 'certificate' && createCertificate === false && certificate !== undefined
        ? [certificate]
        : null,
    gather: async (gathered, callbacks) => {
      const problem = await callbacks.certificateProblem(gathered.answers.certificate ?? '');
      return withFacts(gathered, { certificate: { problem } });
    },
  },
};

/** Gathers the needed facts that are missing or stale. Where a sign-in fails, its answer is removed. */
export async function gather(
  gathered: GatheredFacts,
  needs: readonly FactName[],
  callbacks: WizardCallbacks,
): Promise<GatheredFacts> {
  const [need, ...rest] = needs;
  if (need === undefined) return gathered;
  const depends = GATHERERS[need].dependsOn(gathered.answers, gathered.facts);
  const key = depends && JSON.stringify(depends);
  if (key === null || gathered.gatheredFor[need] === key) return gather(gathered, rest, callbacks);
  const fresh = await GATHERERS[need].gather(gathered, callbacks);
  // An answer that was removed may be given again, and its fact is then gathered anew.
  const after = GATHERERS[need].dependsOn(fresh.answers, fresh.facts);
  const gatheredFor = { ...fresh.gatheredFor, [need]: after === null ? undefined : JSON.stringify(after) };
  return gather({ ...fresh, gatheredFor }, rest, callbacks);
}

async function gatherSession(gathered: GatheredFacts, callbacks: WizardCallbacks): Promise<GatheredFacts> {
  const { answers, facts } = gathered;
  if (answers.auth === undefined) return gathered;
  const outcome = await callbacks.signIn(answers.auth, answers);
  if (outcome.kind === 'signed-in')
    return withFacts(gathered, { session: outcome.session, blocked: [], wrongTenant: null });
  if (outcome.kind === 'wrong-tenant') return backToTenant(gathered, outcome.sentences);
  const blocked = [...facts.blocked, outcome.blocked];
  const signInAttempt = (answers.signInAttempt ?? 0) + 1;
  return {
    ...withFacts(gathered, { session: null, blocked }),
    answers: { ...without(answers, 'auth'), signInAttempt },
  };
}

/** Leads back to the question about the tenant. The attempt is lowered, so that an earlier sign-in is used again. */
function backToTenant(gathered: GatheredFacts, sentences: readonly string[]): GatheredFacts {
  const { answers, facts } = gathered;
  const { tenant = '', signInAttempt = 0 } = answers;
  return {
    ...withFacts(gathered, { wrongTenant: { tenant, sentences } }),
    answers: {
      ...without(answers, 'tenant', 'tenantConfirmed'),
      otherTenant: true,
      ...(facts.session && { signInAttempt: signInAttempt - 1 }),
    },
  };
}

function differencesGatherer(app: AppWord): Gatherer {
  const id = app === 'server' ? 'serverAppId' : 'clientAppId';
  const name = app === 'server' ? 'serverDifferences' : 'clientDifferences';
  return {
    dependsOn: (answers, { apps }) => {
      const appId = answers[id];
      const ours = apps?.[app].some((one) => one.appId === appId && one.madeBy === 'us');
      return appId === undefined || ours ? null : [appId];
    },
    gather: async (gathered, callbacks) => {
      const typed = gathered.answers[id] ?? '';
      const answers = completed(gathered.answers, gathered.facts);
      const { appId, found } = await lookedUp(callbacks, app, typed, answers);
      const typedAs = appId === typed ? null : typed;
      const seen = withFacts(gathered, {
        [name]: { ...NOT_FOUND, ...found, appId, found: found !== null, typedAs },
      });
      return typedAs === null ? seen : { ...seen, answers: withAppId(seen.answers, app, appId) };
    },
  };
}

/** The app with that id. For an object id, which people copy from the portal by mistake, the app that it belongs to. */
async function lookedUp(callbacks: WizardCallbacks, app: AppWord, typed: string, answers: WizardAnswers) {
  const found = await callbacks.differencesOf(app, typed, answers);
  if (found !== null) return { appId: typed, found };
  const appId = await callbacks.appIdOfObject(typed, answers);
  if (appId === null) return { appId: typed, found };
  return { appId, found: await callbacks.differencesOf(app, appId, answers) };
}

function withAppId(answers: WizardAnswers, app: AppWord, text: string): WizardAnswers {
  const appId = asId<AppId>(text);
  return app === 'server'
    ? { ...answers, serverApp: text, serverAppId: appId }
    : { ...answers, clientApp: text, clientAppId: appId };
}

const NOT_FOUND: Omit<Differences, 'appId'> = {
  typedAs: null,
  found: false,
  madeBy: 'others',
  foreign: [],
  owners: null,
  createdDateTime: null,
  sentences: [],
};

function withFacts(gathered: GatheredFacts, facts: Partial<Facts>): GatheredFacts {
  return { ...gathered, facts: { ...gathered.facts, ...facts } };
}

/** The answers with what follows from the facts: the tenant of the account, the names of adopted apps. */
export function completed(answers: WizardAnswers, { session, apps }: Facts): WizardAnswers {
  const tenant = answers.tenant ?? session?.domain ?? session?.tenantId;
  const nameOf = (app: AppWord, appId: string | undefined) =>
    apps?.[app].find((one) => one.appId === appId)?.displayName;
  return {
    ...answers,
    ...(tenant !== undefined && { tenant }),
    serverName: nameOf('server', answers.serverAppId) ?? answers.serverName ?? DEFAULT_SERVER_NAME,
    clientName: nameOf('client', answers.clientAppId) ?? answers.clientName ?? DEFAULT_CLIENT_NAME,
  };
}
