declare const OPTIONAL: unique symbol;

/**
 * The type in a form in which mutual assignability means equality: nothing is read-only, and an optional member is required
 * with `OPTIONAL` among its values. As it stands, a type without an optional member is assignable to one with it.
 */
type Comparable<Type> = unknown extends Type
  ? Type
  : Type extends string | number | boolean | null | undefined
    ? Type
    : Type extends readonly (infer Item)[]
      ? Comparable<Item>[]
      : {
          -readonly [Name in keyof Type]-?:
            | Comparable<Type[Name]>
            | (Record<never, never> extends Pick<Type, Name> ? typeof OPTIONAL : never);
        };

type IsAssignable<From, To> = [From] extends [To] ? true : false;

type IsSame<One, Other> = [IsAssignable<One, Other>, IsAssignable<Other, One>] extends [true, true]
  ? true
  : false;

interface Parsing {
  readonly parse: (value: unknown) => unknown;
}

/**
 * Returns the schema, and compiles only where its output is exactly `Type`, member by member. An annotation such as
 * `z.ZodType<Type>` checks one direction only: a kind or member that the schema lacks would be refused at run time.
 */
export function exactly<Type>() {
  return <Schema extends Parsing>(
    schema: Schema &
      (IsSame<Comparable<ReturnType<Schema['parse']>>, Comparable<Type>> extends true
        ? unknown
        : { readonly isNotExactly: Type }),
  ): Schema => schema;
}
