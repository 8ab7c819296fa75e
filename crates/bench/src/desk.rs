//! The import desk on a ledger of 100,000 rows: previewed, looked through, compared, committed, undone, while somebody
//! else looks at the list of projects.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use app::import::{CommitOptions, Effect, NewFile, Reasons, RowQuery, bring_in, commit, differences, rows, undo};
use app::list::ListQuery;
use app::{App, Caller};
use store::Engine;
use tokio::task::JoinHandle;

use crate::board::caller;
use crate::child::{self, Outcome, Watch};
use crate::generator::last_month;
use crate::prepare::{Ground, busiest_unit, open};
use crate::runner::{Goal, Line, Median, Unit, milliseconds};
use crate::workbook::{ROWS, file, line, openpyxl, processes};

/// How long the list is watched while nothing else goes on.
const IDLE: Duration = Duration::from_secs(2);
/// Between two looks at the list.
const PAUSE: Duration = Duration::from_millis(10);

/// Somebody who looks at the first page of the projects again and again.
struct Onlooker {
    over: Arc<AtomicBool>,
    looks: JoinHandle<Result<Vec<f64>>>,
}

impl Onlooker {
    fn start(app: &App, caller: &Caller) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let (app, caller, until) = (app.clone(), caller.clone(), over.clone());
        let looks = tokio::spawn(async move {
            let mut times = Vec::new();
            while !until.load(Ordering::Relaxed) {
                let started = Instant::now();
                app::project::list(&app, &caller, &ListQuery { limit: 20, ..ListQuery::default() }).await?;
                times.push(milliseconds(started.elapsed()));
                tokio::time::sleep(PAUSE).await;
            }
            Ok(times)
        });
        Self { over, looks }
    }

    /// The median of the looks, in milliseconds.
    async fn end(self) -> Result<f64> {
        self.over.store(true, Ordering::Relaxed);
        Ok(Median::of(self.looks.await??).value)
    }
}

/// In a process of its own: previews, a page, the differences, the commit, the list while nothing goes on and until then,
/// the undo.
pub(crate) async fn import(url: &str, file: &Path) -> Result<Outcome> {
    let app = App::new(open(url).await?);
    let caller = caller(&app).await?;
    let new = NewFile {
        file_name: "ledger.xlsx".to_owned(),
        content: std::fs::read(file)?,
        period: last_month(),
        org: busiest_unit(),
        history: false,
    };
    let onlooker = Onlooker::start(&app, &caller);
    tokio::time::sleep(IDLE).await;
    let idle = onlooker.end().await?;
    let watch = Watch::start();
    let onlooker = Onlooker::start(&app, &caller);
    let started = Instant::now();
    let id = bring_in(&app, &caller, new).await?.import.id;
    let previewed = milliseconds(started.elapsed());
    let started = Instant::now();
    let page = rows(&app, &caller, id, &RowQuery::default(), ROWS as usize / 2, 100).await?;
    let looked = milliseconds(started.elapsed());
    ensure!(page.rows.len() == 100, "{} rows on a page", page.rows.len());
    let started = Instant::now();
    loop {
        let found = differences(&app, &caller, id, 0, 100, Duration::from_secs(1)).await?;
        if matches!(found.effect, Effect::Known(_)) {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    let compared = milliseconds(started.elapsed());
    let started = Instant::now();
    let view = commit(&app, &caller, id, CommitOptions { reasons: Reasons::for_all("测算"), ..CommitOptions::default() }).await?;
    let committed = milliseconds(started.elapsed());
    let meanwhile = onlooker.end().await?;
    let memory = watch.mebibytes();
    let rows = usize::try_from(view.import.rows).unwrap_or(0);
    ensure!(rows == ROWS as usize, "{rows} rows were committed");
    let started = Instant::now();
    undo(&app, &caller, id, "测算").await?;
    let undone = milliseconds(started.elapsed());
    app.store.close().await?;
    Ok(Outcome { rows, milliseconds: vec![previewed, looked, compared, committed, undone, idle, meanwhile], mebibytes: memory })
}

/// Bringing the workbook in, on a database that holds everything else.
pub(crate) async fn importing(ground: &Ground, folder: &Path) -> Result<Vec<Line>> {
    let file = file(folder)?;
    let path = file.to_string_lossy().into_owned();
    let once = || child::run(&["child-import", &ground.writable(folder)?, &path]);
    let (steps, memory) = if ground.engine == Engine::Sqlite {
        processes(once).await?
    } else {
        // Its database cannot be had anew: a second import of the file would find everything there.
        let outcome = once()?;
        (outcome.milliseconds.iter().map(|value| Median::of(vec![*value])).collect(), Median::of(vec![outcome.mebibytes]))
    };
    let [previewed, looked, compared, committed, undone, idle, meanwhile] = steps.as_slice() else { return Ok(Vec::new()) };
    let openpyxl = openpyxl(&file).await?.map(|(time, _)| ("openpyxl read_only, cells alone", time));
    let goal = if ground.engine == Engine::Sqlite { 8_000.0 } else { 15_000.0 };
    let time = |what: &str, ours: &Median, goal: Goal| line(what, *ours, Unit::Milliseconds, None, goal);
    Ok(vec![
        line("import 100,000 rows: read and previewed", *previewed, Unit::Milliseconds, openpyxl, Goal::both(5_000.0, 3.0)),
        time("a page of 100 of its rows", looked, Goal::value(50.0)),
        time("its differences and their effect on the figures", compared, Goal::default()),
        time("import 100,000 rows: committed", committed, Goal::value(goal)),
        time("import 100,000 rows: undone", undone, Goal::default()),
        line(
            "another's project list until the commit is done",
            *meanwhile,
            Unit::Milliseconds,
            Some(("the same, idle", *idle)),
            Goal::ratio(0.2),
        ),
        line("import 100,000 rows: memory beyond idle", memory, Unit::Mebibytes, None, Goal::value(150.0)),
    ])
}
