//! A table of organisations: CSV in UTF-8 or GB18030, checked as a whole before anything is written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::org::OrgKind;
use store::org::OrgDraft;

use crate::error::{AppError, FieldError};

/// Columns of the table, by the names that stand in its first line. The last four may be left out or empty: no
/// parent, the order of the lines, since 1949-10-01, without an end.
pub const COLUMNS: [&str; 8] = ["code", "name", "short_name", "kind", "parent_code", "sort", "valid_from", "valid_to"];
const REQUIRED: [&str; 4] = ["code", "name", "short_name", "kind"];

/// A line of the table that could be read.
pub(super) struct Line {
    /// Its number in the file; the headings are line 1.
    number: u64,
    pub(super) draft: OrgDraft,
}

impl Line {
    pub(super) fn fault(&self, column: &str, code: &str, message: String) -> FieldError {
        fault(self.number, column, code, &message)
    }
}

fn fault(line: u64, column: &str, code: &str, message: &str) -> FieldError {
    FieldError::new(&format!("/{line}/{column}"), code, format!("第 {line} 行「{column}」列:{message}"))
}

/// Reads the table; all faults of all lines at once.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Line>, AppError> {
    let text = decode(bytes)?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let places: BTreeMap<&str, usize> = headings.iter().enumerate().map(|(place, heading)| (heading, place)).collect();
    let mut errors: Vec<_> = REQUIRED
        .iter()
        .filter(|column| !places.contains_key(**column))
        .map(|column| fault(1, column, "column_missing", &format!("表头里没有这一列;须有 {}", REQUIRED.join("、"))))
        .collect();
    errors.extend(
        headings
            .iter()
            .filter(|heading| !COLUMNS.contains(heading))
            .map(|heading| fault(1, heading, "column_unknown", &format!("不认识的列名;可用 {}", COLUMNS.join("、")))),
    );
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let mut lines = Vec::new();
    for (order, record) in (0..).zip(reader.records()) {
        let record = record.map_err(|error| unreadable(&error))?;
        let number = record.position().map_or(0, csv::Position::line);
        let cell = |column: &str| places.get(column).and_then(|place| record.get(*place)).unwrap_or_default();
        if record.iter().all(str::is_empty) {
            continue;
        }
        match draft(number, order, cell) {
            Ok(draft) => lines.push(Line { number, draft }),
            Err(faults) => errors.extend(faults),
        }
    }
    if lines.is_empty() && errors.is_empty() {
        errors.push(FieldError::new("", "table_empty", "表中没有机构:表头之下至少要有一行"));
    }
    if errors.is_empty() { Ok(lines) } else { Err(AppError::Invalid(errors)) }
}

fn draft<'a>(line: u64, order: i32, cell: impl Fn(&str) -> &'a str) -> Result<OrgDraft, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut text = |column: &str, longest: usize| {
        let value = cell(column);
        let length = value.chars().count();
        if length == 0 {
            errors.push(fault(line, column, "empty", "为空,请填写"));
        } else if length > longest {
            errors.push(fault(line, column, "too_long", &format!("有 {length} 个字符,最多 {longest} 个")));
        }
        value.to_owned()
    };
    let (code, name, short_name) = (text("code", 40), text("name", 120), text("short_name", 60));
    let kind = OrgKind::from_code(cell("kind"));
    if kind.is_none() {
        let message = format!(
            "读到「{}」,须为 city(市)、county(县市区)、zone(开发区)、town(乡镇街道)、department(部门)、task_force(专班)、outpost(驻外机构)之一",
            cell("kind")
        );
        errors.push(fault(line, "kind", "unknown_kind", &message));
    }
    let sort = match cell("sort") {
        "" => order,
        sort => sort.parse().unwrap_or_else(|_| {
            errors.push(fault(line, "sort", "no_number", &format!("读到「{sort}」,须为整数")));
            0
        }),
    };
    let mut date = |column: &str| match cell(column) {
        "" => None,
        text => {
            if let Ok(date) = text.parse::<NaiveDate>() {
                Some(date)
            } else {
                errors.push(fault(line, column, "no_date", &format!("读到「{text}」,须写成 2026-01-31 这样的日期")));
                None
            }
        }
    };
    let (valid_from, valid_to) =
        (date("valid_from").or_else(|| NaiveDate::from_ymd_opt(1949, 10, 1)).unwrap_or_default(), date("valid_to"));
    if let Some(end) = valid_to.filter(|end| *end < valid_from) {
        errors.push(fault(line, "valid_to", "ends_before_it_begins", &format!("截止日期 {end} 早于起始日期 {valid_from}")));
    }
    let Some(kind) = kind.filter(|_| errors.is_empty()) else { return Err(errors) };
    let parent_code = Some(cell("parent_code").to_owned()).filter(|code| !code.is_empty());
    Ok(OrgDraft { code, name, short_name, kind, parent_code, sort, valid_from, valid_to })
}

