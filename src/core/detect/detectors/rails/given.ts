/** The arguments of a call, as Ruby's methods take them: values in order, options behind them. */

import {
  stringOf,
  stringsOf,
  truthOf,
  type Arguments,
  type DictValue,
  type FunctionValue,
  type Value,
} from "../../reading/source/value.ts";

export class Given {
  readonly positional: readonly Value[];
  readonly options: ReadonlyMap<string, Value>;
  /** There can be more than what is written: `*names`, `**options`. */
  readonly open: boolean;
  readonly block: FunctionValue | null;

  constructor(
    positional: readonly Value[],
    options: ReadonlyMap<string, Value>,
    open: boolean,
    block: FunctionValue | null,
  ) {
    this.positional = positional;
    this.options = options;
    this.open = open;
    this.block = block;
  }

  /** A dict at the end is options as well: `add_column :a, :b, :string, { limit: 5 }`. */
  static from(args: Arguments): Given {
    const last = args.positional.at(-1);
    const options = new Map(last?.kind === "dict" ? entriesOf(last) : []);
    for (const [name, value] of args.keywords) options.set(name, value);
    const positional = last?.kind === "dict" ? args.positional.slice(0, -1) : args.positional;
    const open = args.open || (last?.kind === "dict" && last.open);
    return new Given(positional, options, open, args.block ?? null);
  }

  at(index: number): Value | undefined {
    return this.positional[index];
  }

  /** The string or symbol at a position, null when it is none or not known. */
  text(index: number): string | null {
    return stringOf(this.positional[index]);
  }

  has(name: string): boolean {
    return this.options.has(name);
  }

  option(name: string): Value | undefined {
    return this.options.get(name);
  }

  string(name: string): string | null {
    return wordOf(this.options.get(name));
  }

  /** Is the option there, and surely true? */
  flag(name: string): boolean {
    const value = this.options.get(name);
    return value !== undefined && truthOf(value) === true;
  }

  /** Is the option there, and surely false or nil? */
  refused(name: string): boolean {
    const value = this.options.get(name);
    return value !== undefined && truthOf(value) === false;
  }

  /** The same with other options; null takes one away. */
  with(changed: Readonly<Record<string, Value | null>>, positional = this.positional): Given {
    const options = new Map(this.options);
    for (const [name, value] of Object.entries(changed)) {
      if (value === null) options.delete(name);
      else options.set(name, value);
    }
    return new Given(positional, options, this.open, this.block);
  }

  /** Only these options. */
  only(...names: string[]): Given {
    const options = new Map([...this.options].filter(([name]) => names.includes(name)));
    return new Given(this.positional, options, this.open, this.block);
  }
}

/** The entries of a hash whose keys are strings or symbols. */
export function entriesOf(value: DictValue): [string, Value][] {
  return [...value.entries.values()].flatMap(({ key, value: item }): [string, Value][] => {
    const name = stringOf(key);
    return name === null ? [] : [[name, item]];
  });
}

/** The options in a hash, else none: `index: { unique: true }`. */
export function optionsOf(value: Value | undefined): Given {
  const options = new Map(value?.kind === "dict" ? entriesOf(value) : []);
  return new Given([], options, value?.kind === "dict" && value.open, null);
}

/** A string, a symbol or a number as text. */
export function wordOf(value: Value | undefined): string | null {
  if (value?.kind === "number") return String(value.value);
  return stringOf(value);
}

/** One name or several, null when they are not wholly known. */
export function namesOf(value: Value | undefined): string[] | null {
  const single = stringOf(value);
  return single === null ? stringsOf(value) : [single];
}
