//! The board, today and as known on a past day, beside plain sums over the postings.

use std::collections::BTreeMap;

use access::{Permission, Range, Scope};
use anyhow::{Result, bail};
use app::indicator::{Board, BoardQuery, Cell, percent};
use app::{App, Caller};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::claim::Level;
use domain::ids::UserId;
use domain::period::beijing_midnight;
use store::{Engine, Rows};

use crate::generator::{Scale, TOP, last_month};
use crate::naive::{self, Answer, Sums, Way};
use crate::prepare::Ground;
use crate::runner::{Goal, Line, Median, Unit, time};

/// A person of the top who may do everything, and sees every unit through the ordinary scope.
pub(crate) async fn caller(app: &App) -> Result<Caller> {
    let top = Rows::<store::org::Org>::visible_to(&Scope::system("性能测量:以最上级用户的身份查询"));
    let org = top.by_code(&app.store.read(), TOP).await?.id;
    let user = UserId(uuid::Uuid::from_u128(1));
    Ok(Caller {
        user,
        account: "bench".to_owned(),
        name: "性能测量".to_owned(),
        org,
        roles: Vec::new(),
        permissions: Permission::ALL.iter().copied().collect(),
        scope: Scope::for_user(user, &[Range::Subtree], org, org),
        must_change_password: false,
        request_id: None,
        address: None,
    })
}

/// The end of a day in Beijing.
fn end_of(day: NaiveDate) -> DateTime<Utc> {
    beijing_midnight(day + TimeDelta::days(1)) - TimeDelta::microseconds(1)
}

/// The past days whose boards are checked: the middle, the first and the last of months, new and old.
fn past_days() -> Result<Vec<DateTime<Utc>>> {
    ["2026-08-17", "2026-09-16", "2026-09-01", "2026-06-30", "2025-12-31", "2026-02-14", "2025-10-15"]
        .iter()
        .map(|day| Ok(end_of(day.parse()?)))
        .collect()
}

fn query(as_of: Option<DateTime<Utc>>) -> BoardQuery {
    BoardQuery { period: last_month(), level: Level::Recognised, as_of }
}

/// The goals for the board of today and of a past day.
const fn goals(engine: Engine, scale: Scale) -> (Goal, Goal) {
    match (engine, scale) {
        (Engine::Sqlite, Scale::L) => (Goal::both(5.0, 2_000.0), Goal::value(20.0)),
        (Engine::Sqlite, _) => (Goal::both(5.0, 200.0), Goal::value(10.0)),
        (Engine::Postgres, Scale::L) => (Goal::both(5.0, 150.0), Goal::value(40.0)),
        (Engine::Postgres, _) => (Goal::both(5.0, 25.0), Goal::value(20.0)),
    }
}

/// The board today.
pub(crate) async fn today(ground: &Ground) -> Result<Vec<Line>> {
    row(ground, "board today", &[None], goals(ground.engine, ground.scale).0).await
}

/// The board as known on a past day in the middle of a month.
pub(crate) async fn as_of(ground: &Ground) -> Result<Vec<Line>> {
    let days: Vec<_> = past_days()?.into_iter().map(Some).collect();
    row(ground, "board as known on 2026-08-17", &days, goals(ground.engine, ground.scale).1).await
}

/// Compares every day's board with the plain sums, then measures the first.
async fn row(ground: &Ground, what: &str, days: &[Option<DateTime<Utc>>], goal: Goal) -> Result<Vec<Line>> {
    let app = App::new(ground.open().await?);
    let caller = caller(&app).await?;
    let db = naive::connect(&ground.url, 1).await?;
    for day in days {
        let board = app::indicator::board(&app, &caller, query(*day)).await?;
        for way in Way::ALL {
            let plain = naive::board(&db, way, last_month(), Level::Recognised, *day).await?;
            compare(&board, &plain)?;
        }
    }
    let measured = days.first().copied().flatten();
    let ours = time(async || Ok(app::indicator::board(&app, &caller, query(measured)).await?)).await?;
    let mut theirs: Vec<(String, Median)> = Vec::new();
    for way in Way::ALL {
        let median = time(async || naive::board(&db, way, last_month(), Level::Recognised, measured).await).await?;
        eprintln!("  {what}: {} {:.1} ms", way.label(), median.value);
        theirs.push((way.label().to_owned(), median));
    }
    app.store.close().await?;
    db.close().await?;
    // The better of the plain ways is the one to beat.
    let baseline = theirs.into_iter().min_by(|a, b| a.1.value.total_cmp(&b.1.value));
    Ok(vec![Line { what: what.to_owned(), ours, unit: Unit::Milliseconds, baseline, goal }])
}

/// From opening the database to the first board.
pub(crate) async fn start(ground: &Ground) -> Result<Vec<Line>> {
    let ours = time(async || {
        let app = App::new(ground.open().await?);
        let board = app::indicator::board(&app, &caller(&app).await?, query(None)).await?;
        app.store.close().await?;
        Ok(board)
    })
    .await?;
    let theirs = time(async || {
        let db = naive::connect(&ground.url, 1).await?;
        let answer = naive::board(&db, Way::Grouped, last_month(), Level::Recognised, None).await?;
        db.close().await?;
        Ok(answer)
    })
    .await?;
    let goal = Goal::value(if ground.scale == Scale::L { 1_000.0 } else { 400.0 });
    let baseline = Some(("connect and plain GROUP BY".to_owned(), theirs));
    Ok(vec![Line { what: "start to first board".to_owned(), ours, unit: Unit::Milliseconds, baseline, goal }])
}

/// A board that differs from the plain sums by a fen is no answer at all.
fn compare(board: &Board, plain: &Answer) -> Result<()> {
    let mut total = [Sums::default(); 4];
    for line in &board.lines {
        let Some(org) = &line.org else { continue };
        let sums = plain.get(&org.number).copied().unwrap_or_default();
        compare_line(&org.name, &line.values, &sums)?;
        for (total, sums) in total.iter_mut().zip(sums) {
            total.signed += sums.signed;
            total.contract += sums.contract;
            total.started += sums.started;
            total.started_same_year += sums.started_same_year;
            total.funds += sums.funds;
            total.funds_out += sums.funds_out;
        }
    }
    if total == [Sums::default(); 4] {
        bail!("看板是空的,没有可以比较的 the board is empty: there is nothing to compare");
    }
    compare_line("total", &board.total.values, &total)
}

fn compare_line(name: &str, values: &BTreeMap<&'static str, Cell>, sums: &[Sums; 4]) -> Result<()> {
    let rate = |sums: Sums| percent(sums.started_same_year, sums.signed);
    let wanted: [(&str, [Option<i64>; 4]); 6] = [
        ("sign_cnt", sums.map(|sums| Some(sums.signed))),
        ("sign_amt", sums.map(|sums| Some(sums.contract))),
        ("start_cnt", sums.map(|sums| Some(sums.started))),
        ("start_rate", [None, rate(sums[1]), None, rate(sums[3])]),
        ("funds", sums.map(|sums| Some(sums.funds))),
        ("funds_xprov", sums.map(|sums| Some(sums.funds_out))),
    ];
    for (code, plain) in wanted {
        let cell = values.get(code).copied().unwrap_or_default();
        let ours = [cell.month, cell.cumulative, cell.last_year_month, cell.last_year_cumulative];
        if ours != plain {
            bail!("看板与逐条合计不符 board and plain sums differ: {name} {code}: {ours:?}, plain {plain:?}");
        }
    }
    Ok(())
}
