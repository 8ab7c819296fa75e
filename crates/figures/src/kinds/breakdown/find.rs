//! Finds what opens a breakdown, and how far it reaches.

use std::ops::Range;

use crate::kinds::breakdown::{Breakdown, Opening};
use crate::lexicon::{has_any, lexicon, starts_with};
use crate::reading::Reading;
use crate::text::{is_boundary, is_end};

/// The longest stretch, in characters, that one breakdown takes.
const LONGEST: usize = 1_000;

/// All breakdowns of a section.
pub(crate) fn find(reading: &Reading) -> Vec<Breakdown> {
    let mut found = Vec::new();
    let text = &reading.text;
    let mut at = 0;
    while at < text.len() {
        if let Some((opening, mut behind)) = opening_at(reading, at) {
            let mut opens = at;
            // 按注册类型分,166家企业中内资118家: the total is named again between the view and its parts.
            if let Some(named) = total_named_in(reading, opening, behind) {
                (opens, behind) = (named, named);
            }
            let region = behind..region_end(reading, opening, opens, behind);
            let prose =
                reading.within(region.clone()).filter(|&index| reading.figure(index).is_some_and(|figure| figure.cell.is_none())).count();
            if prose >= 2 {
                let exhaustive = crate::kinds::sum::is_exhaustive(opening) && !begins_with_among(reading, behind);
                found.push(Breakdown { opening, at: opens, region, exhaustive, siblings: Vec::new(), only: None });
            }
            at = behind.max(at + 1);
        } else {
            at += 1;
        }
    }
    found.extend(sets(reading));
    found.extend(parallels(reading));
    found.extend(runs(reading));
    let regions: Vec<Range<usize>> = found.iter().map(|breakdown| breakdown.region.clone()).collect();
    for breakdown in &mut found {
        if matches!(breakdown.opening, Opening::View | Opening::Within) {
            breakdown.siblings = regions.iter().filter(|region| region.end <= breakdown.at).cloned().collect();
            let far = breakdown.siblings.len().saturating_sub(12);
            breakdown.siblings.drain(..far);
        }
    }
    found
}

fn begins_with_among(reading: &Reading, at: usize) -> bool {
    reading.text.sees(at, "其中") || reading.text.sees(at, "含") || reading.text.sees(at, "包含")
}

fn opening_at(reading: &Reading, at: usize) -> Option<(Opening, usize)> {
    let text = &reading.text;
    let words = &lexicon().sum;
    match text.at(at)? {
        '(' => behind_figure(reading, at, 8).then_some((Opening::Bracket, at + 1)),
        ':' => (behind_figure(reading, at, 10) && text.at(at + 1) != Some('\n') || text.at(at + 1) == Some('\n'))
            .then_some((Opening::Colon, at + 1)),
        '从' | '按' | '分' | '就' => view_at(reading, at).map(|end| (Opening::View, end)).or_else(|| listed_at(reading, at)),
        '其' | '包' | '由' | '涵' | '涉' | '即' | '含' => listed_at(reading, at),
        '中' if matches!(text.at(at + 1), Some(',' | '，' | ':')) && text.before(at) != Some('其') => Some((Opening::Within, at + 2)),
        '中' if behind_figure(reading, at, 6) && parts_at(reading, at + 1) => Some((Opening::Within, at + 1)),
        _ if text.sees_any(at, &words.opening).is_some() => listed_at(reading, at),
        _ => None,
    }
}

fn listed_at(reading: &Reading, at: usize) -> Option<(Opening, usize)> {
    let words = &lexicon().sum;
    let text = &reading.text;
    let length = text.sees_any(at, &words.opening)?;
    // 由甲、乙组成; 由10个增加到15个 opens nothing.
    if text.at(at) == Some('由') && !has_any(&text.words(at..(at + 60).min(text.len())), &words.exhaustive) {
        return None;
    }
    let among = text.sees(at, "其中") || text.sees(at, "分别") || text.sees(at, "含") || text.sees(at, "涉及") || text.sees(at, "涵盖");
    let mut behind = at + length;
    while matches!(text.at(behind), Some(':' | ',' | '，' | ' ')) {
        behind += 1;
    }
    Some((if among { Opening::Among } else { Opening::Listed }, behind))
}

