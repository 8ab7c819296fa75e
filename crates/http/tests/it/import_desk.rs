//! The desk of an import: what is wrong in a ledger is mended there, and the figures come out as they are.

use rstest::rstest;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};
use sheets::Limits;
use sheets::book::{Book, CellPos, Value as Stored};
use testkit::Engine;

use crate::site::{Person, site};

const LEDGER: &[u8] = include_bytes!("../../../sheets/tests/data/ledger-sections.xlsx");
/// 万元 of the ledger as it should be: total investment, and funds of the year.
const TRUTH: (i64, i64) = (2_147_700, 139_140);
const DUPLICATE: [&str; 5] = ["5", "联创冷链仓储物流园项目", "郑州联创物流有限公司", "91410100MAMCY7W22X", "郑州"];

/// A copy of a workbook's first sheet, with some cells saying something else.
fn copy_with(bytes: &[u8], changes: &[(&str, &str)]) -> Vec<u8> {
    let book = Book::open(bytes, "台账.xlsx", &Limits::default()).unwrap();
    let from = book.sheets().next().unwrap();
    let mut copy = Workbook::new();
    let to = copy.add_worksheet();
    to.set_name(from.name().to_string()).unwrap();
    let date = Format::new().set_num_format("yyyy/m/d");
    for area in from.merges() {
        to.merge_range(area.first.row, area.first.col, area.last.row, area.last.col, "", &Format::new()).unwrap();
    }
    let untouched = |cell: &sheets::book::Cell<'_>| changes.iter().all(|(at, _)| *at != cell.pos().to_string());
    for cell in from.rows().flat_map(sheets::book::Row::cells).filter(untouched) {
        let CellPos { row, col } = cell.pos();
        match cell.value() {
            Stored::Number(number) => to.write_number(row, col, number.to_string().parse::<f64>().unwrap()).unwrap(),
            Stored::Date { moment: Some(moment), .. } => {
                let day = moment.format("%Y-%m-%d").to_string();
                to.write_datetime_with_format(row, col, ExcelDateTime::parse_from_str(&day).unwrap(), &date).unwrap()
            }
            _ => to.write_string(row, col, cell.raw()).unwrap(),
        };
    }
    for (cell, text) in changes {
        let CellPos { row, col } = cell.parse().unwrap();
        match text.parse::<f64>() {
            Ok(number) => to.write_number(row, col, number).unwrap(),
            Err(_) => to.write_string(row, col, *text).unwrap(),
        };
    }
    copy.save_to_buffer().unwrap()
}

/// The ledger with an error of each kind in it.
fn with_errors() -> Vec<u8> {
    let mut changes = vec![
        ("K57", "8800000"),    // in yuan among amounts in 万元
        ("H7", "210000000"),   // the same, and absurd
        ("I9", "2026.13.45"),  // no such date
        ("H10", "详见合同"),   // text where money should be
        ("E11", "疏州"),       // a place that nobody knows
        ("B12", ""),           // no name
        ("I14", "2026.11.23"), // after the period
        ("L43", "10000"),      // more in the month than in the year
        ("K44", "-520"),       // negative
        ("K46", "17000"),      // more than the project costs
    ];
    // The last project again.
    changes.extend(["A74", "B74", "C74", "D74", "E74"].into_iter().zip(DUPLICATE));
    changes.extend([("H74", "3200"), ("I74", "2025.2.17")]);
    copy_with(LEDGER, &changes)
}

/// An import on somebody's desk.
struct Desk<'a> {
    person: &'a Person<'a>,
    id: String,
}

impl Desk<'_> {
    async fn show(&self) -> Value {
        self.person.get(&format!("/imports/{}", self.id)).await.ok()
    }

    async fn mend(&self, mut what: Value) -> Value {
        what["version"] = self.show().await["version"].clone();
        self.person.post(&format!("/imports/{}/mends", self.id), &what).await.ok()
    }

    async fn turn(&self, way: &str) -> Value {
        let version = self.show().await["version"].clone();
        self.person.post(&format!("/imports/{}/mends/{way}", self.id), &json!({ "version": version })).await.ok()
    }

    /// The row of the sheet, as people count.
    async fn row(&self, number: u64) -> Value {
        let rows = self.person.get(&format!("/imports/{}/rows?limit=500", self.id)).await.ok();
        rows["items"].as_array().unwrap().iter().find(|row| row["row"] == number).unwrap_or_else(|| panic!("no row {number}")).clone()
    }

    async fn edit(&self, row: u64, field: &str, text: &str) -> Value {
        let index = self.row(row).await["index"].clone();
        self.mend(json!({ "changes": [{ "index": index, "field": field, "text": text }] })).await
    }

    async fn group(&self, rule: &str, kind: &str, value: Option<&str>) -> Value {
        self.mend(json!({ "group": { "rule": rule, "kind": kind, "value": value } })).await
    }
}

