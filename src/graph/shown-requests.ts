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

/** A request to Microsoft Graph as somebody else would send it by hand. Ids that do not exist yet stand in braces. */
export interface ShownRequest extends requests.GraphRequest {
  /** What it is for, as the plan says it. */
  readonly summary: string;
  readonly url: string;
  /** What is to be minded. */
  readonly remark?: string;
  /** Applies to every user of the tenant. */
  readonly isConsent?: true;
  /** What the reply tells that later requests, or a person, need. */
  readonly gives?:
    | { readonly kind: 'application' | 'service-principal'; readonly app: AppWord }
    | { readonly kind: 'secret' };
}

/** Whom and what the requests name that no change does. */
interface Sender {
  readonly cloud: Cloud;
  /** The account that becomes an owner; null where nobody is signed in. */
  readonly account: { readonly kind: 'user' | 'servicePrincipal'; readonly objectId: string | null } | null;
}

type Sent = Omit<ShownRequest, 'summary' | 'url'>;

/** The tenant on both sides of a change, and the ids on the side before it. */
interface Sides {
  readonly before: Tenant;
  readonly after: Tenant;
  readonly runState: RunState;
  readonly appIdOf: AppIdOf;
  readonly sender: Sender;
}

/** The requests that carry out a plan, in order, each with the collections that hold after the changes before it. */
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
    const sides = { before, after, runState: runStateOf(before), appIdOf, sender };
    const summary = summarise(change);
    shown.push(
      ...sentFor(change, sides).map((sent) => ({
        summary,
        url: requests.urlOf(sender.cloud, sent.path),
        ...sent,
      })),
    );
    before = after;
  }
  return shown;
}

function sentFor(change: Change, sides: Sides): readonly Sent[] {
  if (isEdit(change)) return editsFor(change, sides);
  const sent = (OTHERS[change.kind] as (change: OtherChange, sides: Sides) => Sent)(change, sides);
  const isLeftOwnerless =
    change.kind === 'create-application' && sides.sender.account?.kind === 'servicePrincipal';
  return isLeftOwnerless ? [sent, ownerFor(change.app, runStateOf(sides.after), sides.sender)] : [sent];
}

function editsFor(change: EditChange, { before, runState, appIdOf }: Sides): readonly Sent[] {
  const { app } = change;
  const application = requiredId(facetOf(before, FACETS_OF[app].application), APP_WORDS[app]);
  const wanted = requests.editing(runState, app, editOf(change, application, appIdOf));
  return change.kind === 'set-scope-consent' && mustDisableFirst(application, change)
    ? [requests.editing(runState, app, disablingEdit(application, change)), wanted]
    : [wanted];
}

const OTHERS: {
  readonly [Kind in OtherChange['kind']]: (
    change: Extract<OtherChange, { kind: Kind }>,
    sides: Sides,
  ) => Sent;
} = {
  'create-application': (change, { appIdOf }) => ({
    ...requests.creating(change, appIdOf),
    gives: { kind: 'application', app: change.app },
  }),
  'create-service-principal': ({ app }, { appIdOf }) => ({
    ...requests.creatingPrincipal(app, appIdOf),
    gives: { kind: 'service-principal', app },
  }),
  'enable-service-principal': ({ app }, { runState }) => requests.enablingPrincipal(runState, app),
  'add-secret': (secret, { runState }) => ({
    ...requests.addingSecret(requiredId(runState.server.objectId, APP_WORDS.server), secret),
    gives: { kind: 'secret' },
    remark: 'The reply holds the secret, once; it goes to a file that only you can read.',
  }),
  'add-certificate': ({ certificate }, { before, runState }) =>
    requests.writingCertificates(
      runState,
      keysWithout(certificate, facetOf(before, 'serverApplication')?.keyCredentials ?? []),
      certificate,
    ),
  'add-federated-credential': (change, { runState }) => requests.addingFederatedCredential(runState, change),
  'grant-consent': ({ app }, { before, after }) => {
    const facet = FACETS_OF[app].grants;
    const held = facetOf(before, facet) ?? [];
    const grant = requiredId(
      (facetOf(after, facet) ?? []).find((one) => !held.includes(one)) ?? null,
      'the grant that a consent makes',
    );
    const isThere = tenantWideGrant(held, grant.resourceId) !== null;
    return {
      ...(isThere ? requests.extendingGrant(grant) : requests.granting(grant)),
      isConsent: true,
      remark: 'Applies to every user of the tenant; needs Cloud Application Administrator or higher.',
    };
  },
  'add-owner': ({ app }, { runState, sender }) => ownerFor(app, runState, sender),
};

function ownerFor(app: AppWord, runState: RunState, { cloud, account }: Sender): Sent {
  return requests.addingOwner(runState, app, {
    cloud,
    owner: account?.objectId ?? '{object id of the owner}',
  });
}
