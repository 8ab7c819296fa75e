//! The main board, today and as known on a past day, beside the plain GROUP BY.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Result, ensure};
use app::indicator::{Board, BoardQuery, board};
use chrono::{DateTime, TimeDelta, Utc};
use domain::claim::Level;
use domain::period::Period;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::generate::{MONTHS, month};
use crate::ground::Ground;
use crate::report::{RUNS, Report, median};

/// The last year's September: a board with a year before it.
fn period() -> Period {
    month(MONTHS - 4)
}

/// The board of all units, from cells, beside one GROUP BY over all postings.
pub(crate) async fn today(report: &mut Report, ground: &Ground) -> Result<()> {
    compare(report, ground, None, "board today", "≤ 5 ms; ≥ 200 × SQLite, ≥ 25 × PostgreSQL").await
}

/// The same board as known in the middle of a month two years before the end.
pub(crate) async fn as_of(report: &mut Report, ground: &Ground) -> Result<()> {
    let day = month(MONTHS - 3).starts_at() + TimeDelta::days(27);
    compare(report, ground, Some(day), "board as of a past day", "≤ 10 ms SQLite, twice that PostgreSQL").await
}

async fn compare(report: &mut Report, ground: &Ground, as_of: Option<DateTime<Utc>>, what: &str, goal: &str) -> Result<()> {
    let query = BoardQuery { period: period(), level: Level::Recognised, as_of };
    let connection = connect(&ground.url).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let begun = Instant::now();
        let answer = board(&ground.app, &ground.caller, query).await?;
        ours.push(begun.elapsed());
        let begun = Instant::now();
        let naive = naive(&connection, query.period, as_of).await?;
        theirs.push(begun.elapsed());
        check(ground, &answer, &naive)?;
    }
    report.times(what, median(ours), "GROUP BY over postings", median(theirs), goal);
    Ok(())
}

/// Basis points signed and fen paid in, by unit and whether the year before.
type Naive = BTreeMap<(i32, bool), (i64, i64)>;

/// What anybody would write first.
async fn naive(connection: &DatabaseConnection, period: Period, as_of: Option<DateTime<Utc>>) -> Result<Naive> {
    let (from, to) = (period.january().key(), period.key());
    let mut sql = format!(
        "SELECT unit, CASE WHEN period >= {from} THEN 0 ELSE 1 END AS before,
            CAST(SUM(CASE WHEN kind = 1 THEN count ELSE 0 END) AS BIGINT) AS signed,
            CAST(SUM(CASE WHEN kind = 7 THEN amount ELSE 0 END) AS BIGINT) AS funds,
            CAST(SUM(CASE WHEN kind = 7 AND origin = 3 THEN amount ELSE 0 END) AS BIGINT) AS outside,
            CAST(SUM(CASE WHEN kind = 2 THEN count ELSE 0 END) AS BIGINT) AS started
         FROM posting WHERE level = 3 AND view = 1 AND (period BETWEEN {from} AND {to} OR period BETWEEN {} AND {})",
        from - 100,
        to - 100
    );
    let backend = connection.get_database_backend();
    let mut values = Vec::new();
    if let Some(as_of) = as_of {
        sql.push_str(" AND known_at <= $1");
        values.push(as_of.into());
    }
    sql.push_str(" GROUP BY 1, 2");
    let mut found = Naive::new();
    for row in connection.query_all_raw(Statement::from_sql_and_values(backend, &sql, values)).await? {
        let before: i32 = row.try_get("", "before")?;
        found.insert((row.try_get("", "unit")?, before == 1), (row.try_get("", "signed")?, row.try_get("", "funds")?));
    }
    Ok(found)
}

/// Both answers are the same, to the fen.
fn check(ground: &Ground, answer: &Board, naive: &Naive) -> Result<()> {
    for line in &answer.lines {
        let Some(org) = &line.org else { continue };
        let number = ground.units.iter().find(|unit| unit.id == org.id).map_or(0, |unit| unit.number);
        let cell = |code: &str| line.values.get(code).copied().unwrap_or_default();
        for before in [false, true] {
            let (signed, funds) = naive.get(&(number, before)).copied().unwrap_or_default();
            let value = |code: &str| if before { cell(code).last_year_cumulative } else { cell(code).cumulative };
            ensure!(value("sign_cnt") == Some(signed), "{}: signed {:?}, plainly {signed}", org.code, value("sign_cnt"));
            ensure!(value("funds") == Some(funds), "{}: funds {:?}, plainly {funds}", org.code, value("funds"));
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the baseline needs a connection of its own")]
pub(crate) async fn connect(url: &str) -> Result<DatabaseConnection> {
    let url = url.strip_prefix("sqlite:").map_or_else(|| url.to_owned(), |path| format!("sqlite://{path}"));
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(8).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite.pragma("journal_mode", "WAL").pragma("synchronous", "FULL").pragma("busy_timeout", "30000").pragma("mmap_size", "268435456")
    });
    Ok(Database::connect(options).await?)
}