fn rules(of: &Value) -> Vec<&str> {
    of["groups"].as_array().unwrap().iter().map(|group| group["rule"].as_str().unwrap()).collect()
}

fn fen(wan: i64) -> Value {
    json!((wan * 1_000_000).to_string())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_with_an_error_of_each_kind_is_mended_at_the_desk_and_its_figures_are_the_truth(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let site = site(engine).await;
    let clerk = site.person("clerk").await;
    let read = clerk.upload("141024", "2026-09", "台账.xlsx", &with_errors()).await.ok();
    let desk = Desk { person: &clerk, id: read["id"].as_str().unwrap().to_owned() };
    let found = rules(&read);
    for rule in [
        "magnitude",
        "unit_slip",
        "impossible_date",
        "not_an_amount",
        "unknown_origin",
        "missing_name",
        "future_date",
        "cumulative_below_part",
        "negative_amount",
        "funds_over_total",
        "duplicate_row",
    ] {
        assert!(found.contains(&rule), "{rule} is not among {found:?}");
    }
    assert_ne!(read["total_investment"], fen(TRUTH.0));
    let refused = clerk.post(&format!("/imports/{}/commit", desk.id), &json!({})).await;
    assert!(
        refused.json()["errors"].as_array().unwrap().iter().any(|error| error["pointer"] == "/reasons/unit_slip"),
        "{}",
        refused.json()
    );

    desk.group("unit_slip", "divide_10000", None).await;
    let divided = desk.group("magnitude", "divide_10000", None).await;
    assert_eq!(divided["rows"][0]["cells"]["total_investment"]["text"], "21000万元");
    assert_eq!(divided["rows"][0]["cells"]["total_investment"]["raw"], "210000000");
    desk.group("unknown_origin", "set_text", Some("苏州")).await;
    desk.group("duplicate_row", "same", None).await;
    desk.edit(12, "project_name", "众诚中药饮片及口服制剂生产线项目").await;
    desk.edit(14, "signed_on", "2026.9.23").await;
    desk.edit(43, "funds_of_month:2026-09", "1000").await;
    desk.edit(44, "funds_year_to_date", "520").await;
    let mended = desk.edit(46, "funds_year_to_date", "1700").await;
    assert_eq!(mended["can_undo_mend"], true);

    // What is left is mended in the workbook of errors.
    let workbook = clerk.get(&format!("/imports/{}/errors.xlsx", desk.id)).await.body;
    let errors = Book::open(&workbook, "错误行.xlsx", &Limits::default()).unwrap();
    let sheet = errors.sheets().next().unwrap();
    let header = sheet.rows().find(|row| row.cells().any(|cell| cell.raw() == "错误说明")).unwrap();
    let column = |label: &str| header.cells().find(|cell| cell.raw() == label).unwrap().pos().col;
    let row_of = |name: &str| sheet.rows().find(|row| row.cells().any(|cell| cell.raw() == name)).unwrap();
    let (date_row, amount_row) = (row_of("华拓建筑垃圾资源化利用项目"), row_of("启明年产3万吨高纯氧化铝新材料项目"));
    assert!(amount_row.cells().next().unwrap().raw().contains("详见合同"), "the error is told");
    assert!(sheet.is_column_hidden(column("台账位置(请勿修改)")));
    let at = |row: u32, column: u16| CellPos { row, col: column }.to_string();
    let (date_cell, amount_cell) = (at(date_row.index(), column("签约日期")), at(amount_row.index(), column("总投资")));
    let answer = clerk
        .send_file(
            &format!("/imports/{}/errors", desk.id),
            "错误行.xlsx",
            &copy_with(&workbook, &[(&date_cell, "2026.5.7"), (&amount_cell, "250000")]),
        )
        .await
        .ok();
    assert_eq!((answer["applied"].as_i64(), answer["still_wrong"].as_i64()), (Some(2), Some(0)), "{answer}");

    let clean = desk.show().await;
    assert_eq!(clean["tabs"]["errors"], 0, "{:?}", clean["groups"]);
    assert_eq!((&clean["total_investment"], &clean["funds_year_to_date"]), (&fen(TRUTH.0), &fen(TRUTH.1)), "{:?}", clean["groups"]);
    // The sums that the ledger states hold again.
    let told: Vec<&str> = clean["problems"].as_array().unwrap().iter().map(|problem| problem["rule"].as_str().unwrap()).collect();
    assert!(!told.contains(&"subtotal_mismatch") && !told.contains(&"count_mismatch"), "{:?}", clean["problems"]);

    let differences = clerk.get(&format!("/imports/{}/differences", desk.id)).await.ok();
    assert_eq!((differences["added"].as_i64(), differences["updated"].as_i64()), (Some(64), Some(0)));
    let funds = differences["unit_figures"].as_array().unwrap().iter().find(|figure| figure["indicator"] == "funds").unwrap().clone();
    assert_eq!((&funds["before"], &funds["after"]), (&json!("0"), &fen(TRUTH.1)));
    let done = clerk.post(&format!("/imports/{}/commit", desk.id), &json!({ "version": differences["version"] })).await.ok();
    assert_eq!((done["state"].as_str(), done["result"]["new_projects"].as_i64()), (Some("committed"), Some(64)));
    let leader = site.person("leader").await;
    let board = leader.get("/board?period=2026-09&level=reported").await.ok();
    let line = board["lines"].as_array().unwrap().iter().find(|line| line["org"]["code"] == "141024").unwrap().clone();
    assert_eq!(line["values"]["funds"]["cumulative"], fen(TRUTH.1));
    assert_eq!(line["values"]["sign_cnt"]["cumulative"], "54");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_mended_is_taken_back_and_done_again_and_outlives_another_choice_of_columns(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let site = site(engine).await;
    let clerk = site.person("clerk").await;
    let read = clerk.upload("141024", "2026-09", "台账.xlsx", LEDGER).await.ok();
    let desk = Desk { person: &clerk, id: read["id"].as_str().unwrap().to_owned() };
    let total = |of: &Value| of["total_investment"].as_str().unwrap().parse::<i64>().unwrap() / 1_000_000;
    desk.edit(7, "total_investment", "22000").await;
    assert_eq!(total(&desk.show().await), TRUTH.0 + 1_000);
    let taken_back = desk.turn("undo").await;
    assert_eq!((taken_back["can_undo_mend"].as_bool(), taken_back["can_redo_mend"].as_bool()), (Some(false), Some(true)));
    let before = desk.show().await;
    assert_eq!((total(&before), &before["groups"], &before["problems"]), (TRUTH.0, &read["groups"], &read["problems"]));
    desk.turn("redo").await;
    assert_eq!(total(&desk.show().await), TRUTH.0 + 1_000);

    let columns = clerk.get(&format!("/imports/{}/columns", desk.id)).await.ok();
    let place = columns["sheets"][0]["columns"].as_array().unwrap().iter().find(|column| column["field"] == "place").unwrap().clone();
    assert_eq!(place["source"], "detected");
    let choice = json!({ "sheet": columns["sheets"][0]["sheet"], "choices": [{ "column": place["column"], "field": null }] });
    let chosen = clerk.json("PUT", &format!("/imports/{}/columns", desk.id), &choice).await.ok();
    assert_eq!((chosen["state"].as_str(), total(&chosen), &chosen["mended"]), (Some("read"), TRUTH.0 + 1_000, &json!(1)));
    assert!(desk.row(7).await["cells"]["place"].is_null());

    let stale = clerk.post(&format!("/imports/{}/mends", desk.id), &json!({ "version": 1, "changes": [] })).await;
    assert_eq!(stale.problem(), "import_changed");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn rows_copied_from_a_spreadsheet_are_read_and_not_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let clerk = site.person("clerk").await;
    let text = "序号\t项目名称\t投资方\t总投资(万元)\t签约时间\n1\t新材料项目\t苏州甲公司\t1.2亿元\t2026.3.10\n2\t物流项目\t\t详见合同\t";
    let read = clerk.post("/readings", &json!({ "text": text, "period": "2026-09" })).await.ok();
    assert_eq!((&read["rows"][0]["total_investment"], &read["rows"][0]["signed_on"]), (&json!("12000000000"), &json!("2026-03-10")));
    assert_eq!(read["rows"][1]["problems"][0]["rule"], "not_an_amount");
    // What the form of a project takes of the row: only what it tells, amounts without loss.
    let facts = read["rows"][0]["facts"].as_array().unwrap();
    let fact = |field: &str| facts.iter().find(|fact| fact["field"] == field);
    assert_eq!(fact("total_investment").unwrap()["value"], "12000000000");
    assert_eq!((fact("name").unwrap()["value"].is_string(), fact("remarks").is_none()), (true, true));
    assert_eq!(clerk.get("/imports").await.ok()["total"], 0);
    let refused = clerk.post("/readings", &json!({ "text": "没有表头", "period": "2026-09" })).await;
    assert_eq!(refused.json()["errors"][0]["code"], "no_header");
}
