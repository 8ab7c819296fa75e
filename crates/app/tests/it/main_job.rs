use app::bulletin::{FilePurpose, file, issue};
use app::import::{cell_window, commit};
use app::indicator::{BoardQuery, FigureQuery, SpanKind, board, figure_rows};
use domain::claim::{ClaimKind, Level};
use rstest::rstest;
use testkit::Engine;

use crate::ground::{ground, ledger, looked_at, sample};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn from_the_ledger_to_a_bulletin_in_which_every_figure_opens(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let view = ground.bring(&clerk, "141024", "2026-09", "洪洞县台账.xlsx", sample("ledger-sections.xlsx")).await.unwrap();
    let import = commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap().import.id;
    let reviewer = ground.person("reviewer").await;
    let outcome = app::claim::decide_import(&ground.app, &reviewer, import).await.unwrap();
    assert!(outcome.recognised > 100, "{outcome:?}");

    let leader = ground.person("leader").await;
    let period = "2026-09".parse().unwrap();
    let board = board(&ground.app, &leader, BoardQuery { period, level: Level::Recognised, as_of: None }).await.unwrap();
    for line in std::iter::once(&board.total).chain(&board.lines) {
        for indicator in board.indicators {
            let cell = line.values[indicator.code.as_str()];
            for (span, value) in
                SpanKind::ALL.into_iter().zip([cell.month, cell.cumulative, cell.last_year_month, cell.last_year_cumulative])
            {
                let query = FigureQuery {
                    indicator: indicator.code.clone(),
                    org: line.org.as_ref().map(|org| org.code.clone()),
                    period,
                    span,
                    level: Level::Recognised,
                    as_of: None,
                };
                let opened = figure_rows(&ground.app, &leader, query).await.unwrap();
                assert_eq!(opened.value, value, "{} {span:?}", indicator.code);
            }
        }
    }

    let query = FigureQuery {
        indicator: "funds".into(),
        org: Some("141024".into()),
        period,
        span: SpanKind::Cumulative,
        level: Level::Recognised,
        as_of: None,
    };
    let opened = figure_rows(&ground.app, &leader, query).await.unwrap();
    let row = opened.main.rows.iter().find(|row| row.claim.kind == ClaimKind::FundsPaidIn && !row.claim.opening).unwrap();
    assert_eq!(row.recognised.as_ref().unwrap().0, "测试reviewer");
    let source = &row.claim.source;
    let window =
        cell_window(&ground.app, &leader, source.import.unwrap(), source.sheet.as_deref().unwrap(), source.cell.as_deref().unwrap())
            .await
            .unwrap();
    assert_eq!(Some(window.raw.as_str()), source.raw.as_deref());
    assert!(window.rows.iter().any(|shown| shown.cells.iter().any(|cell| cell.raw == row.project.facts.name)), "{window:?}");
    assert!(window.rows.iter().any(|shown| shown.is_header));

    let office = ground.person("office").await;
    let bulletin = issue(&ground.app, &office, period, Level::Recognised).await.unwrap();
    let total = board.total.values["funds"].cumulative.unwrap();
    let printed = bulletin
        .model
        .figures
        .iter()
        .find(|figure| figure.indicator == "funds" && figure.org.is_none() && figure.span == "cumulative")
        .unwrap();
    assert_eq!(printed.text, domain::money::Fen(total).display_in(domain::money::Unit::Yi, 2));
    let told: Vec<String> = bulletin
        .model
        .paragraphs()
        .into_iter()
        .map(|paragraph| paragraph.pieces.into_iter().map(|(text, _)| text).collect::<String>())
        .collect();
    assert!(told.iter().any(|paragraph| paragraph.contains("全市新签约项目") && paragraph.contains("亿元")), "{told:?}");
    for purpose in [FilePurpose::Bulletin, FilePurpose::Annex] {
        let first = file(&ground.app, &office, bulletin.bulletin.id, purpose).await.unwrap();
        assert!(first.content.starts_with(b"PK"));
        // Printing again serves the stored file, whatever was recognised since.
        let again = file(&ground.app, &office, bulletin.bulletin.id, purpose).await.unwrap();
        assert_eq!(first.content, again.content);
    }
    assert_eq!(file(&ground.app, &clerk, bulletin.bulletin.id, FilePurpose::Annex).await.unwrap_err().code(), "not_found");
    file(&ground.app, &clerk, bulletin.bulletin.id, FilePurpose::Bulletin).await.unwrap();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_known_on_any_day_can_be_asked_for(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let mut known = Vec::new();
    for (day, total) in [("2026-10-02T02:00:00Z", 100), ("2026-10-05T02:00:00Z", 150), ("2026-11-03T02:00:00Z", 140)] {
        ground.store.clock.set(day);
        let row = format!("1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,,,{total}");
        let view = ground.bring(&clerk, "141024", "2026-09", "台账.csv", ledger(&[&row])).await.unwrap();
        commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap();
        known.push((day.parse::<chrono::DateTime<chrono::Utc>>().unwrap() + chrono::TimeDelta::hours(1), total));
    }
    let leader = ground.person("leader").await;
    for (as_of, total) in known {
        let query = BoardQuery { period: "2026-09".parse().unwrap(), level: Level::Reported, as_of: Some(as_of) };
        let board = board(&ground.app, &leader, query).await.unwrap();
        assert_eq!(board.total.values["funds"].cumulative, Some(total * 1_000_000), "{as_of}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn sums_are_those_of_the_record_and_stay_so_when_they_are_summed_anew(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let view = ground.bring(&clerk, "141024", "2026-09", "洪洞县台账.xlsx", sample("ledger-sections.xlsx")).await.unwrap();
    let import = commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap().import.id;
    app::claim::decide_import(&ground.app, &ground.person("reviewer").await, import).await.unwrap();
    let leader = ground.person("leader").await;
    let told = async || {
        let query = BoardQuery { period: "2026-09".parse().unwrap(), level: Level::Recognised, as_of: None };
        board(&ground.app, &leader, query).await.unwrap().total.values
    };
    let (before, command) = (told().await, store::Actor::system("命令行"));
    assert_eq!(app::sums::compare(&ground.app, &command).await.unwrap(), Vec::<String>::new());
    app::sums::rebuild(&ground.app, &command).await.unwrap();
    assert_eq!(app::sums::compare(&ground.app, &command).await.unwrap(), Vec::<String>::new());
    assert_eq!(told().await, before);
}
