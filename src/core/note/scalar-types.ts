/** What readers of YAML make of a value without quotes: reno uses PyYAML, which reads YAML 1.1, and others read YAML 1.2. */

/** `refused`: the reader stops with an error. */
export type ScalarType = "text" | "nothing" | "yes or no" | "number" | "date" | "refused";

const yamlNull = new Set(["", "~", "null", "Null", "NULL"]);
const bool11 = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const float11 = [
  /^[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?$/,
  /^\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?$/,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
  /^[-+]?\.(?:inf|Inf|INF)$/,
  /^\.(?:nan|NaN|NAN)$/,
];
const int11 = [
  /^[-+]?0b[01_]+$/,
  /^[-+]?0x[0-9a-fA-F_]+$/,
  /^[-+]?0[0-7_]+$/,
  /^[-+]?(?:0|[1-9][0-9_]*)$/,
  /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/,
];
const day11 = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const time11 =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?$/;

/** How PyYAML's safe loader, and so reno, reads a plain scalar. Checked against PyYAML 6. */
export function typeInPyYaml(text: string): ScalarType {
  if (yamlNull.has(text)) return "nothing";
  if (text.length > 100) return "text";
  if (bool11.test(text)) return "yes or no";
  if (text === "=" || text === "<<") return "refused";
  if (int11.some((form) => form.test(text))) return /[0-9a-fA-F]/.test(digitsOf(text)) ? "number" : "refused";
  if (float11.some((form) => form.test(text))) return "number";
  const date = day11.exec(text) ?? time11.exec(text);
  if (date !== null) return isDate(date.slice(1).map(Number)) ? "date" : "refused";
  return "text";
}

/** How YAML 1.2 (its core schema) reads a plain scalar. */
export function typeInYaml12(text: string): ScalarType {
  if (yamlNull.has(text)) return "nothing";
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return "yes or no";
  if (text.length > 100) return "text";
  if (/^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(text)) return "number";
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return "number";
  if (/^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text)) return "number";
  return "text";
}

/** `0x_` and `0b_` have the form of a number and no digits: PyYAML fails on them. */
function digitsOf(text: string): string {
  return text.replace(/^[-+]?0[bx]/, "").replaceAll("_", "");
}

function isDate([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: number[]): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const last = new Date(Date.UTC(year < 100 ? year + 2000 : year, month, 0)).getUTCDate();
  return day <= last && hour < 24 && minute < 60 && second < 60;
}
