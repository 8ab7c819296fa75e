//! What others published: growth from the first month, and never a figure of the record.

use app::external::{FigureDraft, PaperDraft, PaperView, file, paper, papers, record_figures, record_paper};
use app::indicator::{Base, BoardQuery, Cell, FigureQuery, PaceQuery, SpanKind, TrendQuery, board, figure_rows, pace, trend};
use app::{AppError, Caller};
use domain::claim::Level;
use rstest::rstest;
use testkit::Engine;

use crate::ground::{Ground, ground, ledger};

const CITY: &str = "141000";
const HONGTONG: &str = "141024";

fn bulletin(org: &str) -> PaperDraft {
    PaperDraft {
        org: org.to_owned(),
        title: "关于2025年1—9月招商引资工作情况的通报".to_owned(),
        document_no: Some("临招发〔2025〕18号".to_owned()),
        issuer: "临汾市招商局".to_owned(),
        issued_on: "2025-10-12".parse().unwrap(),
        file: Some(("通报.pdf".to_owned(), "application/pdf".to_owned(), b"%PDF".to_vec())),
    }
}

fn figure(org: &str, indicator: &str, text: &str) -> FigureDraft {
    FigureDraft {
        org: org.to_owned(),
        indicator: indicator.to_owned(),
        period: "2025-09".parse().unwrap(),
        cumulative: true,
        text: text.to_owned(),
        place: Some("附表1".to_owned()),
    }
}

/// 洪洞县 has reported 12 亿元 of funds and a signing up to September 2026.
async fn city(engine: Engine) -> (Ground, Caller) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let rows = ["1,甲项目,甲公司,,150000,2026.3.1,2026.5.1,20000,120000"];
    let view = ground.bring(&clerk, HONGTONG, "2026-09", "台账.csv", ledger(&rows)).await.unwrap();
    app::import::commit(&ground.app, &clerk, view.import.id, app::import::CommitOptions::default()).await.unwrap();
    let office = ground.person("office").await;
    (ground, office)
}

async fn cell(ground: &Ground, caller: &Caller, org: Option<&str>, indicator: &str, period: &str, as_of: Option<&str>) -> Cell {
    let query = BoardQuery { period: period.parse().unwrap(), level: Level::Reported, as_of: as_of.map(|at| at.parse().unwrap()) };
    let board = board(&ground.app, caller, query).await.unwrap();
    let line = match org {
        None => &board.total,
        Some(code) => board.lines.iter().find(|line| line.org.as_ref().is_some_and(|org| org.code == code)).unwrap(),
    };
    line.values[indicator]
}

