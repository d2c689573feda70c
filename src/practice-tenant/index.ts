export { addPracticeAutomation, type PracticeAutomation, type PracticeCredential } from './automation.ts';
export { breakPractice, brokenFaults, mendPractice } from './faults/break.ts';
export { FAULTS, type FaultDescription } from './faults/list.ts';
export type { PracticeRequestRecord } from './log.ts';
export { newPracticeState } from './new-state.ts';
export type { PracticeOutside } from './outside.ts';
export { parsePracticeState } from './parse-state.ts';
export type { PracticeState } from './state.ts';
export { openPracticeTenant, type PracticeOptions, type PracticeTenant } from './tenant.ts';
