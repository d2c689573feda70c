import { collectIds } from './redact/collect.ts';
import { masksFor } from './redact/masks.ts';
import { eachText, withPlaceholders } from './redact/placeholders.ts';
import { remembered } from './redact/remembered.ts';
import { replacing } from './redact/replace.ts';
import { type MaskTrust, trustMasker } from './redact-trust.ts';

/**
 * A function that masks the ids of `source` in any plain JSON value: tenant, app, object and key ids, domains and
 * sign-in names, what federated credentials trust, and custom schemes. The same id gets the same mask everywhere.
 * Correlation ids and ids that are the same in every tenant stay. In commands masks are
 * placeholders in angle brackets. A salt makes the masks of several documents agree;
 * without one they are counted.
 */
export function idMasker(source: unknown, salt?: string): <Value>(value: Value) => Value {
  const maskTrust = trustMasker(source, salt);
  const masks = masksFor(collectIds(source, maskTrust), salt);
  const replace = replacing(masks);
  const replaceWord = replacing({ ...masks, names: new Map<string, string>() });
  const inCommand = remembered((word) => String(replaceWord(maskTrust(word, ''))));
  const inCommands = remembered((text) => withPlaceholders(text, inCommand));
  const prepared: MaskTrust = (text, member) => maskTrust(inCommands(text), member);
  return <Value>(value: Value) => replace(eachText(value, '', prepared)) as Value;
}

/** The document with its ids masked. */
export function redactIds<Value>(document: Value, salt?: string): Value {
  return idMasker(document, salt)(document);
}
