//! What holds for every workbook: no panic, one reading, and back to the truth it was written from.

use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use sheets::report::to_json;
use sheets::{Book, LedgerOptions, Limits, read_ledger};

use crate::support::{Workbook, assert_truth, data, read};

/// One project of a random ledger.
#[derive(Clone, Debug)]
struct Truth {
    wan: i64,
    day: Option<(u32, u32)>,
    start_month: Option<u32>,
    funds: Option<i64>,
    ended: bool,
}

fn project() -> impl Strategy<Value = Truth> {
    let day = prop::option::of((1_u32..=9, 1_u32..=28));
    let start = prop::option::of(1_u32..=9);
    (500_i64..300_000, day, start, prop::option::of(0_i64..400), prop::bool::weighted(0.15)).prop_map(
        |(wan, day, start_month, funds, ended)| Truth { wan, day, start_month, funds: funds.map(|share| wan * share / 1000), ended },
    )
}

/// How the ledger is laid out.
#[derive(Clone, Debug)]
struct Layout {
    order: Vec<usize>,
    unit: usize,
    unit_place: usize,
    title_rows: usize,
    two_levels: bool,
    date_style: usize,
    serials: bool,
    sum: Option<bool>,
    split_at: Index,
}

const UNITS: [(&str, i64); 3] = [("元", 1), ("万元", 10_000), ("亿元", 100_000_000)];

fn layout() -> impl Strategy<Value = Layout> {
    let order = subsequence((0..6).collect::<Vec<_>>(), 6).prop_shuffle();
    (
        order,
        0..UNITS.len(),
        0_usize..4,
        0_usize..3,
        any::<bool>(),
        0_usize..5,
        any::<bool>(),
        prop::option::of(any::<bool>()),
        any::<Index>(),
    )
        .prop_map(|(order, unit, unit_place, title_rows, two_levels, date_style, serials, sum, split_at)| Layout {
            order,
            unit,
            unit_place,
            title_rows,
            two_levels,
            date_style,
            serials,
            sum,
            split_at,
        })
}

impl Layout {
    /// An amount of 万元 in the ledger's unit, without losing a digit.
    fn amount(&self, wan: i64) -> String {
        let (_, scale) = UNITS[self.unit];
        (rust_decimal::Decimal::from(wan) * rust_decimal::Decimal::from(10_000) / rust_decimal::Decimal::from(scale))
            .normalize()
            .to_string()
    }

    fn date(&self, (month, day): (u32, u32)) -> String {
        match self.date_style {
            0 => format!("t:2026.{month}.{day}"),
            1 => format!("d:2026-{month:02}-{day:02}"),
            2 => format!("2026年{month}月{day}日"),
            3 => format!("2026{month:02}{day:02}"),
            _ => format!("t:2026/{month:02}/{day:02}"),
        }
    }

    fn month(&self, month: u32) -> String {
        match self.date_style {
            0 => format!("t:2026.{month:02}"),
            1 => format!("m:2026-{month:02}-01"),
            2 => format!("2026年{month}月"),
            3 => format!("2026{month:02}"),
            _ => format!("t:2026-{month:02}"),
        }
    }

    /// A row of cells in the ledger's order, after the serial.
    fn line(&self, serial: &str, cells: &[String; 6]) -> String {
        let mut line: Vec<&str> = if self.serials { vec![serial] } else { Vec::new() };
        line.extend(self.order.iter().map(|column| cells[*column].as_str()));
        line.join("|")
    }

    fn rows(&self, projects: &[Truth]) -> Vec<String> {
        let unit = UNITS[self.unit].0;
        let mut rows = Vec::new();
        for title in ["某某县2026年1-9月招商引资项目台账", "填报单位:某某县招商服务中心"].iter().take(self.title_rows)
        {
            rows.push((*title).to_owned());
        }
        if self.unit_place == 0 {
            rows.push(format!("|||单位:{unit}"));
        }
        let in_head = |text: &str| if self.unit_place == 1 { format!("{text}({unit})") } else { text.to_owned() };
        let heads = [
            "项目名称".to_owned(),
            "投资方".to_owned(),
            in_head("总投资"),
            "签约时间".to_owned(),
            "开工时间".to_owned(),
            in_head("今年累计到位资金"),
        ];
        if self.two_levels {
            // The parent stands above two columns only where they are neighbours; here each stands above its own.
            let upper = ["项目名称", "投资方", "投资额", "签约情况", "开工时间", "到位资金"].map(str::to_owned);
            let lower = [String::new(), "名称".to_owned(), in_head("总投资"), "签约时间".to_owned(), String::new(), in_head("今年累计")];
            rows.push(self.line("序号", &upper));
            rows.push(self.line("", &lower));
        } else {
            rows.push(self.line("序号", &heads));
        }
        let blank = || std::array::from_fn::<String, 6, _>(|_| String::new());
        let sums = |of: &[Truth], label: &str| {
            let mut cells = blank();
            cells[2] = self.amount(of.iter().map(|p| p.wan).sum());
            cells[5] = self.amount(of.iter().filter_map(|p| p.funds).sum());
            if !self.serials {
                label.clone_into(&mut cells[0]);
            }
            self.line(label, &cells)
        };
        let (live, ended): (Vec<Truth>, Vec<Truth>) = projects.iter().cloned().partition(|p| !p.ended);
        if self.sum == Some(true) {
            rows.push(sums(&live, "合计"));
        }
        let (first, second) = live.split_at(self.split_at.index(live.len() + 1));
        let mut number = 0;
        for (heading, part) in [("一、新签约项目", first), ("二、续建项目", second), ("三、终止退出项目", &ended)] {
            if part.is_empty() {
                continue;
            }
            rows.push(self.heading(heading));
            for project in part {
                number += 1;
                let cells = [
                    format!("第{number}号生产线建设项目"),
                    format!("第{number}号投资有限公司"),
                    self.amount(project.wan),
                    project.day.map_or_else(String::new, |day| self.date(day)),
                    project.start_month.map_or_else(|| "未开工".to_owned(), |month| self.month(month)),
                    project.funds.map_or_else(|| "—".to_owned(), |funds| self.amount(funds)),
                ];
                rows.push(self.line(&number.to_string(), &cells));
            }
            if self.sum == Some(false) && heading != "三、终止退出项目" {
                rows.push(sums(part, "小计"));
            }
        }
        if self.unit_place == 2 {
            rows.push(format!("注:1.本表金额单位为{unit}。"));
        }
        if self.unit_place == 3 {
            rows.insert(0, format!("招商项目情况表(单位:{unit})"));
        }
        rows.push("填报人:张三   审核人:李四".to_owned());
        rows
    }

