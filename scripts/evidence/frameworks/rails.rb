# What ActiveRecord itself sends for each migration: `ruby scripts/evidence/frameworks/rails.rb FOLDER`, whose files are migrations. Prints JSON.
# ActiveRecord's own PostgreSQL adapter runs without a server: what it would send is noted, what it would ask gets a harmless answer,
# once as if nothing were there and once as if everything were. Constants of the application are stand-ins that note who calls them.

require "json"
require "timeout"
require "tmpdir"
require "ipaddr"
require "open3"
require "active_record"
require "active_support/all"
require "active_record/connection_adapters/postgresql_adapter"
require "active_record/connection_adapters/abstract/connection_pool"
ActiveRecord.eager_load!
ActiveRecord::ConnectionAdapters.eager_load!
ActiveRecord::Migration::Compatibility.find("4.2")

Time.zone = "UTC"
EVENTS = []
FILES = Dir[File.join(ARGV.fetch(0), "*.rb")].sort
$there = false

def note(type, fields)
  at = caller_locations.find { |place| place.path == $file }
  EVENTS << fields.merge(type: type, line: at&.lineno)
end

# Whatever an application would give: every method gives it again, loops run once.
class Anything < BasicObject
  def method_missing(name, *args, &block)
    ::Kernel.note("row", { method: name.to_s }) if name.to_s =~ /\A(?:save|update|destroy|delete|create|touch|increment|insert_all|upsert_all)/
    block&.call(*::Array.new(block.arity.abs.clamp(1, 3)) { ::Anything.new })
    self
  end
  def respond_to?(*) = true
  def respond_to_missing?(*) = true
  def to_s = "anything"
  def to_str = "anything"
  def inspect = "anything"
  def to_i = 1
  def to_int = 1
  def to_f = 1.0
  def to_a = []
  def to_ary = nil
  def to_hash = {}
  def to_proc = ::Proc.new { |*| ::Anything.new }
  def to_json(*) = '"anything"'
  def nil? = false
  def !  = false
  def ==(other) = false
  def ===(other) = false
  def =~(other) = nil
  def coerce(other) = [1, 1]
  def <=>(other) = 0
  def >(other) = false
  def <(other) = false
  def hash = 1
  def eql?(other) = false
  def is_a?(*) = false
  def kind_of?(*) = false
  def class = ::Object
  def object_id = 1
  def freeze = self
  def frozen? = true
  def instance_of?(*) = false
  def dup = self
  def count(*) = 1
  def size = 1
  def length = 1
end

WRITES = /\A(?:update|create|delete|destroy|insert|upsert|save|find_or_create|first_or_create|import|touch_all|increment|reset_counters|migrate|backfill|!)|!\z/

module StandIn
  def method_missing(name, *args, &block)
    Kernel.note("model", { model: self.name.to_s, method: name.to_s }) if name.to_s =~ WRITES
    block&.call(*Array.new(block.arity.abs.clamp(1, 3)) { Anything.new })
    Anything.new
  end
  def respond_to_missing?(*) = true
  def new(*) = Anything.new
  def const_missing(name) = const_set(name, StandIn.make)
  def table_name = self.name.to_s.tableize.tr("/", "_")
  def self.make
    made = Class.new
    made.extend(StandIn)
    made
  end
  def to_proc = Proc.new { |*| Anything.new }
  def inherited(child) = child.extend(StandIn)
end

module Kernel
  def note(type, fields) = Object.send(:note, type, fields)
  module_function :note
end