async fn published(ground: &Ground, office: &Caller, figures: &[FigureDraft]) -> PaperView {
    let recorded = record_paper(&ground.app, office, bulletin(CITY)).await.unwrap();
    record_figures(&ground.app, office, recorded.paper.id, figures).await.unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn growth_works_from_the_first_month_with_what_was_published_and_says_so(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (ground, office) = city(engine).await;
    let before = cell(&ground, &office, Some(HONGTONG), "funds", "2026-09", None).await;
    assert_eq!((before.cumulative, before.growth, before.cumulative_base), (Some(120_000_000_000), None, Base::Record));

    published(&ground, &office, &[figure(HONGTONG, "funds", "10亿元"), figure(CITY, "funds", "200"), figure(CITY, "sign_cnt", "40")]).await;
    let after = cell(&ground, &office, Some(HONGTONG), "funds", "2026-09", None).await;
    assert_eq!((after.last_year_cumulative, after.growth), (Some(100_000_000_000), Some(2_000)));
    assert_eq!((after.cumulative_base, after.month_base), (Base::Published, Base::Record));
    assert_eq!(after.cumulative, before.cumulative, "the record's own figure is untouched");
    let total = cell(&ground, &office, None, "funds", "2026-09", None).await;
    assert_eq!((total.last_year_cumulative, total.growth), (Some(2_000_000_000_000), Some(-9_400)));

    let opened = figure_rows(
        &ground.app,
        &office,
        FigureQuery {
            indicator: "funds".to_owned(),
            org: Some(HONGTONG.to_owned()),
            period: "2026-09".parse().unwrap(),
            span: SpanKind::LastYearCumulative,
            level: Level::Reported,
            as_of: None,
        },
    )
    .await
    .unwrap();
    assert_eq!((opened.base, opened.value, opened.recorded), (Base::Published, Some(100_000_000_000), Some(0)));
    assert!(opened.main.rows.is_empty());
    let [told] = opened.published.as_slice() else { panic!("{:?}", opened.published) };
    assert_eq!((told.figure.raw.as_str(), told.figure.place.as_deref()), ("10亿元", Some("附表1")));
    assert_eq!(told.paper.document_no.as_deref(), Some("临招发〔2025〕18号"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn published_figures_never_count_in_the_months_that_they_are_about(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (ground, office) = city(engine).await;
    published(&ground, &office, &[figure(HONGTONG, "funds", "10"), figure(CITY, "funds", "200")]).await;
    for org in [Some(HONGTONG), None] {
        let own = cell(&ground, &office, org, "funds", "2025-09", None).await;
        assert_eq!((own.cumulative, own.month), (Some(0), Some(0)));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn charts_say_what_the_board_of_each_month_says(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (ground, office) = city(engine).await;
    let december = FigureDraft { period: "2025-12".parse().unwrap(), ..figure(HONGTONG, "funds", "16") };
    published(&ground, &office, &[figure(HONGTONG, "funds", "10"), figure(CITY, "funds", "200")]).await;
    let yearly = PaperDraft { issued_on: "2026-01-12".parse().unwrap(), ..bulletin(CITY) };
    let yearly = record_paper(&ground.app, &office, yearly).await.unwrap();
    record_figures(&ground.app, &office, yearly.paper.id, &[december]).await.unwrap();
    let (period, level) = ("2026-09".parse().unwrap(), Level::Reported);
    for (indicator, org) in [("funds", None), ("funds", Some(HONGTONG)), ("start_rate", Some(HONGTONG))] {
        let query = TrendQuery { indicator: indicator.to_owned(), org: org.map(str::to_owned), period, level, as_of: None };
        let told = trend(&ground.app, &office, query).await.unwrap();
        for point in &told.points {
            let cell = cell(&ground, &office, org, indicator, &point.period.to_string(), None).await;
            assert_eq!(
                (point.last_year_month, point.last_year_cumulative),
                (cell.last_year_month, cell.last_year_cumulative),
                "{indicator} {org:?} {}",
                point.period
            );
            if point.period <= period {
                assert_eq!((point.month, point.cumulative), (cell.month, cell.cumulative), "{indicator} {org:?} {}", point.period);
            }
            if point.period == period {
                assert_eq!(told.growth, cell.growth);
            }
        }
        assert_eq!(told.points.len(), 12);
    }
    let query = PaceQuery { indicator: "funds".to_owned(), period, level, as_of: None };
    let told = pace(&ground.app, &office, query).await.unwrap();
    let hongtong = told.lines.iter().find(|line| line.org.as_ref().is_some_and(|org| org.code == HONGTONG)).unwrap();
    assert_eq!((hongtong.value, hongtong.last_year, hongtong.pace), (Some(120_000_000_000), Some(160_000_000_000), Some(120_000_000_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_total_takes_the_citys_own_figure_or_all_of_the_units_but_never_a_part_of_them() {
    let (ground, office) = city(Engine::Sqlite).await;
    let view = published(&ground, &office, &[figure(HONGTONG, "funds", "10")]).await;
    let partial = cell(&ground, &office, None, "funds", "2026-09", None).await;
    assert_eq!((partial.last_year_cumulative, partial.growth, partial.cumulative_base), (None, None, Base::Partial));
    let others = [figure("141023", "funds", "5"), figure("HMJKQ", "funds", "3.5")];
    record_figures(&ground.app, &office, view.paper.id, &others).await.unwrap();
    let summed = cell(&ground, &office, None, "funds", "2026-09", None).await;
    assert_eq!((summed.last_year_cumulative, summed.cumulative_base), (Some(185_000_000_000), Base::Published));
    record_figures(&ground.app, &office, view.paper.id, &[figure(CITY, "funds", "19")]).await.unwrap();
    let own = cell(&ground, &office, None, "funds", "2026-09", None).await;
    assert_eq!(own.last_year_cumulative, Some(190_000_000_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_is_corrected_and_taken_back_by_newer_ones_and_what_was_known_can_be_asked_for() {
    let (ground, office) = city(Engine::Sqlite).await;
    let view = published(&ground, &office, &[figure(HONGTONG, "funds", "10")]).await;
    let first = view.figures[0].figure.recorded_at;
    for text in ["8", ""] {
        ground.store.clock.advance(chrono::TimeDelta::minutes(1));
        record_figures(&ground.app, &office, view.paper.id, &[figure(HONGTONG, "funds", text)]).await.unwrap();
    }
    let now = cell(&ground, &office, Some(HONGTONG), "funds", "2026-09", None).await;
    assert_eq!((now.last_year_cumulative, now.cumulative_base), (Some(0), Base::Record));
    let then = cell(&ground, &office, Some(HONGTONG), "funds", "2026-09", Some(&first.to_rfc3339())).await;
    assert_eq!(then.last_year_cumulative, Some(100_000_000_000));
    let all = paper(&ground.app, &office, view.paper.id).await.unwrap();
    let stands: Vec<bool> = all.figures.iter().map(|figure| figure.stands).collect();
    assert_eq!(stands, [false, false, false]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_by_field_and_nothing_is_kept() {
    let (ground, office) = city(Engine::Sqlite).await;
    let view = record_paper(&ground.app, &office, bulletin(CITY)).await.unwrap();
    let late = FigureDraft { period: "2025-12".parse().unwrap(), ..figure(CITY, "funds", "1") };
    let drafts =
        [figure(CITY, "funds", "200"), figure("141099", "funds", "1"), figure(CITY, "nothing", "1"), figure(CITY, "funds", "许多"), late];
    let Err(AppError::Invalid(errors)) = record_figures(&ground.app, &office, view.paper.id, &drafts).await else { panic!() };
    let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
    assert_eq!(pointers, ["/figures/1/org", "/figures/2/indicator", "/figures/3/text", "/figures/4/period"]);
    assert!(paper(&ground.app, &office, view.paper.id).await.unwrap().figures.is_empty());
    let nameless = PaperDraft { title: " ".to_owned(), issued_on: "2030-01-01".parse().unwrap(), ..bulletin(CITY) };
    let Err(AppError::Invalid(errors)) = record_paper(&ground.app, &office, nameless).await else { panic!() };
    assert_eq!(errors.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_county_sees_its_own_figures_with_their_paper_and_records_for_no_other() {
    let (ground, office) = city(Engine::Sqlite).await;
    let view = published(&ground, &office, &[figure(HONGTONG, "funds", "10"), figure("141023", "funds", "5")]).await;
    let clerk = ground.person("hongtong").await;
    let own = cell(&ground, &clerk, None, "funds", "2026-09", None).await;
    assert_eq!(own.last_year_cumulative, Some(100_000_000_000), "the total of one unit is that unit");
    assert!(matches!(paper(&ground.app, &clerk, view.paper.id).await, Err(AppError::NotFound)));
    assert!(papers(&ground.app, &clerk, None, 10).await.unwrap().items.is_empty());
    assert!(matches!(record_paper(&ground.app, &clerk, bulletin(HONGTONG)).await, Err(AppError::Forbidden(_))));
    let (name, _, content) = file(&ground.app, &office, view.paper.id).await.unwrap();
    assert_eq!((name.as_str(), content.as_slice()), ("通报.pdf", b"%PDF".as_slice()));
}
