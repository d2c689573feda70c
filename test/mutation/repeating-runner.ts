import { BroadcastChannel } from 'node:worker_threads';
import { inject, TestRunner } from 'vitest';
import type { Answer, Coverage, Order, Verdict } from './messages.d.ts';

/** Stryker's own global: which mutant acts, who is asking, and how often it was met. */
interface Namespace {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: Coverage;
}

type File = Parameters<NonNullable<TestRunner['onCollectStart']>>[0];
type Suite = Parameters<TestRunner['onBeforeRunSuite']>[0];
type Test = Parameters<TestRunner['onAfterTryTask']>[0];
type Hook = (...given: unknown[]) => unknown;
/** What Vitest keeps for the end of a test; its types do not tell. */
type WithEnds = { onFinished?: Hook[] | undefined };

const GIVE_UP_MS = 20_000;

/**
 * Vitest's runner, which after the first run of all files stays and runs single tests again, in the same process and
 * with the modules that are loaded, each time with another mutant. Loading them again is what makes a run slow.
 */
export default class RepeatingRunner extends TestRunner {
  readonly #files: File[] = [];
  #host: Test | undefined;
  #open: Suite[] = [];
  readonly #namespace = namespaceOf(inject('mutationNamespace'));
  readonly #awaited = inject('mutationFiles');

  override async onBeforeRunTask(test: Test): Promise<void> {
    await super.onBeforeRunTask(test);
    this.#namespace.currentTestId = idOf(test);
  }

  override onAfterRunTask(test: Test): void {
    super.onAfterRunTask(test);
    this.#namespace.currentTestId = undefined;
  }

  override async onBeforeRunSuite(suite: Suite): Promise<void> {
    await super.onBeforeRunSuite(suite);
    if ('filepath' in suite) this.#files.push(suite as File);
  }

  /** After the last test of the last file it stays inside that test, for `onTestFinished` asks which test is running. */
  override async onAfterTryTask(test: Test): Promise<void> {
    super.onAfterTryTask(test);
    if (this.#host !== undefined || this.#files.length < this.#awaited || testsOf(test.file).at(-1) !== test)
      return;
    this.#host = test;
    const { onFinished } = test as WithEnds;
    (test as WithEnds).onFinished = [];
    // The context is not among what is spread.
    const own = { ...test, context: test.context };
    await this.#serve(suitesOf(test), own);
    this.#nameHostAs(own);
    (test as WithEnds).onFinished = onFinished;
  }

  /** Answers the orders of the Stryker side until it says stop. */
  async #serve(open: Suite[], own: Test): Promise<void> {
    this.#open = open;
    const all = this.#files.flatMap(testsOf).map((test) => (test === this.#host ? own : test));
    const tests = new Map(all.map((test) => [idOf(test), test]));
    const channel = new BroadcastChannel(inject('mutationChannel'));
    await new Promise<void>((stopped) => {
      channel.onmessage = ({ data }: { data: unknown }) => {
        const order = data as Order;
        if (order.to !== 'worker') return;
        if (order.stop) return stopped();
        void this.#obey(order, tests).then((answer) => channel.postMessage(answer));
      };
      channel.postMessage({ to: 'stryker', ready: true } satisfies Answer);
    });
    channel.close();
  }