class Adapter < ActiveRecord::ConnectionAdapters::PostgreSQLAdapter
  SCHEMA_READS = /\A\s*(?:SELECT|SHOW|SET\s|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/i

  def self.make
    made = allocate
    ActiveRecord::ConnectionAdapters::AbstractAdapter.instance_method(:initialize).bind(made).call(nil)
    made
  end

  def execute(sql, *) = (note("sql", { sql: sql.to_s }); Anything.new)
  def exec_query(sql, *) = (note("sql", { sql: sql.to_s }); Anything.new)
  alias exec_update exec_query
  alias exec_delete exec_query
  alias exec_insert exec_query
  alias select_all exec_query
  alias select_one execute
  alias select_rows execute
  alias select_values execute
  alias query execute
  alias query_values execute
  alias update execute
  alias insert execute
  alias delete execute
  def select_value(sql, *) = (note("sql", { sql: sql.to_s }); 1)
  alias query_value select_value
  def active? = true
  def reconnect!(*) = nil
  def database_version = 140_000
  def postgresql_version = 140_000
  def adapter_name = "PostgreSQL"
  def supports_ddl_transactions? = false
  def transaction(**) = yield
  def clear_cache! = nil
  def reload_type_map = nil
  def quote_string(text) = text.gsub("'", "''")
  def quote_default_expression(value, column)
    return value.call.to_s if value.is_a?(Proc)
    return value if value.is_a?(String) && value.include?("()") && column.type.to_s == "uuid"
    quote(value.is_a?(Hash) || value.is_a?(Array) ? value.to_json : value)
  end
  def quote(value) = value.is_a?(Hash) || value.is_a?(Array) ? "'#{value.to_json}'" : super
  def quote_table_name(name) = name.to_s.split(".").map { |part| %("#{part.delete('"')}") }.join(".")
  def quote_column_name(name) = %("#{name}")
  def column_for(_table, name) = Struct.new(:name, :sql_type, :type, :default, :null).new(name.to_s, "text", :text, nil, true)
  def columns(_table) = []
  def indexes(_table) = []
  def foreign_keys(_table) = []
  def check_constraints(_table) = []
  def tables = []
  def index_name_length = 200
  def max_identifier_length = 63
  def views = []
  def data_sources = []
  def primary_key(_table) = "id"
  def pk_and_sequence_for(_table) = nil
  def schema_cache = Struct.new(:x) { def clear_data_source_cache!(*) = nil; def clear! = nil; def columns_hash(*) = {}; def columns(*) = [] }.new
  def truncate(table, *) = execute("TRUNCATE TABLE #{quote_table_name(table)}")
  %i[table_exists? data_source_exists? column_exists? index_exists? index_name_exists? foreign_key_exists? extension_enabled?
     check_constraint_exists? view_exists? schema_exists? unique_constraint_exists?].each { |name| define_method(name) { |*, **| $there } }
  def index_name_for_remove(table, columns, options) = (options[:name] || index_name(table, columns || options[:column])).to_s
  def foreign_key_for!(from, to_table: nil, **options)
    options = foreign_key_options(from, to_table.to_s, options) if to_table || options[:column]
    ActiveRecord::ConnectionAdapters::ForeignKeyDefinition.new(from, to_table, options)
  end
  def check_constraint_for!(table, expression: nil, **options)
    ActiveRecord::ConnectionAdapters::CheckConstraintDefinition.new(table, expression, check_constraint_options(table, expression, options))
  end
  # composite_primary_keys' own.
  def add_primary_key(table, columns, **) = execute("ALTER TABLE #{quote_table_name(table)} ADD PRIMARY KEY (#{Array(columns).join(", ")})")
  # Newer than this ActiveRecord.
  def add_unique_constraint(table, columns, name: nil, **)
    execute("ALTER TABLE #{quote_table_name(table)} ADD CONSTRAINT #{name || "u"} UNIQUE (#{Array(columns).map { |one| quote_column_name(one) }.join(", ")})")
  end
  def add_exclusion_constraint(table, expression, name: nil, using: "gist", **)
    execute("ALTER TABLE #{quote_table_name(table)} ADD CONSTRAINT #{name || "e"} EXCLUDE USING #{using} (#{expression})")
  end
  def create_enum(name, values, **) = execute("CREATE TYPE #{quote_table_name(name)} AS ENUM (#{values.map { |one| quote(one) }.join(", ")})")
  def drop_enum(name, *, **) = execute("DROP TYPE #{quote_table_name(name)}")
  def rename_enum(name, to = nil, **options) = execute("ALTER TYPE #{quote_table_name(name)} RENAME TO #{to || options[:to]}")
  def add_enum_value(name, value, **) = execute("ALTER TYPE #{quote_table_name(name)} ADD VALUE #{quote(value)}")
  def remove_columns(table, *names, **) = names.each { |name| remove_column(table, name) }
end

module NewerIndexes
  def add_index_options(table, columns, **options)
    super(table, columns, **options.except(:include, :nulls_not_distinct, :lock))
  end
end
Adapter.prepend(NewerIndexes)

ADAPTER = Adapter.make

# PostGIS' types.
class ActiveRecord::ConnectionAdapters::PostgreSQL::TableDefinition
  def method_missing(type, *names, **options) = names.each { |name| column(name, type, **options) }
  def respond_to_missing?(*) = true
end

class Object
  def self.const_missing(name) = self.equal?(Object) || !respond_to?(:make) ? Object.const_set(name, StandIn.make) : super
end

class ActiveRecord::Base
  class << self
    def connection = ADAPTER
    def lease_connection = ADAPTER
    def transaction(*) = yield
    %i[where all find find_by find_by! find_each find_in_batches in_batches update_all delete_all destroy_all create create! new first last count
       order joins left_joins includes select unscoped insert_all insert_all! upsert_all pluck exists? find_or_create_by find_or_create_by!
       reset_column_information group limit not distinct update update! delete destroy find_by_sql ids].each do |name|
      define_method(name) do |*args, **options, &block|
        Kernel.note("model", { model: self.name.to_s, method: name.to_s }) if name.to_s =~ WRITES
        block&.call(*Array.new(block.arity.abs.clamp(1, 3)) { Anything.new })
        Anything.new
      end
    end
  end
end

module Watched
  def connection = @connection || ADAPTER
  def say(*) = nil
  def say_with_time(*) = yield
  def suppress_messages = yield
  def safety_assured = yield
  def method_missing(name, *args, **options, &block)
    return super if ADAPTER.respond_to?(name)
    return super if name == :execute_block
    Kernel.note("unknown", { method: name.to_s })
    block&.call(*Array.new(block.arity.abs.clamp(1, 3)) { Anything.new })
    nil
  end
end
ActiveRecord::Migration.prepend(Watched)

class ActiveRecord::Migration
  def self.[](version) = Compatibility.find(version.to_f > 6.1 ? "6.1" : version.to_s)
end

# Nothing of a repository starts a program or writes a file.
module Kernel
  %i[system spawn exec ` require_relative].each { |name| define_method(name) { |*| "" } }
  alias plainly_require require
  def require(name)
    plainly_require(name)
  rescue LoadError
    true
  end
end
class << IO
  def popen(*) = ""
end
class << Open3
  %i[popen3 popen2 popen2e capture2 capture2e capture3].each { |name| define_method(name) { |*| ["", "", nil] } }
end
class << File
  def write(*) = 0
end

def run_file(path, direction, there)
  EVENTS.clear
  $file = path
  $there = there
  before = ObjectSpace.each_object(Class).to_a
  load path
  classes = ObjectSpace.each_object(Class).to_a - before
  base = classes.select { |one| one < ActiveRecord::Migration }
  of = base.find { |one| (one.instance_methods(false) + one.singleton_methods(false)).intersect?(%i[change up]) } || base.first
  return { error: "no class" } if of.nil?
  made = of.new
  made.define_singleton_method(:connection) { @connection || ADAPTER }
  made.instance_variable_set(:@connection, nil)
  Timeout.timeout(5) do
    if made.respond_to?(:change)
      if direction == :down
        made.instance_variable_set(:@connection, ADAPTER)
        made.revert { made.change }
      else
        made.change
      end
    else
      made.public_send(direction)
    end
  end
  { events: EVENTS.dup }
rescue Exception => error # rubocop:disable Lint/RescueException
  { events: EVENTS.dup, error: "#{error.class}: #{error.message}"[0, 200], irreversible: error.is_a?(ActiveRecord::IrreversibleMigration) }
end

answers = FILES.to_h do |path|
  runs = %i[up down].to_h do |direction|
    [direction, [false, true].map do |there|
      reader, writer = IO.pipe
      child = fork do
        reader.close
        $stdout.reopen(File::NULL)
        $stderr.reopen(File::NULL)
        writer.write(JSON.generate(run_file(path, direction, there)))
        writer.close
        exit!
      end
      writer.close
      text = reader.read
      Process.wait(child)
      text.empty? ? { error: "no answer" } : JSON.parse(text)
    end]
  end
  [File.basename(path), runs]
end
puts JSON.generate(answers)
