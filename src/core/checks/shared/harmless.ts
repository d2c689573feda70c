/** Permissions for signing in, and `User.Read`, which the portal adds to every new registration. None opens data of the tenant. */
export const HARMLESS_PERMISSIONS: readonly string[] = [
  'User.Read',
  'openid',
  'profile',
  'email',
  'offline_access',
];
