//! How the same answers are computed without cells, index tables and group commit: plain SQL over the same tables.

use std::collections::BTreeMap;

use anyhow::Result;
use app::indicator::spans;
use chrono::{DateTime, Utc};
use domain::claim::{ClaimKind, Class, Level, OriginScope, View};
use domain::period::Period;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, QueryResult, Statement};

/// What the board prints of a unit over one span, as sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Signings, basis points.
    pub(crate) signed: i64,
    /// Contract money, fen.
    pub(crate) contract: i64,
    /// Starts, basis points.
    pub(crate) started: i64,
    /// Starts of the year's signings, basis points.
    pub(crate) started_same_year: i64,
    /// Funds, fen.
    pub(crate) funds: i64,
    /// Of which from outside the province, fen.
    pub(crate) funds_out: i64,
}

impl Sums {
    const fn parts(self) -> [i64; PARTS] {
        [self.signed, self.contract, self.started, self.started_same_year, self.funds, self.funds_out]
    }

    const fn of([signed, contract, started, started_same_year, funds, funds_out]: [i64; PARTS]) -> Self {
        Self { signed, contract, started, started_same_year, funds, funds_out }
    }
}

const PARTS: usize = 6;

/// Sums by small number of the unit and by span, in the order of [`spans`].
pub(crate) type Answer = BTreeMap<i32, [Sums; 4]>;

/// A plain way to the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// One conditional sum for each number of the board, grouped by unit.
    Conditional,
    /// Grouped by all that the board looks at, and added up outside the database.
    Grouped,
}

impl Way {
    pub(crate) const ALL: [Self; 2] = [Self::Conditional, Self::Grouped];

    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Conditional => "plain GROUP BY unit, conditional sums",
            Self::Grouped => "plain GROUP BY all dimensions",
        }
    }
}

/// A connection beside the store's. SQLite is set up as the store sets it up: WAL, each commit flushed.
#[expect(clippy::disallowed_methods, reason = "a baseline must not go through the store that it is compared with")]
pub(crate) async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection> {
    let url = url.strip_prefix("sqlite:").map_or_else(|| url.to_owned(), |file| format!("sqlite://{file}?mode=rw"));
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).sqlx_logging(false).test_before_acquire(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("busy_timeout", "10000")
            .pragma("cache_size", "-16000")
            .pragma("mmap_size", "268435456")
            .pragma("temp_store", "MEMORY")
    });
    Ok(sea_orm::Database::connect(options).await?)
}

/// The board's sums, today or as known at an instant.
pub(crate) async fn board(db: &DatabaseConnection, way: Way, period: Period, level: Level, as_of: Option<DateTime<Utc>>) -> Result<Answer> {
    let (columns, group) = match way {
        Way::Conditional => (conditional_columns(period), "unit"),
        Way::Grouped => (
            r#"unit, kind, period, cohort, class, origin, opening, CAST(SUM("count") AS BIGINT) AS n, CAST(SUM(amount) AS BIGINT) AS a"#
                .to_owned(),
            "unit, kind, period, cohort, class, origin, opening",
        ),
    };
    let all = spans(period);
    let (from, to) = (all.iter().map(|span| span.from.key()).min().unwrap_or(0), all.iter().map(|span| span.to.key()).max().unwrap_or(0));
    let (known, values) = as_of.map_or(("", Vec::new()), |at| (" AND known_at <= $1", vec![at.into()]));
    let sql = format!(
        r#"SELECT {columns} FROM posting WHERE level = {} AND "view" = {} AND period BETWEEN {from} AND {to}{known} GROUP BY {group}"#,
        level.number(),
        View::Location.number()
    );
    let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    let mut answer = Answer::new();
    for row in rows {
        let unit: i32 = row.try_get("", "unit")?;
        let line = answer.entry(unit).or_default();
        match way {
            Way::Conditional => {
                for (place, sums) in line.iter_mut().enumerate() {
                    let mut parts = [0; PARTS];
                    for (part, value) in parts.iter_mut().enumerate() {
                        *value = row.try_get("", &format!("v{place}_{part}"))?;
                    }
                    *sums = Sums::of(parts);
                }
            }
            Way::Grouped => add(line, &row, period)?,
        }
    }
    answer.retain(|_, line| line.iter().any(|sums| sums.parts() != [0; PARTS]));
    Ok(answer)
}

fn conditional_columns(period: Period) -> String {
    let contract = format!("class NOT IN ({}, {})", Class::FrameworkAgreement.number(), Class::LetterOfIntent.number());
    let mut columns = vec!["unit".to_owned()];
    for (place, span) in spans(period).into_iter().enumerate() {
        let within = |column: &str| format!("{column} BETWEEN {} AND {}", span.from.key(), span.to.key());
        let (signed, started, funds) = (
            format!("kind = {} AND {}", ClaimKind::Signed.number(), within("period")),
            format!("kind = {} AND {}", ClaimKind::Started.number(), within("period")),
            // An opening balance is in cumulative figures alone.
            format!(
                "kind = {} AND {}{}",
                ClaimKind::FundsPaidIn.number(),
                within("period"),
                if place % 2 == 0 { " AND NOT opening" } else { "" }
            ),
        );
        let same_year = format!(
            "kind = {} AND cohort / 100 = period / 100 AND {}",
            ClaimKind::Started.number(),
            within("(CASE WHEN cohort > period THEN cohort ELSE period END)")
        );
        let parts = [
            (signed.clone(), "\"count\""),
            (format!("{signed} AND {contract}"), "amount"),
            (started, "\"count\""),
            (same_year, "\"count\""),
            (funds.clone(), "amount"),
            (format!("{funds} AND origin = {}", OriginScope::OutOfProvince.number()), "amount"),
        ];
        for (part, (condition, value)) in parts.into_iter().enumerate() {
            columns.push(format!("CAST(SUM(CASE WHEN {condition} THEN {value} ELSE 0 END) AS BIGINT) AS v{place}_{part}"));
        }
    }
    columns.join(", ")
}

/// Adds a group to the board's sums.
fn add(line: &mut [Sums; 4], row: &QueryResult, period: Period) -> Result<()> {
    let (kind, class, origin): (i16, i16, i16) = (row.try_get("", "kind")?, row.try_get("", "class")?, row.try_get("", "origin")?);
    let (booked, cohort): (i32, i32) = (row.try_get("", "period")?, row.try_get("", "cohort")?);
    let (opening, count, amount): (bool, i64, i64) = (row.try_get("", "opening")?, row.try_get("", "n")?, row.try_get("", "a")?);
    for (place, (sums, span)) in line.iter_mut().zip(spans(period)).enumerate() {
        let within = |month: i32| (span.from.key()..=span.to.key()).contains(&month);
        if kind == ClaimKind::Started.number() && cohort / 100 == booked / 100 && within(cohort.max(booked)) {
            sums.started_same_year += count;
        }
        if !within(booked) {
            continue;
        }
        if kind == ClaimKind::Signed.number() {
            sums.signed += count;
            let contract = class != Class::FrameworkAgreement.number() && class != Class::LetterOfIntent.number();
            sums.contract += if contract { amount } else { 0 };
        } else if kind == ClaimKind::Started.number() {
            sums.started += count;
        } else if kind == ClaimKind::FundsPaidIn.number() && !(opening && place % 2 == 0) {
            sums.funds += amount;
            sums.funds_out += if origin == OriginScope::OutOfProvince.number() { amount } else { 0 };
        }
    }
    Ok(())
}
