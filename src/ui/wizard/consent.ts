import { APP_WORDS, RESOURCE_WORDS } from '../../core/words.ts';
import type { Answered } from '../../ports.ts';
import { without } from './answers.ts';
import type { Conversation } from './ask.ts';
import type { PlannedWork, SignedIn, WantedConsent } from './facts.ts';
import { renderBlocks, renderHeader } from './screen.ts';
import type { Block, Step } from './step.ts';
import { mayConsent, tenantNameOf } from './steps/tenant.ts';
import type { WizardState } from './walk.ts';

const HELP =
  'Without consent to MCP Client App, each user is asked at the first sign-in, or meets a wall, "Need admin approval", where the tenant does not let users consent. Without consent of MCP Server API to Microsoft Graph, nobody is asked at all: the server signs users in, and its on-behalf-of request fails with AADSTS65001. Consent for the whole tenant answers for everybody, also for people who join later. It can be given at any time, by you or by another administrator.';

/** The decision for the whole tenant, apart from the plan: the name of the tenant is typed for a yes, Enter alone is no. */
export async function decideConsent(
  { asker, terminal }: Conversation,
  { consents }: Pick<PlannedWork, 'consents'>,
  { answers, facts: { session } }: Pick<WizardState, 'answers' | 'facts'>,
): Promise<Answered<boolean>> {
  if (answers.grantAdminConsent !== undefined) return { kind: 'answer', value: answers.grantAdminConsent };
  if (consents.length === 0 || session === null)
    return { kind: 'answer', value: answers.consentedBefore ?? false };
  // What is not theirs to decide was said with the plan.
  if (mayConsent(session) === 'no') return { kind: 'answer', value: false };
  terminal.err(renderHeader('consent', terminal));
  terminal.err(renderBlocks(consentScreen(consents, session), terminal));
  const tenant = tenantNameOf(session);
  const answered = await asker.text({
    message: `Type ${tenant} to grant it, Enter to leave it`,
    help: `${HELP} The name of the tenant, its domain or its id will do.`,
    canGoBack: true,
    complete: (text) => (text === '' ? LATER : text),
    check: (text) =>
      text === LATER || isNameOf(session, text)
        ? null
        : `That is not ${tenant}. Nothing is granted without it; Enter on an empty line leaves it.`,
  });
  return answered.kind === 'back' ? answered : { kind: 'answer', value: answered.value !== LATER };
}

/** What is recorded as the answer for a no; no tenant has this name. */
const LATER = 'left to an administrator';

function isNameOf({ tenantName, domain, tenantId }: SignedIn, text: string): boolean {
  return [tenantName, domain, tenantId].some((name) => name?.toLowerCase() === text.toLowerCase());
}

function consentScreen(consents: readonly WantedConsent[], session: SignedIn): readonly Block[] {
  return [
    `For every user of ${tenantNameOf(session)}:`,
    {
      rows: consents.map(({ app, resource, scopes }) => [
        `${APP_WORDS[app]} on ${RESOURCE_WORDS[resource]}`,
        scopes.join(', '),
      ]),
    },
    ...(session.roles === null ? ['Your roles are not known; Entra may refuse it.'] : []),
    `Without it, ${consequences(consents).join(', and ')}. Leaving it writes a page for an administrator.`,
  ];
}

/** What happens without the consents that are asked for here: others may stand already. */
function consequences(consents: readonly WantedConsent[]): readonly string[] {
  const of = (word: WantedConsent['app']) => consents.some(({ app }) => app === word);
  return [
    ...(of('client') ? ['users are asked or kept out'] : []),
    ...(of('server') ? ['the server gets no token with these permissions'] : []),
  ];
}

/** Takes back a decision that a flag or the file made; a yes is given on the consent screen only. */
export const consentStep: Step = {
  name: 'grantAdminConsent',
  title: 'Consent for the whole tenant',
  section: null,
  asked: 'on-demand',
  needs: [],
  recheck: () => null,
  say: ({ grantAdminConsent }) => {
    if (grantAdminConsent === undefined) return 'asked after the plan';
    return grantAdminConsent ? 'granted with the plan' : 'left to an administrator';
  },
  ask: (answers) => ({
    kind: 'select',
    screen: [],
    message: 'When is consent for the whole tenant decided?',
    help: HELP,
    choices: [
      { value: 'ask', label: 'Ask me after the plan' },
      { value: 'no', label: 'Leave it to an administrator' },
    ],
    initial: answers.grantAdminConsent === false ? 'no' : 'ask',
    take: (value) =>
      value === 'ask' ? without(answers, 'grantAdminConsent') : { ...answers, grantAdminConsent: false },
  }),
};
