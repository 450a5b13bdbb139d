/** The rules of squawk 2.66.0, and which of them are about what an offline operation is: locks, rewrites, compatibility with old code, loss. */

interface SquawkRule {
  counted: boolean;
  why: string;
}

const locks = { counted: true, why: "locks" };
const rewrites = { counted: true, why: "rewrites or scans under a lock" };
const breaks = { counted: true, why: "compatibility with running code" };
const loss = { counted: true, why: "loss" };
const style = { counted: false, why: "style: which type or form is nicer" };
const hygiene = { counted: false, why: "hygiene: how the file is written or run, whatever it does" };
const later = { counted: false, why: "only later changes are harder for it" };
const refused = { counted: false, why: "the server refuses it, or it does nothing" };

export const squawkRules: Readonly<Record<string, SquawkRule>> = {
  "require-concurrent-index-creation": locks,
  "require-concurrent-index-deletion": locks,
  "require-concurrent-reindex": locks,
  "require-concurrent-partition-detach": locks,
  "constraint-missing-not-valid": locks,
  "adding-foreign-key-constraint": locks,
  "disallowed-unique-constraint": locks,
  "ban-alter-domain-with-add-constraint": locks,
  "adding-not-nullable-field": rewrites,
  "adding-field-with-default": rewrites,
  "adding-serial-primary-key-field": rewrites,
  "changing-column-type": rewrites,
  "adding-required-field": breaks,
  "renaming-column": breaks,
  "renaming-table": breaks,
  "ban-drop-not-null": breaks,
  "ban-drop-column": loss,
  "ban-drop-table": loss,
  "ban-drop-database": loss,
  "ban-truncate-cascade": loss,
  "ban-char-field": style,
  "prefer-bigint-over-int": style,
  "prefer-bigint-over-smallint": style,
  "prefer-identity": style,
  "prefer-text-field": style,
  "prefer-timestamp-tz": style,
  "require-enum-value-ordering": style,
  "require-table-schema": style,
  "prefer-robust-stmts": hygiene,
  "prefer-repack": hygiene,
  "require-timeout-settings": hygiene,
  "require-lock-timeout": hygiene,
  "require-statement-timeout": hygiene,
  "transaction-nesting": hygiene,
  "ban-uncommitted-transaction": hygiene,
  "unused-ignore": hygiene,
  "ban-create-domain-with-constraint": later,
  "ban-concurrent-index-creation-in-transaction": refused,
  "ban-duplicate-column-assignments": refused,
  "ban-duplicate-constraints": refused,
  "identifier-too-long": refused,
  "syntax-error": refused,
};