/// Faults between lines: codes that stand twice, parents that are neither `known` nor in an earlier line.
pub(super) fn check_tree(lines: &[Line], known: impl Fn(&str) -> bool) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut earlier: BTreeMap<&str, u64> = BTreeMap::new();
    for line in lines {
        let draft = &line.draft;
        if let Some(parent) = draft.parent_code.as_deref().filter(|parent| !known(parent) && !earlier.contains_key(parent)) {
            let later = lines.iter().find(|other| other.draft.code == parent).map(|other| other.number);
            let message = match later {
                Some(later) if later == line.number => format!("「{parent}」是它自己"),
                Some(later) => format!("上级「{parent}」在第 {later} 行,须移到本行之前"),
                None => format!("没有代码为「{parent}」的上级,请先写上级或更正代码"),
            };
            errors.push(line.fault("parent_code", "unknown_parent", message));
        }
        if let Some(first) = earlier.insert(&draft.code, line.number) {
            errors.push(line.fault("code", "code_twice", format!("「{}」与第 {first} 行重复", draft.code)));
        }
    }
    errors
}

fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, AppError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    encoding_rs::GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| AppError::invalid("", "encoding", "文件既不是 UTF-8 也不是 GB18030 编码的文本,请另存为「CSV UTF-8」后重试"))
}

fn unreadable(error: &csv::Error) -> AppError {
    let line = error.position().map_or(1, csv::Position::line);
    AppError::invalid("", "unreadable", format!("第 {line} 行附近无法按 CSV 读取,请检查引号是否成对"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(table: &str) -> Vec<String> {
        match read(table.as_bytes()).map(|lines| check_tree(&lines, |_| false)) {
            Ok(errors) | Err(AppError::Invalid(errors)) => errors.into_iter().map(|error| error.message).collect(),
            Err(other) => panic!("{other}"),
        }
    }

    const HEAD: &str = "code,name,short_name,kind,parent_code,sort,valid_from,valid_to\n";

    #[test]
    fn a_sound_table_is_read_with_what_may_be_left_out() {
        let lines = read(
            "\u{feff}code,name,short_name,kind,parent_code\n141000,临汾市,临汾,city,\n\n141002,尧都区,尧都,county,141000\n".as_bytes(),
        )
        .unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1].draft.parent_code.as_deref(), Some("141000"));
        assert_eq!((lines[1].draft.sort, lines[1].draft.valid_to), (1, None));
    }

    #[test]
    fn a_table_saved_by_a_chinese_excel_is_read_in_its_encoding() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("code,name,short_name,kind\n141000,临汾市,临汾,city\n");
        assert_eq!(read(&bytes).unwrap()[0].draft.name, "临汾市");
    }

    #[test]
    fn every_fault_names_its_line_and_column_and_what_to_do() {
        let faults = messages(&format!("{HEAD}141000,临汾市,,市,,一,2026-13-01,\n,x,x,city,,,2026-02-01,2026-01-01\n"));
        assert_eq!(faults.len(), 6, "{faults:#?}");
        assert!(faults[0].starts_with("第 2 行「short_name」列"), "{}", faults[0]);
        assert!(faults.iter().any(|fault| fault.contains("读到「市」") && fault.contains("city(市)")));
        assert!(faults.iter().any(|fault| fault.contains("读到「2026-13-01」")));
        assert!(faults.iter().any(|fault| fault.starts_with("第 3 行「valid_to」列")));
    }

    #[test]
    fn a_parent_stands_before_its_children() {
        let faults = messages(&format!("{HEAD}2,二,二,county,1,,,\n1,一,一,city,,,,\n3,三,三,town,9,,,\n1,一,一,city,,,,\n"));
        assert_eq!(
            faults,
            [
                "第 2 行「parent_code」列:上级「1」在第 3 行,须移到本行之前",
                "第 4 行「parent_code」列:没有代码为「9」的上级,请先写上级或更正代码",
                "第 5 行「code」列:「1」与第 3 行重复",
            ]
        );
    }

    #[test]
    fn headings_are_checked_by_name() {
        let faults = messages("code,name,kind,上级\n1,一,city,\n");
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("short_name") && faults[1].contains("上级"));
        assert_eq!(messages(HEAD), ["表中没有机构:表头之下至少要有一行"]);
    }
}
