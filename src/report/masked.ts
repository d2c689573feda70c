import type { Report, ResultDocument, Verdict } from '../core/report.ts';
import { isFleet } from './documents.ts';
import { packing } from './packing.ts';
import { idMasker } from './redact.ts';

type Mask = <Value>(value: Value) => Value;

const maskers = new WeakMap<ResultDocument, Mask>();
const maskedOnes = new WeakMap<ResultDocument, ResultDocument>();

/** A function that masks the document's ids, which are collected once for all formats. */
export function documentMasker(document: ResultDocument): Mask {
  const known = maskers.get(document);
  if (known) return known;
  const mask = idMasker(document);
  maskers.set(document, mask);
  return mask;
}

/** The document with its ids masked. The reports of a fleet are masked once and packed, not masked again at each reading. */
export function maskedDocument(document: ResultDocument): ResultDocument {
  const known = maskedOnes.get(document);
  if (known) return known;
  const mask = documentMasker(document);
  const masked = isFleet(document) ? maskedFleet(document, mask) : mask(document);
  maskedOnes.set(document, masked);
  return masked;
}

function maskedFleet(
  { results, ...totals }: ResultDocument & { readonly results: readonly Report[] },
  mask: Mask,
): ResultDocument {
  const { pack, unpacked } = packing();
  const verdicts = new WeakMap<Verdict, Verdict>();
  const maskVerdict = (verdict: Verdict): Verdict => {
    const masked = verdicts.get(verdict) ?? mask(verdict);
    verdicts.set(verdict, masked);
    return masked;
  };
  const packed = results.map(({ checks, ...rest }) =>
    pack({ ...mask(rest), ...(checks && { checks: checks.map(maskVerdict) }) }),
  );
  return { ...mask(totals), results: unpacked(packed) };
}