    /// A heading stands in the serial's column, or in that of the name.
    fn heading(&self, text: &str) -> String {
        let at = if self.serials { 0 } else { self.order.iter().position(|c| *c == 0).unwrap() };
        format!("{}{text}", "|".repeat(at))
    }
}

fn truth_lines(layout: &Layout, projects: &[Truth]) -> Vec<String> {
    let (live, ended): (Vec<&Truth>, Vec<&Truth>) = projects.iter().partition(|p| !p.ended);
    let _ = layout;
    let line = |(index, project): (usize, &&Truth)| {
        let number = index + 1;
        let signed = project.day.map_or_else(|| "-".to_owned(), |(month, day)| format!("2026-{month:02}-{day:02}"));
        let started = project.start_month.map_or_else(|| "-".to_owned(), |month| format!("2026-{month:02}"));
        let ended = if project.ended { " | x" } else { "" };
        format!(
            "第{number}号生产线建设项目 | 第{number}号投资有限公司 | {} | {signed} | {started} | {}{ended}",
            project.wan,
            project.funds.unwrap_or(0)
        )
    };
    live.iter().chain(&ended).enumerate().map(line).collect()
}

proptest! {
    #[test]
    fn a_random_ledger_in_a_random_layout_reads_back_to_its_truth(layout in layout(), projects in prop::collection::vec(project(), 1..14)) {
        let rows = layout.rows(&projects);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let reading = read(&Workbook::new().sheet("台账", &[], &rows).bytes(), "随机.xlsx");
        let truth = truth_lines(&layout, &projects);
        assert_truth(&reading, &truth.iter().map(String::as_str).collect::<Vec<_>>());
        let mismatches: Vec<_> = reading.problems.iter().filter(|p| p.rule.ends_with("mismatch") || &*p.rule == "row_unclassified").collect();
        prop_assert!(mismatches.is_empty(), "{:?}\n{:#?}", mismatches, rows);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), name in "[a-z]{0,3}\\.(xlsx|xls|ods|csv)") {
        if let Ok(book) = Book::open(&bytes, &name, &Limits::default()) {
            let _ = read_ledger(&book, &LedgerOptions::for_period("2026-09".parse().unwrap()));
        }
    }

    #[test]
    fn arbitrary_text_never_panics(text in "(项目名称|投资方|总投资|合计|一、|[,\\n\\t;\"()0-9年月.:—])*", chars in "\\PC{0,200}") {
        for text in [format!("项目名称,投资方,总投资\n{text}"), text, chars] {
            if let Ok(book) = Book::open(text.as_bytes(), "文.csv", &Limits::default()) {
                let _ = read_ledger(&book, &LedgerOptions::for_period("2026-09".parse().unwrap()));
            }
        }
    }

    #[test]
    fn a_workbook_with_damaged_bytes_never_panics(file in prop::sample::select(vec!["ledger-months.xlsx", "ledger.xls", "ledger.ods"]), places in prop::collection::vec((any::<Index>(), any::<u8>()), 1..6), cut in prop::option::of(any::<Index>())) {
        let mut bytes = data(file);
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(book) = Book::open(&bytes, file, &Limits::default()) {
            let _ = read_ledger(&book, &LedgerOptions::for_period("2026-09".parse().unwrap()));
        }
    }
}

#[test]
fn reading_the_same_file_twice_gives_the_same() {
    for file in ["ledger-sections.xlsx", "ledger-yi.xlsx", "ledger-months.xlsx", "ledger.xls", "ledger.ods"] {
        assert_eq!(to_json(&read(&data(file), file)), to_json(&read(&data(file), file)));
        assert_eq!(read(&data(file), file), read(&data(file), file));
    }
}

#[test]
fn a_reading_survives_the_wire() {
    let reading = read(&data("ledger-sections.xlsx"), "ledger-sections.xlsx");
    let wire = serde_json::to_string(&reading).unwrap();
    assert_eq!(serde_json::from_str::<sheets::LedgerReading>(&wire).unwrap(), reading);
}
