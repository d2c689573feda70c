import { FACETS_OF } from '../core/app-facets.ts';
import { keysWithout } from '../core/changes/certificate.ts';
import { tenantWideGrant } from '../core/changes/consent.ts';
import { appIdIn } from '../core/changes/foreseen.ts';
import {
  type Change,
  type EditChange,
  editOf,
  isEdit,
  type OtherChange,
  simulate,
  summarise,
} from '../core/changes/index.ts';
import { disablingEdit, mustDisableFirst } from '../core/changes/scopes.ts';
import type { AppIdOf } from '../core/changes/vocabulary.ts';
import type { Cloud } from '../core/cloud.ts';
import type { AppWord } from '../core/ids.ts';
import { facetOf, type Tenant } from '../core/tenant.ts';
import { APP_WORDS } from '../core/words.ts';
import * as requests from './requests.ts';
import { type RunState, runStateOf } from './run-state.ts';
import { requiredId } from './settle.ts';

/** A request to Microsoft Graph for people to send by hand. Ids that do not exist yet are placeholders in braces. */
export interface ShownRequest extends requests.GraphRequest {
  /** The summary of its change. */
  readonly summary: string;
  readonly url: string;
  /** What to pay attention to. */
  readonly remark?: string;
  /** It grants consent for every user of the tenant. */
  readonly isConsent?: true;
  /** What the reply contains that later requests, or a person, need. */
  readonly gives?:
    | { readonly kind: 'application' | 'service-principal'; readonly app: AppWord }
    | { readonly kind: 'secret' };
}

/** Where the requests are sent, and as whom. */
interface Sender {
  readonly cloud: Cloud;
  /** The account that becomes an owner; null where nobody is signed in. */
  readonly account: { readonly kind: 'user' | 'servicePrincipal'; readonly objectId: string | null } | null;
}

type Sent = Omit<ShownRequest, 'summary' | 'url'>;

/** The tenant before and after a change, and the ids that are known before it. */
interface ChangeContext {
  readonly before: Tenant;
  readonly after: Tenant;
  readonly runState: RunState;
  readonly appIdOf: AppIdOf;
  readonly sender: Sender;
}

/** The requests that carry out a plan, in order, each as it is after the changes before it. */
export function requestsFor(
  changes: readonly Change[],
  tenant: Tenant,
  sender: Sender,
): readonly ShownRequest[] {
  const shown: ShownRequest[] = [];
  let before = tenant;
  for (const change of changes) {
    const after = simulate(before, change);
    const appIdOf: AppIdOf = (app) => appIdIn(before, app);
    const context = { before, after, runState: runStateOf(before), appIdOf, sender };
    const summary = summarise(change);
    shown.push(
      ...sentFor(change, context).map((sent) => ({
        summary,
        url: requests.urlOf(sender.cloud, sent.path),
        ...sent,
      })),
    );
    before = after;
  }
  return shown;
}

function sentFor(change: Change, context: ChangeContext): readonly Sent[] {
  if (isEdit(change)) return editsFor(change, context);
  const sent = (OTHERS[change.kind] as (change: OtherChange, context: ChangeContext) => Sent)(
    change,
    context,
  );
  const isLeftOwnerless =
    change.kind === 'create-application' && context.sender.account?.kind === 'servicePrincipal';
  return isLeftOwnerless ? [sent, ownerFor(change.app, runStateOf(context.after), context.sender)] : [sent];
}

function editsFor(change: EditChange, { before, runState, appIdOf }: ChangeContext): readonly Sent[] {
  const { app } = change;
  const application = requiredId(facetOf(before, FACETS_OF[app].application), APP_WORDS[app]);
  const wanted = requests.editRequest(runState, app, editOf(change, application, appIdOf));
  return change.kind === 'set-scope-consent' && mustDisableFirst(application, change)
    ? [requests.editRequest(runState, app, disablingEdit(application, change)), wanted]
    : [wanted];
}

const OTHERS: {
  readonly [Kind in OtherChange['kind']]: (
    change: Extract<OtherChange, { kind: Kind }>,
    context: ChangeContext,
  ) => Sent;
} = {
  'create-application': (change, { appIdOf }) => ({
    ...requests.createApplicationRequest(change, appIdOf),
    gives: { kind: 'application', app: change.app },
  }),
  'create-service-principal': ({ app }, { appIdOf }) => ({
    ...requests.createPrincipalRequest(app, appIdOf),
    gives: { kind: 'service-principal', app },
  }),
  'enable-service-principal': ({ app }, { runState }) => requests.enablePrincipalRequest(runState, app),
  'add-secret': (secret, { runState }) => ({
    ...requests.addSecretRequest(requiredId(runState.server.objectId, APP_WORDS.server), secret),
    gives: { kind: 'secret' },
    remark: 'The reply holds the secret, once; it goes to a file that only you can read.',
  }),
  'add-certificate': ({ certificate }, { before, runState }) =>
    requests.writeCertificatesRequest(
      runState,
      keysWithout(certificate, facetOf(before, 'serverApplication')?.keyCredentials ?? []),
      certificate,
    ),
  'add-federated-credential': (change, { runState }) =>
    requests.addFederatedCredentialRequest(runState, change),
  'grant-consent': ({ app }, { before, after }) => {
    const facet = FACETS_OF[app].grants;
    const held = facetOf(before, facet) ?? [];
    const grant = requiredId(
      (facetOf(after, facet) ?? []).find((one) => !held.includes(one)) ?? null,
      'the grant that a consent makes',
    );
    const isThere = tenantWideGrant(held, grant.resourceId) !== null;
    return {
      ...(isThere ? requests.extendGrantRequest(grant) : requests.createGrantRequest(grant)),
      isConsent: true,
      remark: 'Applies to every user of the tenant; needs Cloud Application Administrator or higher.',
    };
  },
  'add-owner': ({ app }, { runState, sender }) => ownerFor(app, runState, sender),
};

function ownerFor(app: AppWord, runState: RunState, { cloud, account }: Sender): Sent {
  return requests.addOwnerRequest(runState, app, {
    cloud,
    owner: account?.objectId ?? '{object id of the owner}',
  });
}
