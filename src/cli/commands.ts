import { applyCommand } from '../commands/apply/command.ts';
import { checksCommand } from '../commands/checks/command.ts';
import { clientConfigCommand } from '../commands/clients/command.ts';
import { diagnoseCommand } from '../commands/diagnose/command.ts';
import { envCommand } from '../commands/env/command.ts';
import { mcpCommand } from '../commands/mcp/command.ts';
import { planCommand } from '../commands/plan/command.ts';
import { practiceCommand } from '../commands/practice/command.ts';
import { removeCommand } from '../commands/remove/command.ts';
import { reportCommand } from '../commands/report/command.ts';
import { resourceMetadataCommand } from '../commands/resource-metadata/command.ts';
import { rotateCommand } from '../commands/rotate/command.ts';
import type { Command } from '../commands/run/command.ts';
import { schemaCommand } from '../commands/schema/command.ts';
import { setupCommand } from '../commands/setup/command.ts';
import { showCommand } from '../commands/show/command.ts';
import { testCommand } from '../commands/test/command.ts';
import { verifyCommand } from '../commands/verify/command.ts';
import { workflowCommand } from '../commands/workflow/command.ts';
import { completionCommand } from './completion/command.ts';

/** All commands in the order of help. */
export const COMMANDS: readonly Command[] = [
  setupCommand,
  planCommand,
  applyCommand,
  verifyCommand,
  diagnoseCommand,
  testCommand,
  showCommand,
  envCommand,
  clientConfigCommand,
  workflowCommand,
  mcpCommand,
  resourceMetadataCommand,
  rotateCommand,
  reportCommand,
  removeCommand,
  practiceCommand,
  checksCommand,
  schemaCommand,
  completionCommand,
];
