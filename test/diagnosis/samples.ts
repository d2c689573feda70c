import { readFileSync } from 'node:fs';

/** A text as people paste it, with the code it stands for; null where it shows none. */
export interface Sample {
  readonly code: string | null;
  readonly text: string;
  readonly context: string;
}

export const SAMPLES: readonly Sample[] = JSON.parse(
  readFileSync(new URL('../fixtures/aadsts-samples.json', import.meta.url), 'utf8'),
);

/** The first sample of a code. */
export function sample(code: string): string {
  const found = SAMPLES.find((one) => one.code === code);
  if (found === undefined) throw new Error(`There is no sample of ${code}.`);
  return found.text;
}
