import { FACETS_OF } from '../../core/app-facets.ts';
import { type Blueprint, MARKER_PREFIX } from '../../core/blueprint.ts';
import { APPS, type AppWord } from '../../core/ids.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { APP_WORDS } from '../../core/words.ts';
import { SetupError } from '../../errors.ts';
import type { Inputs } from '../run/inputs.ts';

const FLAGS = { client: '--client-app-id', server: '--server-app-id' } as const;

/**
 * Throws `USAGE`, before anything is written, for app ids that are wrong: one app for both parts, the two mixed up, or one
 * that a flag or variable names and the tenant does not have. One that the file names may be of an app deleted since.
 */
export function refuseWrongApps(
  { givenBy }: Pick<Inputs, 'givenBy'>,
  blueprint: Blueprint,
  tenant: Tenant,
): void {
  const { clientApp, serverApi } = blueprint;
  if (clientApp.appId !== null && isSame(clientApp.appId, serverApi.appId)) {
    throw refusal(
      'Both parts are given the same app.',
      `${clientApp.appId} cannot be both: each part is an app of its own.`,
    );
  }
  for (const app of APPS) {
    const { appId } = app === 'client' ? clientApp : serverApi;
    if (appId === null) continue;
    refuseMixedUp(app, appId, tenant);
    const origin = givenBy[`${app}AppId`];
    if (origin === 'flag' || origin === 'variable') refuseAbsent(app, appId, tenant);
  }
}

/** Throws where the app bears a marker of the other part. */
function refuseMixedUp(app: AppWord, appId: string, tenant: Tenant): void {
  const application = facetOf(tenant, FACETS_OF[app].application);
  const other = app === 'client' ? 'server' : 'client';
  if (!isSame(appId, application?.appId ?? null)) return;
  if (!application?.uniqueName?.startsWith(`${MARKER_PREFIX}-${other}-`)) return;
  throw refusal(
    'The two apps are mixed up.',
    `${appId} was set up as ${APP_WORDS[other]}, not as ${APP_WORDS[app]}.`,
  );
}

function refuseAbsent(app: AppWord, appId: string, tenant: Tenant): void {
  const reading = tenant[FACETS_OF[app].application];
  if (reading.state !== 'read' || isSame(appId, reading.value?.appId ?? null)) return;
  throw refusal(
    `This tenant has no app registration with the app id ${appId}.`,
    `Leave ${FLAGS[app]} out to have the app created, or sign in to the tenant that has it: --tenant`,
  );
}

function refusal(message: string, advice: string): SetupError {
  return new SetupError('USAGE', message, { advice: [advice, 'Nothing was changed'] });
}

function isSame(one: string, other: string | null): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
