import type { Blueprint } from '../../blueprint.ts';
import type { AppId } from '../../ids.ts';

/** The app that the blueprint names for both roles; null for two apps. */
export function appInBothRoles({ clientApp, serverApi }: Blueprint): AppId | null {
  const { appId } = serverApi;
  return appId !== null && appId.toLowerCase() === clientApp.appId?.toLowerCase() ? appId : null;
}
