//! A numeral against the names listed with it: 三类, 四个产业链, 八省, and names paired with as many figures.

use std::ops::Range;

use quantity::numeral;
use rust_decimal::prelude::ToPrimitive;

use crate::figure::{Figure, Measure};
use crate::lexicon::{ends_with, lexicon, starts_with};
use crate::notes::{Fault, Notes};
use crate::reading::Reading;
use crate::report::Kind;
use crate::text::is_end;

/// A list of names: how many there are with its last 和 read as a join, and without.
struct Names {
    span: Range<usize>,
    joined: usize,
    unjoined: usize,
    open_ended: bool,
    /// Characters of the shortest name.
    shortest: usize,
}

/// More names than this are no list that a sentence counts.
const MOST: usize = 40;

/// Checks all counted lists of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    for index in 0..reading.figures.len() {
        let Some(figure) = reading.figure(index).filter(|figure| figure.cell.is_none()) else { continue };
        if matches!(figure.measure, Measure::Kinds | Measure::Count(_) | Measure::Pieces(_)) && figure.hedge.is_none() {
            let _ = before_number(reading, notes, index).or_else(|| after_number(reading, notes, index));
        }
        let _ = paired(reading, notes, index);
    }
    quoted_numbers(reading, notes);
}

/// 土地、资金、用工、能耗“四要素”: names before a number that stands in quotation marks with its noun.
fn quoted_numbers(reading: &Reading, notes: &mut Notes) {
    let text = &reading.text;
    for open in (0..text.len()).filter(|&at| text.at(at) == Some('“')) {
        let _ = quoted_number(reading, notes, open);
    }
}

fn quoted_number(reading: &Reading, notes: &mut Notes, open: usize) -> Option<()> {
    let text = &reading.text;
    let found = numeral::at(text.chars(), open + 1)?;
    let stated = found.value.to_usize().filter(|stated| (3..=12).contains(stated) && found.value.scale() == 0 && !found.percent)?;
    let close = text.seek(found.span.end, found.span.end + 6, |c| c == '”');
    let noun = text.slice(found.span.end..close);
    let spoken = noun.iter().all(|c| !c.is_ascii() && numeral::digit(*c).is_none() && !matches!(c, '个' | '批' | '+'));
    if text.at(close) != Some('”') || noun.len() < 2 || !spoken {
        return None;
    }
    let names = names(reading, list_start(reading, open)..open)?;
    let span = names.span.start..close + 1;
    if names.joined == stated {
        notes.holds(Kind::Count, span);
    } else if names.joined >= 3 && names.joined == names.unjoined && names.joined.abs_diff(stated) <= 2 && !names.open_ended {
        let (printed, count) = (text.words(open..close + 1), names.joined);
        let message = format!("列出{count}个名称,文中写{printed},请核对个数或补全名称");
        notes.fails(Kind::Count, span, Fault::error(printed, format!("{count}个"), message));
    }
    Some(())
}

fn number(figure: &Figure) -> Option<usize> {
    figure.value.to_usize().filter(|value| (2..=MOST).contains(value) && figure.value.scale() == 0)
}

/// 新能源、新材料、现代钢铁冶金三类
fn before_number(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let stated = number(figure)?;
    let mut start = list_start(reading, figure.span.start);
    let mut closes_other = false;
    // 五个县和高新、临港两个开发区: a numeral before it closes a list of its own.
    if let Some(before) = index.checked_sub(1).and_then(|before| reading.figure(before)).filter(|before| before.span.end > start) {
        start = reading.text.seek(before.span.end, figure.span.start, |c| matches!(c, '和' | '及' | '与' | '、')) + 1;
        closes_other = true;
    }
    let names = names(reading, start.min(figure.span.start)..figure.span.start)?;
    if names.joined < 2 || !is_announcement(reading, figure) && !is_spoken_announcement(reading, figure, &names) {
        return None;
    }
    // 一行12人赴深圳、东莞、惠州3市: the first name stands behind the other number.
    if closes_other && names.joined + 1 == stated {
        notes.holds(Kind::Count, names.span.start..figure.span.end);
        return Some(());
    }
    tell(reading, notes, figure, stated, &names, names.span.start..figure.span.end)
}

/// Where a list that ends at a place may begin: behind the last mark other than 、 and brackets in it.
fn list_start(reading: &Reading, end: usize) -> usize {
    let text = &reading.text;
    let mut at = end;
    let mut depth = 0_usize;
    while at > end.saturating_sub(240) && at > 0 {
        match text.before(at) {
            Some(')') => depth += 1,
            Some('(') if depth == 0 => break,
            Some('(') => depth -= 1,
            Some(c) if depth == 0 && (is_end(c) || matches!(c, ',' | '，' | ';' | ':' | '\t' | '|' | '…')) => break,
            _ => {}
        }
        at -= 1;
    }
    at
}

