/** What sign-in takes, and what the portal puts on every new registration by itself: none of it gives data away. */
export const HARMLESS_PERMISSIONS: readonly string[] = [
  'User.Read',
  'openid',
  'profile',
  'email',
  'offline_access',
];
