import type { PortalPage } from './check.ts';
import { CLOUDS, type Cloud } from './cloud.ts';

const REGISTRATION_BLADES: Readonly<Record<Exclude<PortalPage, 'EnterpriseApplication'>, string>> = {
  Overview: 'Overview',
  Authentication: 'Authentication',
  CertificatesAndSecrets: 'Credentials',
  ApiPermissions: 'CallAnAPI',
  ExposeAnApi: 'ProtectAnAPI',
  Owners: 'Owners',
};

/** The words the portal uses for each page, for a path people can follow by hand. */
export const PORTAL_WORDS: Readonly<Record<PortalPage, string>> = {
  Overview: 'App registrations > the app > Overview',
  Authentication: 'App registrations > the app > Authentication',
  CertificatesAndSecrets: 'App registrations > the app > Certificates & secrets',
  ApiPermissions: 'App registrations > the app > API permissions',
  ExposeAnApi: 'App registrations > the app > Expose an API',
  Owners: 'App registrations > the app > Owners',
  EnterpriseApplication: 'Enterprise applications > the app > Properties',
};

/** Address of an app registration's page in the Microsoft Entra admin center. */
export function portalUrl(cloud: Cloud, appId: string | null, page: PortalPage): string {
  const { portal } = CLOUDS[cloud];
  if (appId === null) return `${portal}/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade`;
  if (page === 'EnterpriseApplication') {
    return `${portal}/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Properties/appId/${appId}`;
  }
  const blade = REGISTRATION_BLADES[page];
  return `${portal}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/${blade}/appId/${appId}`;
}