/// Whether what follows a numeral and its unit shows that it counts the names before it, and not something new:
/// a noun (三类项目), a place word (八省), a bracket; but not 续建项目15个, and not 新建、续建15个.
fn is_announcement(reading: &Reading, figure: &Figure) -> bool {
    let text = &reading.text;
    let before = text.before(figure.span.start);
    if before.is_some_and(|c| {
        matches!(c, '目' | '投' | '资' | '约' | '工' | '位' | '建' | '达' | '共' | '成' | '了' | '为' | '计' | '有' | '第' | '前' | '中')
    }) && !figure.announces
    {
        return false;
    }
    if before.is_some_and(|c| matches!(c, '共' | '计' | '为' | '达' | '有' | '前' | '第' | '、')) {
        return false;
    }
    if figure.announces {
        return true;
    }
    let unit = text.words(figure.digits.end..figure.span.end);
    let tail = text.words(figure.tail.clone());
    matches!(unit.as_str(), "个" | "家" | "项" | "条" | "户" | "名" | "位") && starts_with(&tail, &lexicon().count.groups).is_some()
}

/// 医药研发、器械制造、中药材种植四个专场: at least three names, a Chinese numeral, and the noun that it counts.
fn is_spoken_announcement(reading: &Reading, figure: &Figure, names: &Names) -> bool {
    let text = &reading.text;
    let spoken = text.slice(figure.digits.clone()).iter().all(|c| !c.is_ascii_digit());
    let before = text.before(figure.span.start);
    names.joined >= 3
        && (spoken || number(figure).is_some_and(|stated| stated.abs_diff(names.joined) <= 1))
        && !figure.tail.is_empty()
        && !before.is_some_and(|c| matches!(c, '共' | '计' | '为' | '达' | '有' | '前' | '后' | '第' | '、' | '等'))
}

/// The names of a stretch: parted by 、, the last one perhaps by 和.
fn names(reading: &Reading, span: Range<usize>) -> Option<Names> {
    let text = &reading.text;
    let mut pieces: Vec<String> = vec![String::new()];
    let mut depth = 0_usize;
    for at in span.clone() {
        let c = text.at(at)?;
        match c {
            '(' | '“' | '《' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '”' | '》' => {
                depth = depth.saturating_sub(1);
                pieces.last_mut()?.push('名');
            }
            '、' if depth == 0 => pieces.push(String::new()),
            _ if depth == 0 => pieces.last_mut()?.push(c),
            _ => {}
        }
    }
    let last = pieces.last()?.trim().to_owned();
    let words = &lexicon().count;
    let open = ends_with(&last, &words.open_ended);
    let last = open.map_or(last.as_str(), |word| last.trim_end_matches(word));
    // 等 may stand alone behind 、.
    let filled = pieces.iter().filter(|piece| !piece.trim().is_empty()).count();
    if pieces.len() > MOST
        || filled < pieces.len() - usize::from(last.is_empty())
        || pieces.iter().skip(1).any(|piece| piece.chars().any(|c| c.is_ascii_digit() || c == '%'))
    {
        return None;
    }
    let inside = |join: &&str| last.find(*join).is_some_and(|at| at > 0 && at + join.len() < last.len()) && last.chars().count() <= 24;
    // 以及 holds 及.
    let mut joins = words.joins.iter().filter(inside).count();
    if last.contains("以及") && joins > 1 {
        joins -= 1;
    }
    let count = filled;
    let shortest = pieces.iter().map(|piece| piece.trim().chars().count()).filter(|length| *length > 0).min().unwrap_or(0);
    (count >= 2 || joins > 0).then(|| Names {
        span,
        joined: count + joins,
        unjoined: (count + joins).saturating_sub(1).max(count),
        open_ended: open.is_some(),
        shortest,
    })
}

/// 三类:新能源、新材料、现代钢铁; 四个产业链(…); 前三位的是甲、乙、丙
fn after_number(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let stated = number(figure)?;
    let text = &reading.text;
    let limit = (figure.span.end + 12).min(text.len());
    let open = text.seek(figure.span.end, limit, |c| matches!(c, ':' | '(' | ',' | '，' | '。' | ';' | '、' | '\n'));
    let Some(mark) = text.at(open).filter(|_| open < limit) else {
        return ranked(reading, notes, figure, stated);
    };
    let announces = figure.announces
        || ["产业", "方面", "领域", "板块", "县", "区", "园", "链", "部门", "类"]
            .iter()
            .any(|word| text.words(figure.span.end..open).contains(word));
    let (start, end) = match mark {
        ':' => (open + 1, text.seek(open + 1, text.len(), |c| is_end(c) || matches!(c, ';' | ',' | '，'))),
        '(' => (open + 1, text.closing(open, open + 240)? - 1),
        ',' | '，' => match text.sees_any(open + 1, &lexicon().count.introduces) {
            Some(length) => (open + 1 + length, text.seek(open + 1, text.len(), |c| is_end(c) || matches!(c, ';' | ',' | '，'))),
            None => return ranked(reading, notes, figure, stated),
        },
        _ => return ranked(reading, notes, figure, stated),
    };
    if reading.within(start..end).next().is_some() {
        return None;
    }
    let names = names(reading, start..end)?;
    // 市直单位6个:市商务局、…: what is counted is named one by one.
    let listed = || names.shortest >= 3 && open <= figure.span.end + 5 && names.joined.abs_diff(stated) <= 2;
    if !announces && !listed() {
        return None;
    }
    // 八省(区、市) names no list.
    if names.joined < 2 || text.words(start..end).chars().count() < names.joined * 2 {
        return None;
    }
    tell(reading, notes, figure, stated, &names, figure.span.start..end)
}

