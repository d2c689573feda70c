export { addPracticeAutomation, type PracticeAutomation, type PracticeCredential } from './automation.ts';
export { breakPractice, brokenFaults, mendPractice } from './faults/break.ts';
export { FAULTS, type FaultDescription } from './faults/list.ts';
export type { FaultTarget } from './faults/targets.ts';
export type { PracticeRequestRecord } from './log.ts';
export type { McpPlace } from './mcp-server/place.ts';
export { placeOf } from './mcp-server/service.ts';
export { newPracticeState } from './new-state.ts';
export type { PracticeOutside } from './outside.ts';
export { parsePracticeState } from './parse-state.ts';
export type { PracticeState } from './state.ts';
export {
  openPracticeTenant,
  type PracticeMcpServer,
  type PracticeOptions,
  type PracticeTenant,
} from './tenant.ts';
export { SESSION_COOKIE } from './token/exchange.ts';
