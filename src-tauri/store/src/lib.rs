//! The encrypted store: schema, migrations, one module a table.
