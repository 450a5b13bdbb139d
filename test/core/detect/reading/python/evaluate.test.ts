/** What the evaluator knows of Python without running it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { resultOf } from "../../../../support/python.ts";

const cases: [name: string, source: string, expected: string | null][] = [
  ["constants", "A = 'x'\nresult = A", "x"],
  ["implicit concatenation", "result = 'a' 'b' \"c\"", "abc"],
  ["escapes", String.raw`result = 'a\x41\u0042\'\\'`, "aAB'\\"],
  ["raw strings", String.raw`result = r'\d'`, "\\d"],
  ["f-strings", "a = 3\nresult = f'{a:02d}-{{{a!r}}}'", "03-{3}"],
  ["format", "result = '{}-{b}-{0}'.format(1, b='z')", "1-z-1"],
  ["percent", "result = '%s %(x)s' % {'x': 1}", "{%s} 1"],
  ["percent with a tuple", "result = '%s/%d%%' % ('a', 2)", "a/2%"],
  ["string methods", "result = ' A_b '.strip().lower().replace('_', '-')", "a-b"],
  ["join", "result = ', '.join(x + '1' for x in ['a', 'b'])", "a1, b1"],
  ["dedent", "import textwrap\nresult = textwrap.dedent('''\n    a\n      b\n''').strip()", "a\n  b"],
  ["slices", "result = 'abcdef'[1:-1] + str([1, 2, 3][-1:][0])", "bcde3"],
  ["arithmetic", "result = (7 // 2) ** 2 - -1 % 3", "7"],
  [
    "dicts",
    "d = {'a': 1, **{'b': 2}}\nd['c'] = 3\nresult = [k + str(v) for k, v in d.items()]",
    "['a1', 'b2', 'c3']",
  ],
  ["unpacking", "a, (b, *c) = 1, (2, 3, 4)\nresult = [a, b, c]", "[1, 2, [3, 4]]"],
  ["chained assignment", "a = b = 'x'\nresult = a + b", "xx"],
  ["walrus", "result = [y := 2, y]", "[2, 2]"],
  [
    "zip, enumerate, range",
    "result = [(i, a, b) for i, (a, b) in enumerate(zip('ab', range(2)), 1)]",
    "[(1, 'a', 0), (2, 'b', 1)]",
  ],
  [
    "defaults and keywords",
    "def f(a, b='y', *c, d='w', **e):\n  return [a, b, c, d, e['z']]\nresult = f(1, 2, 3, z=4)",
    "[1, 2, (3,), 'w', 4]",
  ],
  ["closures", "def f(a):\n  def g(b):\n    return a + b\n  return g\nresult = f('x')('y')", "xy"],
  [
    "lambda and partial",
    "from functools import partial\nf = lambda a, b: a + b\nresult = partial(f, 'p')('q')",
    "pq",
  ],
  ["recursion over literals", "def f(n):\n  return 'e' if n == 0 else 'n' + f(n - 1)\nresult = f(3)", "nnne"],
  ["generators", "def g():\n  for x in ['a', 'b']:\n    yield x\nresult = list(g())", "['a', 'b']"],
  ["decided conditions", "if 'a' in ('a', 'b') and not None:\n  result = 1\nelse:\n  result = 2", "1"],
  ["undecided conditions keep both", "if unknown():\n  result = 'a'\nelse:\n  result = 'b'", "a | b"],
  ["one branch returns", "def f():\n  if x():\n    return 'a'\n  return 'b'\nresult = f()", "a | b"],
  ["break", "result = ''\nfor x in 'abc':\n  if x == 'b':\n    break\n  result += x", "a"],
  ["unknown rounds leave a list open", "result = []\nfor x in rows():\n  result.append(1)", null],
  ["unknown rounds change a variable", "result = None\nfor x in rows():\n  result = x", null],
  [
    "classes",
    "class A:\n  k = 'c'\n  def __init__(self, v):\n    self.v = v\n  def get(self):\n    return self.k + self.v\nresult = A('x').get()",
    "cx",
  ],
  [
    "enumerations",
    "import enum\nclass E(enum.Enum):\n  A = 'a'\n  B = 'b'\nresult = [e.value for e in E] + [E.B.name]",
    "['a', 'b', 'B']",
  ],
  [
    "decorators of the file",
    "def d(f):\n  def w(*a):\n    return 'w' + f(*a)\n  return w\n@d\ndef g(x):\n  return x\nresult = g('x')",
    "wx",
  ],
  [
    "match",
    "match 'b':\n  case 'a':\n    result = 1\n  case 'b' | 'c':\n    result = 2\n  case _:\n    result = 3",
    "2",
  ],
  ["global", "result = 1\ndef f():\n  global result\n  result = 2\nf()", "2"],
  ["try", "try:\n  result = 1\nexcept ValueError:\n  pass\nfinally:\n  x = 2", "1"],
  ["what is not known", "result = unknown() + 1", null],
  ["a count of unknown rounds", "n = 0\nfor x in rows():\n    result = 't%d' % n\n    n += 1", "t{n}"],
];

for (const [name, source, expected] of cases) {
  test(name, () => assert.equal(resultOf(source), expected));
}