/// 分行业看, 按产业划分, 从三次产业看, at a clause's beginning.
fn view_at(reading: &Reading, at: usize) -> Option<usize> {
    let text = &reading.text;
    let words = &lexicon().sum;
    let begins = text.before(at).is_none_or(|c| is_boundary(c) || c == ' ');
    // 未开工的112个项目按主要原因划分
    let follows = || matches!(text.at(at), Some('从' | '按')) && behind_figure(reading, at, 10);
    if !begins && !follows() {
        return None;
    }
    let limit = text.seek(at + 1, at + 14, is_boundary);
    let end = (at + 1..=limit).rev().find(|&end| text.ends_any(end, &words.by_view_end).is_some_and(|length| end - length > at))?;
    let mut behind = end;
    while matches!(text.at(behind), Some(':' | ',' | '，' | ' ' | '。')) {
        behind += 1;
    }
    (behind > end).then_some(behind)
}

/// Where the parts begin whose total stands right behind the view: 166家企业中, 64个项目里.
fn total_named_in(reading: &Reading, opening: Opening, behind: usize) -> Option<usize> {
    let first = reading.figures.partition_point(|figure| figure.span.start < behind);
    let figure = reading.figure(first).filter(|figure| opening == Opening::View && figure.measure.is_amount())?;
    let words = reading.tail(first);
    let (noun, _) = words.split_once(['中', '里'])?;
    let near = reading.clause_start(figure.span.start) <= behind && figure.span.start <= behind + 6;
    let end = figure.tail.start + noun.chars().count() + 1;
    (near && noun.chars().count() <= 8 && parts_at(reading, end)).then_some(end)
}

/// Whether parts follow behind 中 or 里: a comma or colon, or a short name with its figure; 中标, 中心 begin other words.
fn parts_at(reading: &Reading, at: usize) -> bool {
    let text = &reading.text;
    if matches!(text.at(at), Some(',' | '，' | ':')) {
        return true;
    }
    let next = reading.figures.partition_point(|figure| figure.span.start < at);
    let named = reading.figure(next).is_some_and(|next| {
        next.span.start - at <= 10 && next.measure.is_amount() && text.seek(at, next.span.start, is_boundary) == next.span.start
    });
    named && !matches!(text.at(at), Some('心' | '标' | '药' | '期' | '型' | '小' | '央' | '有'))
}

/// Whether a figure ends shortly before a place, in the same clause.
fn behind_figure(reading: &Reading, at: usize, distance: usize) -> bool {
    let index = reading.figures.partition_point(|figure| figure.span.end <= at);
    index.checked_sub(1).and_then(|index| reading.figure(index)).is_some_and(|figure| {
        let gap = reading.text.slice(figure.span.end..at);
        figure.measure.is_amount() && gap.len() <= distance && !gap.iter().any(|c| is_boundary(*c) && *c != '、')
    })
}

fn region_end(reading: &Reading, opening: Opening, at: usize, behind: usize) -> usize {
    let text = &reading.text;
    if opening == Opening::Bracket {
        return text.closing(at, at + 600).map_or(behind, |end| end - 1);
    }
    let reach = (behind + LONGEST).min(text.len());
    let mut end = text.seek(behind, reach, is_end);
    // A breakdown inside brackets ends with them.
    let mut depth = 0_usize;
    let closing = (behind..end).find(|&place| match text.at(place) {
        Some('(') => {
            depth += 1;
            false
        }
        Some(')') if depth == 0 => true,
        Some(')') => {
            depth -= 1;
            false
        }
        _ => false,
    });
    end = closing.filter(|&place| !reading.noise.items.iter().rev().any(|item| item.end == place + 1)).unwrap_or(end);
    // The next view of the same total ends this one.
    if opening == Opening::View {
        let next =
            (behind..end).find(|&place| matches!(text.at(place), Some('从' | '按' | '分' | '就')) && view_at(reading, place).is_some());
        end = next.unwrap_or(end);
    }
    // Numbered lines or sentences that follow are items of it.
    while let Some(item) = next_item(reading, end) {
        if item > reach {
            break;
        }
        end = text.seek(item, (item + LONGEST).min(text.len()), is_end);
    }
    end
}

/// Where the numbered line that follows the end of a sentence begins, if one does.
fn next_item(reading: &Reading, end: usize) -> Option<usize> {
    let text = &reading.text;
    let next = text.seek(end, (end + 8).min(text.len()), |c| !(is_end(c) || c == ' ' || c == ';' || c == '\t'));
    let index = reading.noise.items.partition_point(|item| item.start < next);
    let item = reading.noise.items.get(index).filter(|item| item.start == next)?;
    // Headings 一、 begin another subject.
    (text.at(item.end - 1) != Some('、') && text.slice(end..next).iter().any(|c| is_end(*c))).then_some(item.end)
}

