//! Where breakdowns stand: what opens them, how far they reach, their items, and what they may break down.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::figure::{Figure, Hedge, Measure};
use crate::lexicon::{has_any, lexicon, starts_with};
use crate::reading::{LOOK_BACK, Reading, Role};
use crate::text::{is_boundary, is_end};

/// The longest stretch, in characters, that one breakdown takes.
const LONGEST: usize = 1_000;

/// More figures than this are not looked at in one part of a breakdown.
const MOST: usize = 60;

/// What opens a breakdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// 其中
    Among,
    /// 分别为, 包括, 由
    Listed,
    /// 分行业看, 按投资主体划分
    View,
    /// A colon right behind a figure.
    Colon,
    /// A bracket right behind a figure.
    Bracket,
    /// 城镇投资中,
    Within,
    /// Segments that begin alike, without a word that opens: 来自…的29个;来自…的24个.
    Parallel,
    /// Figures of one measure that follow another in the next clause: 共218个,在建161个、竣工26个、前期31个.
    Run,
    /// Names that belong together, without a word that opens: 新建91个、续建204个.
    Set,
}

/// A stretch of text that lists parts.
#[derive(Clone, Debug)]
pub(crate) struct Breakdown {
    pub(crate) opening: Opening,
    /// Where the opening stands; the total is sought before it.
    pub(crate) at: usize,
    pub(crate) region: Range<usize>,
    /// Whether the opening says that everything is listed.
    pub(crate) exhaustive: bool,
    /// Breakdowns before it: figures in them are parts themselves, and less likely its total.
    siblings: Vec<Range<usize>>,
    /// The only measure that it is about, where names alone make it one.
    only: Option<Measure>,
}

