"""The database: tables, migrations, units of work, and reads as windows on a query."""