/// Sentences whose parts begin with the same word and break down what the sentence before told.
fn parallels(reading: &Reading) -> Vec<Breakdown> {
    let mut found = Vec::new();
    for number in 1..reading.sentence_count() {
        let sentence = reading.sentence(number);
        let text = &reading.text;
        let mut heads = Vec::new();
        let mut start = sentence.start;
        while start < sentence.end && heads.len() < 12 {
            let end = text.seek(start, sentence.end, |c| c == ';');
            heads.push(text.words(start..(start + 2).min(end)));
            start = end + 1;
        }
        let alike = heads.len() >= 2 && heads.iter().all(|head| heads.first() == Some(head));
        if alike {
            found.push(Breakdown {
                opening: Opening::Parallel,
                at: sentence.start,
                region: sentence,
                exhaustive: false,
                siblings: Vec::new(),
                only: None,
            });
        }
    }
    found
}

/// Runs of at least two figures in the clauses right behind a figure of their measure, without a word that opens.
fn runs(reading: &Reading) -> Vec<Breakdown> {
    let mut found = Vec::new();
    for index in 0..reading.figures.len().saturating_sub(2) {
        let (Some(figure), Some(next)) = (reading.figure(index), reading.figure(index + 1)) else { continue };
        if figure.cell.is_some()
            || !reading.is_value(index)
            || figure.measure != next.measure
            || figure.sentence != next.sentence && !opens_next_sentence(reading, index)
            || figure.value <= next.value
        {
            continue;
        }
        let gap = reading.text.words(figure.tail.end..next.span.start);
        let end = reading.text.seek(figure.span.end, reading.sentence(next.sentence).end, |c| c == ';');
        if (gap.starts_with([',', '，', ':']) || figure.sentence != next.sentence) && gap.chars().filter(|c| is_boundary(*c)).count() == 1
        {
            found.push(Breakdown {
                opening: Opening::Run,
                at: next.lead.start.max(figure.span.end),
                region: figure.span.end..end,
                exhaustive: false,
                siblings: Vec::new(),
                only: Some(figure.measure),
            });
        }
    }
    found
}

/// 共3450亩。甲区1280亩,乙区960亩: a sentence that begins with a part of the total at the end of the one before.
fn opens_next_sentence(reading: &Reading, index: usize) -> bool {
    let (Some(figure), Some(next)) = (reading.figure(index), reading.figure(index + 1)) else { return false };
    let gap = reading.between(index, index + 1);
    next.sentence == figure.sentence + 1
        && has_any(reading.clause(index), &lexicon().sum.right_total)
        && gap.chars().count() <= 10
        && !gap.contains('\n')
        && reading.clause_start(next.span.start) <= reading.sentence(next.sentence).start
}

/// Names that belong together in neighbouring figures.
fn sets(reading: &Reading) -> Vec<Breakdown> {
    let mut found = Vec::new();
    for (index, figure) in reading.figures.iter().enumerate() {
        if !reading.is_value(index) {
            continue;
        }
        let lead = reading.lead(index);
        let tail = reading.tail(index);
        let sets = &lexicon().sum.complete;
        if !has_any(lead, &sets.heads) && starts_with(tail, &sets.heads).is_none() {
            continue;
        }
        for set in &sets.all {
            let Some(first) = set.first() else { continue };
            if !lead.contains(first.as_str()) && !tail.starts_with(first.as_str()) {
                continue;
            }
            let sentence = reading.in_sentence(figure.sentence);
            let mut last = index;
            if lead.contains("资金中") || lead.contains("项目中") || lead.contains("投资中") {
                continue;
            }
            let complete = set.iter().skip(1).all(|name| {
                let next = (last + 1..sentence.end.min(last + 5)).find(|&next| {
                    reading.same_measure(index, next)
                        && !reading.lead(next).contains("中")
                        && (reading.lead(next).contains(name.as_str()) || reading.tail(next).starts_with(name.as_str()))
                });
                last = next.unwrap_or(last);
                next.is_some()
            });
            if complete && let Some(end) = reading.figure(last) {
                found.push(Breakdown {
                    opening: Opening::Set,
                    at: figure.lead.start,
                    region: figure.lead.start..end.span.end,
                    exhaustive: true,
                    siblings: Vec::new(),
                    only: Some(figure.measure),
                });
            }
        }
    }
    found
}
