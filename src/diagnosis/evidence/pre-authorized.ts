import { isPreAuthorized } from '../../core/checks/shared/pre-authorized.ts';
import { asId } from '../../core/ids.ts';
import { type CauseTest, refuted } from '../situation.ts';
import { applicationOf } from './facets.ts';

/** Refutes missing consent where the API pre-authorises the client for its scope (facts: graph.md §2). */
export const clientIsPreAuthorized: CauseTest = ({ knowledge, clientAppId }) => {
  const { blueprint } = knowledge;
  if (blueprint === null || clientAppId === null) return null;
  return isPreAuthorized(
    applicationOf(knowledge, 'server'),
    asId(clientAppId),
    blueprint.serverApi.scope.value,
  )
    ? refuted('{server} pre-authorises {client} for {scopeName}, so no consent is needed.')
    : null;
};
