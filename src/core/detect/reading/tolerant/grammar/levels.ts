/** How tightly operators bind: https://dev.mysql.com/doc/refman/8.4/en/operator-precedence.html and https://www.sqlite.org/lang_expr.html */

export const level = {
  any: 0,
  or: 1,
  xor: 2,
  and: 3,
  not: 4,
  compare: 5,
  bitOr: 6,
  bitAnd: 7,
  shift: 8,
  add: 9,
  times: 10,
  power: 11,
  sign: 12,
  json: 13,
} as const;