  async #obey(order: Order, tests: ReadonlyMap<string, Test>): Promise<Answer> {
    const asked = (order.tests ?? [...tests.keys()]).flatMap((id) => tests.get(id) ?? []);
    return order.mutant === undefined
      ? this.#rehearse(asked)
      : this.#tryMutant(order.mutant, order.hitLimit, asked);
  }

  /** All tests again, without a mutant: which of them can be repeated, how long each takes, which mutants each meets. */
  async #rehearse(tests: readonly Test[]): Promise<Answer> {
    const first = this.#namespace.mutantCoverage ?? { static: {}, perTest: {} };
    const met = Object.values(first.perTest);
    for (const id of Object.keys(first.perTest)) delete first.perTest[id];
    const verdicts = await this.#runAll(tests, 'all');
    const again = new Set(Object.values(first.perTest).flatMap((hits) => Object.keys(hits)));
    const once = met.flatMap((hits) => Object.keys(hits)).filter((mutant) => !again.has(mutant));
    const fixed = { ...first.static, ...Object.fromEntries(once.map((mutant) => [mutant, 1])) };
    return {
      to: 'stryker',
      verdicts,
      coverage: { static: fixed, perTest: first.perTest },
      once: new Set(once).size,
    };
  }

  async #tryMutant(mutant: string, hitLimit: number | undefined, tests: readonly Test[]): Promise<Answer> {
    const ns = this.#namespace;
    Object.assign(ns, { hitCount: 0, hitLimit, activeMutant: mutant });
    const verdicts = await this.#runAll(tests, 'until one fails');
    const hits = ns.hitCount;
    Object.assign(ns, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
    const killer = tests.find((test) =>
      verdicts.some(({ id, failure }) => id === idOf(test) && failure !== null),
    );
    const [after] = killer === undefined ? [] : await this.#runAll([killer], 'all');
    return { to: 'stryker', verdicts, hits, stained: after !== undefined && after.failure !== null };
  }

  async #runAll(tests: readonly Test[], until: 'all' | 'until one fails'): Promise<Verdict[]> {
    const verdicts: Verdict[] = [];
    for (const test of tests) {
      const id = idOf(test);
      const started = process.cpuUsage();
      const wanted = suitesOf(test);
      const failure = await failureOf(async () => {
        if (!this.#open.includes(test.file)) await super.onBeforeRunSuite(test.file);
        this.#open = await moveTo(this.#open, wanted);
        await this.#once(test, wanted);
      });
      verdicts.push({ id, file: test.file.filepath, ms: spentMs(started), failure });
      if (failure !== null && until === 'until one fails') break;
    }
    return verdicts;
  }

  /** The host is the test that Vitest takes for running, so what is named after the running test asks the host. */
  #nameHostAs({ id, name, fullName, fullTestName, suite, file }: Test): void {
    Object.assign(this.#host ?? {}, { id, name, fullName, fullTestName, suite, file });
  }

  async #once(test: Test, suites: readonly Suite[]): Promise<void> {
    this.#namespace.currentTestId = idOf(test);
    const cleanups: Hook[] = [];
    try {
      this.#nameHostAs(test);
      this.onBeforeTryTask(test);
      for (const suite of suites)
        for (const hook of TestRunner.getSuiteHooks(suite).beforeEach) {
          const cleanup = await (hook as Hook)(test.context, suite);
          if (typeof cleanup === 'function') cleanups.unshift(cleanup as Hook);
        }
      await TestRunner.getTestFn(suites.at(-1)?.tasks.includes(test) ? test : (this.#host ?? test))();
      super.onAfterTryTask(test);
    } finally {
      for (const suite of [...suites].reverse())
        for (const hook of TestRunner.getSuiteHooks(suite).afterEach)
          await (hook as Hook)(test.context, suite);
      for (const cleanup of cleanups) await cleanup();
      for (const kept of [test, this.#host ?? test] as WithEnds[]) {
        for (const finished of kept.onFinished?.splice(0).reverse() ?? []) await finished(test.context);
      }
      this.#namespace.currentTestId = undefined;
    }
  }
}

/** Ends the suites that are left and begins those that are entered. */
async function moveTo(open: readonly Suite[], wanted: readonly Suite[]): Promise<Suite[]> {
  for (const suite of [...open].reverse())
    if (!wanted.includes(suite)) {
      for (const hook of TestRunner.getSuiteHooks(suite).afterAll) await (hook as Hook)({}, suite);
      const cleanups = (suite as { cleanups?: Hook[] }).cleanups ?? [];
      for (const cleanup of cleanups) await cleanup({}, suite);
      (suite as { cleanups?: Hook[] }).cleanups = [];
    }
  for (const suite of wanted)
    if (!open.includes(suite))
      for (const hook of TestRunner.getSuiteHooks(suite).beforeAll) {
        const cleanup = await (hook as Hook)({}, suite);
        if (typeof cleanup === 'function') {
          const kept = suite as { cleanups?: Hook[] };
          kept.cleanups = [...(kept.cleanups ?? []), cleanup as Hook];
        }
      }
  return [...wanted];
}

/** The message of what it throws, or null. What does not end is given up. */
async function failureOf(act: () => Promise<void>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the test did not end')), GIVE_UP_MS);
  });
  try {
    await Promise.race([act(), late]);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds of the processor since a measurement. */
function spentMs(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

function suitesOf(test: Test): Suite[] {
  const suites: Suite[] = [];
  for (let suite = test.suite; suite !== undefined; suite = suite.suite) suites.unshift(suite);
  if (suites[0] !== test.file) suites.unshift(test.file);
  return suites;
}

function testsOf(suite: Suite): Test[] {
  return suite.tasks.flatMap((task) =>
    task.type === 'suite' ? testsOf(task) : task.mode === 'run' ? [task as Test] : [],
  );
}

const idOf = (test: Test): string => `${test.file.filepath}#${test.id}`;

function namespaceOf(name: string): Namespace {
  const globals = globalThis as unknown as Record<string, Namespace | undefined>;
  globals[name] ??= {};
  return globals[name];
}
