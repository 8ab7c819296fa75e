//! A page of the project list with its exact total, beside the query that an ORM's user would write.

use anyhow::{Result, ensure};
use app::App;
use app::list::ListQuery;
use app::project::list;
use domain::list::Condition;
use domain::project::Stage;
use sea_orm::{ConnectionTrait, Statement};

use crate::board::caller;
use crate::generator::city_code;
use crate::naive;
use crate::prepare::Ground;
use crate::runner::{Goal, Line, Unit, time};

/// Newest first, 20 rows and the total, of the busiest city's projects in one stage. The goal is one of requests over
/// HTTP: here the use case is measured, and not judged.
pub(crate) async fn row(ground: &Ground) -> Result<Vec<Line>> {
    let app = App::new(ground.open().await?);
    let caller = caller(&app).await?;
    let conditions = vec![Condition::below("org", &city_code(0)), Condition::one_of("stage", [Stage::Started.code()])];
    let query = ListQuery { filter: conditions.into(), limit: 20, ..ListQuery::default() };
    let db = naive::connect(&ground.url, 1).await?;
    let backend = db.get_database_backend();
    let joined = format!(
        "FROM project p JOIN org o ON o.id = p.org JOIN org_closure c ON c.descendant = o.id JOIN org a ON a.id = c.ancestor \
         WHERE a.code = '{}' AND p.live AND p.stage = {}",
        city_code(0),
        Stage::Started.number()
    );
    let plain = async || -> Result<i64> {
        let rows =
            db.query_all_raw(Statement::from_string(backend, format!("SELECT p.* {joined} ORDER BY p.updated_at DESC LIMIT 20"))).await?;
        ensure!(rows.len() == 20, "{} rows", rows.len());
        let total = db.query_one_raw(Statement::from_string(backend, format!("SELECT COUNT(*) AS n {joined}"))).await?;
        Ok(total.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
    };
    let page = list(&app, &caller, &query).await?;
    ensure!(i64::try_from(page.total) == Ok(plain().await?), "the totals differ");
    let ours = time(async || Ok(list(&app, &caller, &query).await?)).await?;
    let theirs = time(plain).await?;
    app.store.close().await?;
    let baseline = Some(("join, ORDER BY, COUNT(*); rows of the table alone".to_owned(), theirs));
    let what = "project list, 20 rows and total (use case, not HTTP)".to_owned();
    Ok(vec![Line { what, ours, unit: Unit::Milliseconds, baseline, goal: Goal::default() }])
}
