import { GRAPH_APPLICATION_PERMISSIONS } from '../../ids.ts';

/** The name of an application permission of Microsoft Graph where the table knows it, else its id. */
export function applicationPermissionName(roleId: string): string {
  const named = Object.entries(GRAPH_APPLICATION_PERMISSIONS).find(([, id]) => id === roleId);
  return named?.[0] ?? roleId;
}