/// All breakdowns of a section.
pub(crate) fn find(reading: &Reading) -> Vec<Breakdown> {
    let mut found = Vec::new();
    let text = &reading.text;
    let mut at = 0;
    while at < text.len() {
        if let Some((opening, behind)) = opening_at(reading, at) {
            let region = behind..region_end(reading, opening, at, behind);
            let prose =
                reading.within(region.clone()).filter(|&index| reading.figure(index).is_some_and(|figure| figure.cell.is_none())).count();
            if prose >= 2 {
                let exhaustive = super::sum::is_exhaustive(opening) && !begins_with_among(reading, behind);
                found.push(Breakdown { opening, at, region, exhaustive, siblings: Vec::new(), only: None });
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
        '中' if matches!(text.at(at + 1), Some(',' | '，')) && text.before(at) != Some('其') => Some((Opening::Within, at + 2)),
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
    if !text.before(at).is_none_or(|c| is_boundary(c) || c == ' ') {
        return None;
    }
    let limit = text.seek(at + 1, at + 14, is_boundary);
    let end = (at + 1..=limit).rev().find(|&end| text.ends_any(end, &words.by_view_end).is_some_and(|length| end - length > at))?;
    let mut behind = end;
    while matches!(text.at(behind), Some(':' | ',' | '，' | ' ')) {
        behind += 1;
    }
    (behind > end).then_some(behind)
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
            || figure.sentence != next.sentence
            || figure.value <= next.value
        {
            continue;
        }
        let gap = reading.text.words(figure.tail.end..next.span.start);
        let end = reading.text.seek(figure.span.end, reading.sentence(figure.sentence).end, |c| c == ';');
        if gap.starts_with([',', '，', ':']) && gap.chars().filter(|c| is_boundary(*c)).count() == 1 {
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

impl Breakdown {
    /// The measures of the figures in it, in their order.
    pub(crate) fn measures(&self, reading: &Reading) -> Vec<Measure> {
        if let Some(measure) = self.only {
            return vec![measure];
        }
        let mut measures = Vec::new();
        for index in reading.within(self.region.clone()) {
            if let Some(figure) = reading.figure(index).filter(|figure| figure.measure.is_amount())
                && !measures.contains(&figure.measure)
            {
                measures.push(figure.measure);
            }
        }
        measures
    }

    /// Lists of figures that may be the parts of a measure, the likeliest first.
    pub(crate) fn parts(&self, reading: &Reading, measure: Measure) -> Vec<Vec<usize>> {
        let mut segments = self.segments(reading, measure, false);
        if segments.iter().map(Vec::len).sum::<usize>() < 2 {
            segments = self.segments(reading, measure, true);
        }
        let filled: Vec<&Vec<usize>> = segments.iter().filter(|segment| !segment.is_empty()).collect();
        let mut lists: Vec<Vec<usize>> = Vec::new();
        let Some(first) = filled.first() else { return lists };
        let heads: Vec<usize> = filled.iter().filter_map(|segment| segment.first().copied()).collect();
        if first.len() == 1 && heads.len() > 1 {
            lists.push(heads.clone());
            lists.extend((2..heads.len()).rev().filter_map(|end| heads.get(..end)).map(<[usize]>::to_vec));
        }
        lists.push((*first).clone());
        if filled.len() > 1 {
            lists.push(filled.iter().flat_map(|segment| segment.iter().copied()).collect());
        }
        lists.extend((2..first.len()).rev().filter_map(|end| first.get(..end)).map(<[usize]>::to_vec));
        lists.retain(|list| (2..=60).contains(&list.len()));
        lists.truncate(12);
        lists
    }

    /// The figures of the measure in each part of the region that a semicolon ends, nested ones left out.
    fn segments(&self, reading: &Reading, measure: Measure, targets: bool) -> Vec<Vec<usize>> {
        let text = &reading.text;
        let mut segments = Vec::new();
        let mut start = self.region.start;
        while start < self.region.end {
            let end = text.seek(start, self.region.end, |c| c == ';' || is_end(c));
            let hidden = nested(reading, start..end);
            let mut own: Vec<usize> = Vec::new();
            for index in reading.within(start..end).take(MOST) {
                let Some(figure) = reading.figure(index).filter(|figure| figure.measure == measure) else { continue };
                let lead = reading.lead(index);
                let of_part = !own.is_empty()
                    && ["已", "现已", "目前", "实际", "当年", "年度", "本月", "今年"].iter().any(|word| lead.starts_with(word));
                // 省外资金中广东一地43.7亿元 is a part of a part.
                let of_part = of_part || ["金中", "目中", "资中", "业中", "额中", "个中"].iter().any(|word| lead.contains(word));
                let role = reading.role(index);
                let counts = if targets { role == Role::Target } else { matches!(role, Role::Plain | Role::Remainder) };
                let counts = counts && !figure.announces;
                if counts && !of_part && !hidden.iter().any(|hidden| hidden.contains(&figure.span.start)) {
                    own.push(index);
                }
            }
            segments.push(own);
            start = end + 1;
        }
        segments
    }

    /// Figures before it that may be its total, the likeliest first.
    pub(crate) fn totals(&self, reading: &Reading, measure: Measure, parts: &[usize]) -> Vec<usize> {
        let end = reading.figures.partition_point(|figure| figure.span.start < self.at);
        let largest = parts.iter().filter_map(|&part| reading.figure(part)).map(|part| part.value).max();
        let fits = |index: usize| {
            reading.figure(index).is_some_and(|figure| {
                figure.measure == measure && figure.cell.is_none() && !figure.announces && figure.hedge != Some(Hedge::Range)
            }) && matches!(reading.role(index), Role::Plain | Role::Target | Role::Remainder)
        };
        let mut totals: Vec<usize> = (end.saturating_sub(LOOK_BACK)..end).rev().filter(|&index| fits(index)).take(14).collect();
        if matches!(self.opening, Opening::Bracket | Opening::Run) {
            totals.truncate(1);
        }
        // A plan that stands between the total and its parts is not what is broken down.
        totals.sort_by_key(|&index| {
            let figure = reading.figure(index);
            let small = figure.zip(largest).is_some_and(|(figure, largest)| figure.value.saturating_mul(Decimal::from(3)) < largest);
            let sibling = figure.is_some_and(|figure| self.siblings.iter().any(|region| region.contains(&figure.span.start)));
            (u8::from(small) + u8::from(sibling), u8::from(reading.role(index) == Role::Target), std::cmp::Reverse(index))
        });
        totals
    }

    /// Whether a total stands where the breakdown would look for it: in its sentence, or in the one before.
    pub(crate) fn is_near(&self, reading: &Reading, total: usize) -> bool {
        let sentence = reading.figure(total).map(|figure| figure.sentence);
        let own = self.sentence(reading);
        let distance = sentence.and_then(|sentence| own.checked_sub(sentence));
        match self.opening {
            Opening::View => distance.is_some_and(|distance| distance <= 3),
            Opening::Within => false,
            _ => distance.is_some_and(|distance| distance <= 1),
        }
    }

    fn sentence(&self, reading: &Reading) -> usize {
        reading.within(self.region.clone()).next().and_then(|index| reading.figure(index)).map_or(0, |figure| figure.sentence)
    }

    /// Whether the text says that groups overlap.
    pub(crate) fn says_overlapping(&self, reading: &Reading) -> bool {
        let end = (self.region.end + 40).min(reading.text.len());
        has_any(&reading.text.words(self.region.start..end), &lexicon().sum.overlapping)
    }

    /// Whether 等 says that there are more.
    pub(crate) fn is_open_ended(&self, reading: &Reading, last: Option<usize>) -> bool {
        let behind = last.and_then(|last| reading.figure(last)).map_or(self.region.end, |figure| figure.span.end);
        let near = reading.text.words(behind..(behind + 3).min(reading.text.len()));
        near.starts_with('等') || self.opening == Opening::Among && reading.text.words(self.region.clone()).contains("等项目")
    }

    /// Whether the names of the parts are a set that is known to be complete.
    pub(crate) fn names_complete_set(&self, labels: &[&str]) -> bool {
        self.opening == Opening::Set
            || lexicon()
                .sum
                .complete
                .all
                .iter()
                .any(|set| set.len() == labels.len() && set.iter().all(|name| labels.iter().any(|label| label.contains(name.as_str()))))
    }

    /// How many kinds the words before announce: 三类项目共132个.
    pub(crate) fn announced(reading: &Reading, total: usize) -> Option<usize> {
        let figure = reading.figure(total)?;
        let kinds = reading
            .within(reading.sentence(figure.sentence).start..figure.span.start)
            .rev()
            .filter_map(|index| reading.figure(index))
            .find(|figure: &&Figure| figure.announces)?;
        usize::try_from(kinds.value.mantissa()).ok().filter(|_| kinds.value.scale() == 0)
    }
}

/// Stretches of a segment that break one of its items down further.
fn nested(reading: &Reading, segment: Range<usize>) -> Vec<Range<usize>> {
    let text = &reading.text;
    let mut hidden = Vec::new();
    let mut at = segment.start;
    while at < segment.end {
        if text.at(at) == Some('(')
            && let Some(end) = text.closing(at, segment.end)
        {
            hidden.push(at..end);
            at = end;
        } else if at > segment.start && (text.sees(at, "其中") || text.sees(at, "包括")) {
            hidden.push(at..segment.end);
            return hidden;
        } else {
            at += 1;
        }
    }
    hidden
}
