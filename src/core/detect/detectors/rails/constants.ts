/** Constants that no migration file defines: Ruby's own, those of Rails, and models of the application. */

import type { ClassValue, Value } from "../../reading/source/value.ts";
import { derives } from "../../reading/source/classes.ts";
import { singletonOf } from "../../reading/ruby/names.ts";
import { stringOf } from "../../reading/source/value.ts";
import { tableOfModel } from "./inflection.ts";
import { host, type RailsValue } from "./values.ts";

/** What never touches the database of a migration. */
const HARMLESS = new Set(
  `Array Hash String Integer Float Set Struct Time Date DateTime JSON YAML CSV Digest SecureRandom Random Math Process
  Kernel Object Class Module Logger ENV ARGV STDOUT STDERR STDIN File Dir FileUtils Pathname IO URI Net Zlib Base64 OpenSSL
  BigDecimal Rational Complex Comparable Enumerable Enumerator Proc Method Symbol Regexp Range Exception StandardError
  ArgumentError RuntimeError NotImplementedError Thread Mutex Timeout Benchmark PP StringIO ERB Etc Encoding GC ObjectSpace
  I18n ActiveSupport ActiveModel HashWithIndifferentAccess OpenStruct Bundler Gem RUBY_VERSION Concurrent RbConfig Psych Singleton
  Forwardable Marshal Nokogiri Oj MultiJson Faraday HTTParty RestClient Redis Sidekiq Devise BCrypt Rack Sentry Raven Rollbar
  Airbrake Honeybadger NewRelic PG Mysql2 SQLite3 Trilogy TZInfo Arel Money Chronic ProgressBar ColorizedString Rainbow Flipper
  Gitlab Bugsnag StrongMigrations OnlineMigrations SafePgMigrations Parallel Shellwords Socket IPAddr Observable`.split(
    /\s+/u,
  ),
);

/** Parts of Rails: what they say of themselves changes nothing. */
const RAILS =
  /^(?:Rails|ActiveRecord::(?:Migration|Schema|VERSION|IrreversibleMigration|RecordNotFound|RecordInvalid|StatementInvalid|ConnectionAdapters|ConnectionNotEstablished|NoDatabaseError|Type|Relation|Tasks|Encryption|Deprecation|SchemaDumper|SchemaMigration|InternalMetadata|PendingMigrationError|Locking|Enum))(?:::|$)/u;

const BASE =
  /^(?:ActiveRecord::Base|ApplicationRecord|\w*(?:::\w+)*(?:ActiveRecord|Application|Abstract|Base)(?:Model|Record))$/u;

const MIGRATION_BASE = /Migration(?:\[|$)|::Migration::|Migration::Base|^(?:ActiveRecord::Migration)/u;

export function isHarmless(constant: string): boolean {
  return HARMLESS.has(constant.split("::")[0] ?? "") || RAILS.test(constant);
}

export function isBase(constant: string): boolean {
  return BASE.test(constant);
}

/** A name that can be that of a model: words in capitals and small letters. */
export function looksLikeModel(constant: string): boolean {
  return /^[A-Z]\w*(?:::[A-Z]\w*)*$/u.test(constant) && /[a-z]/u.test(constant) && !isHarmless(constant);
}

/** Does a class of the file say itself that it is a migration? */
export function isMigrationClass(value: Value): boolean {
  return derives(value, MIGRATION_BASE);
}

/** A model of the application, by its name. */
export function modelNamed(name: string): RailsValue & { host: "model" } {
  return { host: "model", name, table: tableOfModel(name), own: false, where: false };
}

/** A class of the file as a model: Rails finds its table by its name, unless it says another. */
export function modelOf(of: ClassValue): (RailsValue & { host: "model" }) | null {
  if (isMigrationClass(of)) return null;
  const said = singletonOf(of, "table_name");
  const set = singletonOf(of, "table_name=");
  const written = said ?? set;
  const model = derives(of, /^(?:ActiveRecord::Base|ApplicationRecord|(?:\w+::)*\w*(?:Record|Model|Base))$/u);
  if (!model && written === undefined && !of.bases.some(({ kind }) => kind === "symbol")) return null;
  const inherited = model ? null : of.bases.find((base) => base.kind === "symbol");
  const table =
    written === undefined
      ? inherited?.kind === "symbol"
        ? tableOfModel(inherited.path.replace(/^::/u, ""))
        : tableOfModel(of.name)
      : stringOf(written);
  // A class that derives from a model of the application has its callbacks too.
  return { host: "model", name: of.name, table, own: model, where: false };
}

export const connection = host({ host: "connection", direct: true });
