import type { WizardAnswers } from '../../../src/ui/wizard/answers.ts';
import { type Facts, noFacts } from '../../../src/ui/wizard/facts.ts';
import type { Question } from '../../../src/ui/wizard/step.ts';
import { STEPS } from '../../../src/ui/wizard/steps.ts';
import { ADMIN, wizardTenant } from './fake-callbacks.ts';

export const NOW = new Date('2026-11-23T10:00:00Z');

export function facts(changes: Partial<Facts> = {}): Facts {
  const surroundings = {
    exampleUrl: null,
    now: NOW,
    methods: [{ method: 'device-code' as const, unavailable: null }],
    signInClient: { appId: 'id', name: 'Microsoft Azure CLI' },
  };
  return { ...noFacts(surroundings), session: ADMIN, tenant: wizardTenant(), ...changes };
}

export function step(name: string) {
  const found = STEPS.find((one) => one.name === name);
  if (!found) throw new Error(`No step ${name}`);
  return found;
}

export function question<Kind extends Question['kind']>(
  name: string,
  kind: Kind,
  answers: WizardAnswers = {},
  known: Facts = facts(),
): Extract<Question, { kind: Kind }> {
  const asked = step(name).ask(answers, known);
  if (asked?.kind !== kind) throw new Error(`${name} asks ${asked?.kind ?? 'nothing'}`);
  return asked as Extract<Question, { kind: Kind }>;
}

export const choice = (asked: Extract<Question, { kind: 'select' | 'checkbox' }>, value: string) =>
  asked.choices.find((one) => one.value === value);
