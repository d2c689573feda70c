const DOTS = '••••••••';

/** A value that prints as dots everywhere. Only `emit/` and `identity/` may `reveal()` it; a test says so. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return DOTS;
  }

  toJSON(): string {
    return DOTS;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return DOTS;
  }
}
