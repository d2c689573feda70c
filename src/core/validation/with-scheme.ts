const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](?::\d{1,5})?(?=[/?]|$)/i;
const THIS_MACHINE = /^(?:localhost|127\.0\.0\.1)(?::\d{1,5})?(?=[/?]|$)/i;

/** An address that was typed without its scheme, completed: http for this machine, https for all others. */
export function withScheme(text: string): string {
  if (THIS_MACHINE.test(text)) return `http://${text}`;
  return HOST.test(text) ? `https://${text}` : text;
}
