/** A test runner for Stryker that loads the tests once and runs them again in the same process for every mutant. */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { BroadcastChannel } from 'node:worker_threads';
import { commonTokens, declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { createVitest } from 'vitest/node';

/** The time for one mutant, in milliseconds of the processor, so that a busy machine measures the same. */
const BUDGET_MS = Number(process.env.MUTATION_BUDGET_MS ?? 2000);

class RepeatingTestRunner {
  static inject = [commonTokens.logger];
  #log;
  #vitest;
  #channel;
  #took = new Map();
  #meets = new Map();
  #noticed = new Map();

  constructor(log) {
    this.#log = log;
  }

  /** What is computed while loading is left alone (`ignoreStatic`), so there is nothing to load again for. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  /** Starts the worker and waits until it has run every file once. */
  async init() {
    process.env.NODE_ENV = 'test';
    process.env.VITEST = '1';
    const name = `mutation-${randomUUID()}`;
    this.#vitest = await createVitest('test', {
      config: 'test/mutation/vitest.config.ts',
      pool: 'threads',
      maxWorkers: 1,
      isolate: false,
      watch: false,
      update: false,
      runner: fileURLToPath(new URL('./repeating-runner.ts', import.meta.url)),
      reporters: ['dot'],
      onConsoleLog: () => false,
    });
    const files = await this.#vitest.globTestSpecifications();
    this.#vitest.provide('mutationChannel', name);
    this.#vitest.provide('mutationNamespace', '__stryker__');
    this.#vitest.provide('mutationFiles', files.length);
    this.#channel = new BroadcastChannel(name);
    const ready = this.#answer();
    const ended = this.#vitest.start().then(() => {
      const { state } = this.#vitest;
      const told = [...state.errorsSet, ...state.getFiles().flatMap((file) => file.result?.errors ?? [])];
      throw new Error(`the tests ended early: ${told.map(({ message }) => message).join('\n')}`);
    });
    ended.catch(() => {});
    await Promise.race([ready, ended]);
  }

  #answer() {
    return new Promise((resolve) => {
      this.#channel.onmessage = ({ data }) => data.to === 'stryker' && resolve(data);
    });
  }

  #ask(order) {
    const answer = this.#answer();
    this.#channel.postMessage({ to: 'worker', ...order });
    return answer;
  }

  async dryRun() {
    const { verdicts, coverage, once } = await this.#ask({});
    const repeatable = verdicts.filter(({ failure }) => failure === null);
    for (const { id, ms } of repeatable) {
      this.#took.set(id, ms);
      this.#meets.set(id, Object.keys(coverage.perTest[id] ?? {}).length);
    }
    for (const { id, failure } of verdicts) {
      if (failure === null) continue;
      this.#log.warn(`left out, for it cannot be repeated: ${id}: ${failure.split('\n')[0]}`);
      delete coverage.perTest[id];
    }
    const slow = repeatable.filter(({ ms }) => ms > BUDGET_MS);
    for (const { id, ms } of slow) this.#log.info(`${Math.round(ms)} ms: ${id}`);
    this.#log.info(
      `${repeatable.length} of ${verdicts.length} tests are repeated; ${once} mutants act in what is computed once`,
    );
    const tests = repeatable.map(({ id, file, ms }) => ({
      id,
      name: id,
      fileName: file,
      timeSpentMs: ms,
      status: 0,
    }));
    return { status: 'complete', tests, mutantCoverage: coverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const tests = this.#pointed(testFilter ?? [...this.#took.keys()]);
    const { verdicts, hits, stained } = await this.#ask({ mutant: activeMutant.id, tests, hitLimit });
    if (stained) {
      this.#log.warn(`starting again after mutant ${activeMutant.id}, which left something behind`);
      await this.dispose();
      await this.init();
      await this.#ask({});
    }
    const late = determineHitLimitReached(hits, hitLimit);
    if (late !== undefined) return toMutantRunResult(late);
    const killer = verdicts.find(({ failure }) => failure !== null);
    if (killer !== undefined) this.#noticed.set(killer.id, this.#kills(killer.id) + 1);
    const told = verdicts.map(({ id, file, ms, failure }) => ({
      ...{ id, name: id, fileName: file, timeSpentMs: ms },
      ...(failure === null ? { status: 0 } : { status: 1, failureMessage: failure }),
    }));
    return toMutantRunResult({ status: 'complete', tests: told });
  }

  /**
   * The tests that fit into the time for one mutant, of which half is for the quickest: they are many, and one slow test
   * must not take the place of all. First run by turns those that noticed most mutants so far and those that meet the
   * fewest, for they look closest.
   */
  #pointed(ids) {
    const by = (weight) => [...ids].sort((a, b) => weight(a) - weight(b));
    const took = (id) => this.#took.get(id);
    const noticed = by((id) => -this.#kills(id));
    const narrow = by((id) => this.#meets.get(id));
    const turns = [...new Set(ids.flatMap((_, at) => [noticed[at], narrow[at]]))];
    const chosen = new Set();
    let left = BUDGET_MS;
    const choose = (ordered, atLeast) => {
      for (const id of ordered) {
        if (chosen.has(id) || left - took(id) < atLeast) continue;
        chosen.add(id);
        left -= took(id);
      }
    };
    choose(by(took), BUDGET_MS / 2);
    choose(turns, 0);
    return chosen.size > 0 ? turns.filter((id) => chosen.has(id)) : turns.slice(0, 1);
  }

  #kills(id) {
    return this.#noticed.get(id) ?? 0;
  }

  async dispose() {
    this.#channel?.postMessage({ to: 'worker', stop: true });
    this.#channel?.close();
    await this.#vitest?.close();
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'repeating', RepeatingTestRunner)];
