//! What the two engines say differently. Nothing else in this crate asks which engine it talks to.

use sea_orm::DbBackend;

/// Rows of the next multi-row insert, where so many are left. PostgreSQL is a round trip away: as many as its bound values
/// allow. SQLite is not, and compiles each statement: a few lengths that come again and again are compiled once.
pub(crate) fn insert_rows(backend: DbBackend, columns: usize, left: usize) -> usize {
    if backend == DbBackend::Postgres {
        return left.min((65_535 / columns.max(1)).clamp(1, 2_000));
    }
    [128, 32, 8, 2].into_iter().find(|length| *length <= left).unwrap_or(1)
}

/// Column types in migrations, such as `{uuid}`, and `{by_key}` for a table whose rows lie in the order of its key:
/// a board reads ranges of cells, and on SQLite each row would else be a second look-up. `{bytewise}` words sort by their
/// bytes, whatever the language of the database is.
pub(crate) fn column_types(backend: DbBackend, sql: &str) -> String {
    let types = if backend == DbBackend::Postgres {
        [
            ("{uuid}", "uuid"),
            ("{time}", "timestamptz"),
            ("{date}", "date"),
            ("{bytes}", "bytea"),
            ("{bool}", "boolean"),
            ("{by_key}", ""),
            ("{bytewise}", " COLLATE \"C\""),
        ]
    } else {
        [
            ("{uuid}", "blob"),
            ("{time}", "text"),
            ("{date}", "text"),
            ("{bytes}", "blob"),
            ("{bool}", "boolean"),
            ("{by_key}", " WITHOUT ROWID"),
            ("{bytewise}", ""),
        ]
    };
    types.iter().fold(sql.to_owned(), |sql, (name, real)| sql.replace(name, real))
}

/// `SUM(bigint)` is numeric on PostgreSQL: cast once, here.
pub(crate) const BIGINT: &str = "BIGINT";
