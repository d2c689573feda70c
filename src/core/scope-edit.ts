import type { Application, PublishedScope } from './tenant.ts';

/** Entra changes neither name nor type of an enabled scope: it is disabled first (facts: graph.md §2, recording 22). */
export function mustBeDisabled(
  { scopes }: Application,
  value: string,
  wanted: Pick<PublishedScope, 'value' | 'type'>,
): boolean {
  const found = scopes.find((scope) => scope.value === value);
  return found?.isEnabled === true && (found.value !== wanted.value || found.type !== wanted.type);
}
