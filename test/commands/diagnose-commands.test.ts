import { beforeAll, describe, expect, test } from 'vitest';
import { launchFor } from '../../src/cli/launch.ts';
import { parseCommandLine } from '../../src/cli.ts';
import { completeCommands } from '../../src/commands/run/printed-commands.ts';
import { ENTRIES } from '../../src/diagnosis/catalogue/index.ts';
import { diagnose, judgePerson, judgeToken, tokenFacts } from '../../src/diagnosis/index.ts';
import { NO_FAILURE } from '../../src/diagnosis/no-failure.ts';
import { HEALTHY } from '../diagnosis/people.ts';
import { WORLDS } from '../diagnosis/worlds.ts';
import { type Desk, setUpDesk } from '../support/desk.ts';
import { wordsOf } from '../support/printed.ts';
import { MOMENT } from '../support/tenants.ts';

const FLAGS = { answers: {}, config: 'entra-mcp.yaml', practice: true };
const NOTHING_IN_TOKEN = tokenFacts({});

/** Every failure that the catalogue has, about nobody, about a trace, and with an excerpt that speaks of everything. */
const FAILURES = ENTRIES.flatMap(({ code }) => [
  { ...NO_FAILURE, entry: code, excerpt: 'refresh browser device_code group guest proxy' },
  { ...NO_FAILURE, entry: code, traceId: '0d9c8b7a-6f5e-4d3c-2b1a-09f8e7d6c500' },
]);

/** What stands in a sentence from the name of this program on, up to the end of its backticks, or of the string. */
const COMMAND = /entra-mcp-setup [^`"]*/g;

function commandsIn(told: unknown): readonly string[] {
  const texts = JSON.stringify(told).replaceAll('\\"', "'");
  return [...texts.matchAll(COMMAND)].map(([command]) => command.trim());
}

const PRINTED = [
  ...new Set(
    [...WORLDS.values()].flatMap((knowledge) => [
      ...commandsIn(diagnose(FAILURES, knowledge)),
      ...commandsIn(judgePerson(HEALTHY, knowledge)),
      ...commandsIn(judgeToken(NOTHING_IN_TOKEN, knowledge, MOMENT.now)),
    ]),
  ),
].map((command) => completeCommands(command, launchFor(FLAGS, {})));

describe('a command that a diagnosis prints', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await setUpDesk();
  });

  test('is there at all', () => {
    expect(PRINTED.length).toBeGreaterThan(20);
  });

  test.each(PRINTED)('is one of this program, its flags too: %s', (command) => {
    expect(() => parseCommandLine(wordsOf(command).slice(1), '1.0.0')).not.toThrow();
  });

  test.each(PRINTED)('has what is to be filled in between angle brackets: %s', (command) => {
    const words = wordsOf(command);
    const open = words.filter((word) => /^[A-Z][A-Z_]{2,}$|^(?:your|my)[-_ ]|\.\.\.|…|^example/.test(word));
    expect(open).toEqual([]);
  });

  test.each(PRINTED.filter((command) => !/<[^>]*>/.test(command)))(
    'runs as it stands, on the same set-up: %s',
    async (command) => {
      const run = await desk.copy().run(wordsOf(command).slice(1), { stdin: 'AADSTS65001' });
      expect([2, 70]).not.toContain(run.exitCode);
      expect(run.err).not.toMatch(/There is no (file|entra-mcp\.yaml)/);
    },
  );
});