/// 居前五位的县区依次是甲、乙、丙: the names that follow 是 or 为.
fn ranked(reading: &Reading, notes: &mut Notes, figure: &Figure, stated: usize) -> Option<()> {
    let text = &reading.text;
    if !matches!(text.before(figure.span.start), Some('前' | '后')) {
        return None;
    }
    let limit = text.seek(figure.span.end, (figure.span.end + 20).min(text.len()), |c| is_end(c) || matches!(c, ',' | '，' | ';'));
    let words = ["依次是", "依次为", "分别是", "分别为", "是", "为", ":"];
    let (at, word) = words.iter().find_map(|word| text.find(word, figure.span.end, limit).map(|at| (at, *word)))?;
    let start = at + word.chars().count();
    let end = text.seek(start, text.len(), |c| is_end(c) || matches!(c, ',' | '，' | ';'));
    if reading.within(start..end).next().is_some() {
        return None;
    }
    let names = names(reading, start..end)?;
    tell(reading, notes, figure, stated, &names, figure.span.start..end)
}

fn tell(reading: &Reading, notes: &mut Notes, figure: &Figure, stated: usize, names: &Names, span: Range<usize>) -> Option<()> {
    let printed = figure.printed(&reading.text);
    let fits = |count: usize| if names.open_ended { count <= stated } else { count == stated };
    if fits(names.joined) {
        notes.holds(Kind::Count, span);
        return Some(());
    }
    let count = names.joined;
    if fits(names.unjoined) {
        let message = format!("列出的名称若以“和”分开为{count}个,若最后两个合为一个才是{stated}个,与“{printed}”是否一致,请核对");
        notes.fails(Kind::Count, span, Fault::warning(printed, format!("{count}个"), message));
        return Some(());
    }
    // Lists far from the numeral are lists of something else.
    if count > stated + 3 || count * 2 < stated {
        return None;
    }
    let what = if names.open_ended { "(等)" } else { "" };
    let message = format!("列出{count}个名称{what},文中写“{printed}”,请核对个数或补全名称");
    notes.fails(Kind::Count, span, Fault::error(printed, format!("{count}个"), message));
    Some(())
}

/// Names, or a numeral, paired by order with a series of figures: 六个州市…依次为51%、40%、…; 甲、乙、丙分别为….
fn paired(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    if reading.continues_series(index) {
        return None;
    }
    let series = reading.series_from(index);
    let figure = reading.figure(index)?;
    if series.len() < 2 {
        return None;
    }
    let text = &reading.text;
    let clause_start = list_start(reading, figure.span.start);
    let words = text.words(clause_start..figure.span.start);
    let cue = ["依次", "分别"].into_iter().find(|cue| words.contains(cue))?;
    let end = reading.figure(series.end - 1)?.span.end;
    let cue_at = text.find(cue, clause_start, figure.span.start)?;
    let values = series.len();
    let list = names(reading, clause_start..cue_at).filter(|names| names.joined >= 2 && !names.open_ended);
    if let Some(list) = list {
        // The last name may carry what is measured: 甲、乙、丙占比依次为.
        if list.joined == values || list.unjoined == values {
            notes.holds(Kind::Count, clause_start..end);
            return Some(());
        }
        if list.joined.abs_diff(values) == 1 && list.joined >= 3 {
            let message = format!("前面列出{}个名称,后面有{values}个数字,“{cue}”对不上,请核对或补全", list.joined);
            notes.fails(Kind::Count, clause_start..end, Fault::error(format!("{}个", list.joined), format!("{values}个"), message));
            return Some(());
        }
        return None;
    }
    let sentence = reading.in_sentence(figure.sentence);
    let announced = (sentence.start..index).rev().find(|&other| reading.figure(other).is_some_and(|other| other.announces))?;
    let announced = reading.figure(announced)?;
    let stated = number(announced)?;
    let span = announced.span.start..end;
    if stated == values {
        notes.holds(Kind::Count, span);
    } else if stated.abs_diff(values) <= 2 && values >= 3 {
        let printed = announced.printed(text);
        let message = format!("文中写“{printed}”,后面{cue}列出{values}个数字,请核对或补全");
        notes.fails(Kind::Count, span, Fault::error(printed, format!("{values}个"), message));
    }
    Some(())
}
