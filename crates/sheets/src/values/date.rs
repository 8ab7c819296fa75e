//! Cells of dates and milestones.

use domain::date::PartialDate;
use domain::period::Period;
use quantity::{DateContext, DateReading, Outcome, Reading, Rule as R, read_date, read_date_number, read_tick};
use rust_decimal::prelude::ToPrimitive;

use super::{Frame, Remark, Valued, told};
use crate::book::{Cell, Value};
use crate::ledger::{Confidence, Milestone};
use crate::mapping::words::tidy;
use crate::rule::Rule;

/// Reads the date cells of one sheet.
#[derive(Clone, Copy)]
pub(crate) struct DateReader {
    pub(crate) period: Period,
    /// The year that the sheet states, for dates without one.
    pub(crate) year: Option<i32>,
}

impl DateReader {
    fn reading(self, cell: Cell<'_>, occurred: bool) -> (Reading<DateReading>, Option<Remark>) {
        let context = DateContext { ledger_date: self.period.last_day(), year: self.year, occurred };
        match cell.value() {
            Value::Date { moment: Some(moment), day_shown, .. } => {
                let date = if day_shown { PartialDate::day(moment.date()) } else { PartialDate::month(Period::of(moment.date())) };
                if !(1990..=2100).contains(&moment.date().format("%Y").to_string().parse().unwrap_or(0)) {
                    return (Reading::failed(R::ImpossibleDate, format!("日期「{}」不合常理,请核对", cell.raw())), None);
                }
                let value = DateReading { start: date, end: None, approximate: false, planned: false, year_inferred: false, memo: None };
                (Reading::exact(value), None)
            }
            Value::Date { serial, .. } | Value::Number(serial) => {
                let number = serial.to_f64().unwrap_or(f64::NAN);
                (read_date_number(number, &context, false), None)
            }
            Value::Empty if cell.is_uncomputed() => {
                let message = format!("公式 ={} 没有存结果,无法读取日期;请用 Excel 打开、保存后再导入", cell.formula().unwrap_or_default());
                (Reading::missing(), Some(Remark::error(Rule::FormulaWithoutValue, message)))
            }
            Value::Error(text) => (Reading::failed(R::ErrorValue, format!("单元格是公式错误「{text}」,请在原表中修正后再导入")), None),
            Value::Bool(value) => (read_date(if value { "是" } else { "否" }, &context), None),
            Value::Text(text) => (read_date(text, &context), None),
            Value::Empty => (Reading::missing(), None),
        }
    }

    /// Notes worth telling: the year is certain where the sheet states it, and a typed text kept its zeros.
    fn remarks(self, cell: Cell<'_>, reading: &Reading<DateReading>) -> Vec<Remark> {
        let typed = matches!(cell.value(), Value::Text(_));
        let keep = |note: &&quantity::Note| match note.rule {
            R::YearInferred => self.year.is_none(),
            R::ExcelDroppedZero => !typed,
            R::Approximate => false,
            _ => true,
        };
        reading.notes.iter().filter(keep).filter_map(told).collect()
    }

    /// A date that may lie in the future, such as 计划开工时间.
    pub(crate) fn plan(self, frame: Frame, cell: Option<Cell<'_>>) -> Valued<PartialDate> {
        let Some(cell) = cell else { return (frame.field(None, Confidence::Exact), Vec::new()) };
        let (reading, extra) = self.reading(cell, false);
        let mut remarks = self.remarks(cell, &reading);
        remarks.extend(extra);
        let confidence = Confidence::from(reading.confidence);
        match reading.outcome {
            Outcome::Read(date) => (frame.field(Some(date.start), confidence), remarks),
            // Plans are written freely (签约后3个月): no fact is lost.
            _ => (frame.field(None, Confidence::Exact), remarks),
        }
    }

    /// What a column of 开工 says; a state that comes after the start says that it has started.
    pub(crate) fn start(self, frame: Frame, cell: Option<Cell<'_>>) -> Valued<Milestone> {
        const STARTED: [&str; 8] = ["在建", "建设中", "施工中", "主体", "投产", "竣工", "试生产", "复工"];
        let text = tidy(&frame.raw);
        let started = STARTED.iter().any(|state| text.trim_start_matches('已').starts_with(state)) && !says_planned(&text);
        if started && !text.contains(|c: char| c.is_ascii_digit()) {
            return (frame.field(Some(Milestone::On(PartialDate::by_period(self.period))), Confidence::Normalised), Vec::new());
        }
        self.milestone(frame, cell, "开工日期")
    }

    /// What a column of something that happens once says: a date, a tick, a plan.
    pub(crate) fn milestone(self, frame: Frame, cell: Option<Cell<'_>>, label: &str) -> Valued<Milestone> {
        let Some(cell) = cell else { return (frame.field(None, Confidence::Exact), Vec::new()) };
        // 年底 without a year is the end of this one.
        let (reading, extra) = self.reading(cell, !is_end_of_year(&frame.raw));
        let mut remarks = self.remarks(cell, &reading);
        remarks.extend(extra);
        let mut confidence = Confidence::from(reading.confidence);
        let raw = frame.raw.clone();
        let value = match reading.outcome {
            Outcome::Read(date) if date.planned => {
                remarks.push(Remark::warning(Rule::PlannedDate, format!("{label}「{raw}」是计划,不作为已发生的事实")));
                Some(Milestone::Planned(Some(date.start)))
            }
            Outcome::Read(date) if date.start.first > self.period.last_day() => {
                let message = format!("{label}「{raw}」在账期 {} 之后,还不是事实,按计划保留;如年份有误请改正", self.period);
                remarks.push(Remark::warning(Rule::FutureDate, message));
                Some(Milestone::Planned(Some(date.start)))
            }
            Outcome::Read(date) => Some(Milestone::On(date.start)),
            Outcome::Missing => match read_tick(&raw).value() {
                Some(false) if says_planned(&raw) => Some(Milestone::Planned(None)),
                Some(false) => Some(Milestone::No),
                _ => None,
            },
            Outcome::Failed(note) => match (note.rule, read_tick(&raw).value()) {
                (R::TickWithoutDate, _) | (_, Some(true)) => {
                    confidence = Confidence::Normalised;
                    Some(Milestone::On(PartialDate::by_period(self.period)))
                }
                (_, Some(false)) => {
                    confidence = Confidence::Exact;
                    Some(Milestone::No)
                }
                (R::RelativeDate, None) => {
                    confidence = Confidence::Approximate;
                    remarks.extend(told(&note).map(|remark| Remark { severity: crate::ledger::Severity::Warning, ..remark }));
                    Some(Milestone::Planned(None))
                }
                (_, None) => {
                    remarks.extend(told(&note));
                    None
                }
            },
        };
        (frame.field(value, confidence), remarks)
    }
}

fn is_end_of_year(raw: &str) -> bool {
    (raw.contains("年底") || raw.contains("年末")) && !raw.contains(|c: char| c.is_ascii_digit())
}

fn says_planned(raw: &str) -> bool {
    ["拟", "计划", "预计", "待", "即将"].iter().any(|word| raw.contains(word))
}
