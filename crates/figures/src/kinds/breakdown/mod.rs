//! Where breakdowns stand: what opens them, how far they reach, their items, and what they may break down.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::figure::{Figure, Hedge, Measure};
use crate::lexicon::{has_any, lexicon, starts_with};
use crate::reading::{LOOK_BACK, Reading, Role};
use crate::text::{is_boundary, is_end};

mod find;

pub(crate) use find::find;

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

/// Figures that may be the parts of a total.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) figures: Vec<usize>,
    /// Whether they are all that is listed, and not only the beginning of a list.
    pub(crate) whole: bool,
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
    pub(crate) fn parts(&self, reading: &Reading, measure: Measure) -> Vec<Parts> {
        let mut segments = self.segments(reading, measure, false);
        if segments.iter().map(Vec::len).sum::<usize>() < 2 {
            segments = self.segments(reading, measure, true);
        }
        let filled: Vec<&Vec<usize>> = segments.iter().filter(|segment| !segment.is_empty()).collect();
        let mut lists: Vec<Parts> = Vec::new();
        let Some(first) = filled.first() else { return lists };
        let heads: Vec<usize> = filled.iter().filter_map(|segment| segment.first().copied()).collect();
        // A list parted by 、 ends where its last 、 leads.
        let ends = |list: &[usize], end: usize| match (list.get(end - 1), list.get(end)) {
            (Some(&last), Some(&next)) => !reading.between(last, next).starts_with(['、', '和', '及', '与']),
            _ => true,
        };
        let beginnings = |list: &[usize]| -> Vec<Parts> {
            (2..list.len())
                .rev()
                .filter(|&end| ends(list, end))
                .filter_map(|end| list.get(..end))
                .map(|figures| Parts { figures: figures.to_vec(), whole: false })
                .collect()
        };
        if first.len() == 1 && heads.len() > 1 {
            lists.push(Parts { figures: heads.clone(), whole: true });
            lists.extend(beginnings(&heads));
        }
        lists.push(Parts { figures: (*first).clone(), whole: true });
        if filled.len() > 1 {
            lists.push(Parts { figures: filled.iter().flat_map(|segment| segment.iter().copied()).collect(), whole: true });
        }
        lists.extend(beginnings(first));
        lists.retain(|list| (2..=60).contains(&list.figures.len()));
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
                let lead = self.own_lead(reading, index);
                let listed = own.last().is_some_and(|&before| before + 1 == index && reading.between(before, index).starts_with('、'));
                let of_part = !own.is_empty()
                    && !listed
                    && ["已", "现已", "目前", "实际", "当年", "年度", "本月", "今年"].iter().any(|word| lead.starts_with(word));
                // 占全部计划投资25.6亿元的四分之一 is the whole of a share.
                let of_part = of_part || lead.starts_with('占');
                // 省外资金中广东一地43.7亿元 is a part of a part.
                let of_part = of_part || ["金中", "目中", "资中", "业中", "额中", "个中"].iter().any(|word| lead.contains(word));
                let role = reading.role(index);
                let counts = if targets { role == Role::Target } else { matches!(role, Role::Plain | Role::Remainder) };
                let counts = (counts || !targets && listed_with_values(reading, index)) && !figure.announces;
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
                figure.measure == measure
                    && figure.cell.is_none()
                    && (!figure.announces || self.opening == Opening::Within)
                    && figure.hedge != Some(Hedge::Range)
            }) && matches!(reading.role(index), Role::Plain | Role::Target | Role::Remainder)
        };
        let mut totals: Vec<usize> = (end.saturating_sub(LOOK_BACK)..end).rev().filter(|&index| fits(index)).take(14).collect();
        let beside = totals.first().is_some_and(|&first| self.is_beside(reading, first));
        if matches!(self.opening, Opening::Bracket | Opening::Run) || beside {
            totals.truncate(1);
        }
        // A plan that stands between the total and its parts is not what is broken down.
        totals.sort_by_key(|&index| {
            let figure = reading.figure(index);
            let small = figure.zip(largest).is_some_and(|(figure, largest)| figure.value.saturating_mul(Decimal::TWO) < largest);
            let sibling = figure.is_some_and(|figure| self.siblings.iter().any(|region| region.contains(&figure.span.start)));
            (u8::from(small) + u8::from(sibling), u8::from(reading.role(index) == Role::Target), std::cmp::Reverse(index))
        });
        totals
    }

    /// Whether the clause that opens it names its total: 21个责任单位中, 未开工的112个按原因分.
    pub(crate) fn is_beside(&self, reading: &Reading, total: usize) -> bool {
        matches!(self.opening, Opening::Within | Opening::View)
            && reading.figure(total).is_some_and(|figure| figure.span.start >= reading.clause_start(self.at) && figure.span.end <= self.at)
    }

    /// Whether a total stands where the breakdown would look for it: in its sentence, or in the one before.
    pub(crate) fn is_near(&self, reading: &Reading, total: usize) -> bool {
        let sentence = reading.figure(total).map(|figure| figure.sentence);
        let own = self.sentence(reading);
        let distance = sentence.and_then(|sentence| own.checked_sub(sentence));
        match self.opening {
            Opening::View => distance.is_some_and(|distance| distance <= 3),
            // 未开工的12个项目中,: what stands right before it.
            Opening::Within => {
                distance == Some(0)
                    && reading.within(0..self.at).next_back() == Some(total)
                    && (self.ends_with_rest_of(reading) || self.heads_alike(reading, &self.values(reading)))
            }
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

    /// Whether the last of the parts is what the others leave: 其余2个, 未外出的5个, 不合格的3个. Then nothing is left out
    /// and nothing counted twice.
    pub(crate) fn ends_with_rest(reading: &Reading, parts: &[usize]) -> bool {
        parts.last().is_some_and(|&last| starts_with(reading.lead(last).trim_start_matches("其中"), &lexicon().sum.rest).is_some())
    }

    fn ends_with_rest_of(&self, reading: &Reading) -> bool {
        Self::ends_with_rest(reading, &self.values(reading))
    }

    fn values(&self, reading: &Reading) -> Vec<usize> {
        reading.within(self.region.clone()).filter(|&index| reading.is_value(index)).collect()
    }

    /// Whether the parts begin alike: 因用地4个、因资金3个 (of several reasons the first counts), 来自甲省9个、来自乙省8个.
    pub(crate) fn heads_alike(&self, reading: &Reading, parts: &[usize]) -> bool {
        let leads: Vec<String> = parts.iter().map(|&part| self.own_lead(reading, part)).collect();
        let head = |lead: &String| lead.chars().take(2).collect::<String>();
        let alike = leads.first().map(head).filter(|first| first.chars().count() == 2);
        let reason = |lead: &String| starts_with(lead, &lexicon().sum.reason).is_some();
        leads.len() >= 2 && (leads.iter().all(reason) || alike.is_some_and(|first| leads.iter().all(|lead| head(lead) == first)))
    }

    /// Whether parts follow a total of all (共426批) one after the other, each in a clause of its own, up to a stop.
    pub(crate) fn lists_all(reading: &Reading, total: usize, parts: &[usize]) -> bool {
        let row: Vec<usize> = std::iter::once(total).chain(parts.iter().copied()).collect();
        let in_a_row = row.windows(2).all(|pair| match pair {
            [first, second] => {
                let gap = reading.between(*first, *second);
                *second == first + 1 && gap.chars().count() <= 16 && gap.chars().filter(|c| is_boundary(*c)).count() == 1
            }
            _ => false,
        });
        let ends = parts
            .last()
            .and_then(|&last| reading.figure(last))
            .is_some_and(|last| reading.text.at(last.tail.end).is_none_or(|c| is_end(c) || c == ';' || c == ')') && last.tail.len() <= 4);
        let of_all = has_any(reading.lead(total), &lexicon().sum.right_total) || Self::ends_with_rest(reading, parts);
        let overlaps = parts.iter().any(|&part| has_any(reading.label(part), &lexicon().sum.qualities));
        in_a_row && ends && of_all && !overlaps
    }

    /// The words before a figure, without those that stand before the region and name its total.
    fn own_lead(&self, reading: &Reading, index: usize) -> String {
        let Some(figure) = reading.figure(index) else { return String::new() };
        reading.text.words(figure.lead.start.max(self.region.start).min(figure.lead.end)..figure.lead.end)
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

/// 在建项目348个、计划新开工项目197个、前期项目84个: a class of things that are planned, in a list of others.
fn listed_with_values(reading: &Reading, index: usize) -> bool {
    let beside = |first: usize, second: usize, other: usize| {
        reading.same_measure(first, second) && reading.role(other) == Role::Plain && reading.between(first, second).starts_with('、')
    };
    reading.role(index) == Role::Target
        && reading.figure(index).is_some_and(|figure| matches!(figure.measure, Measure::Count(_)))
        && (beside(index, index + 1, index + 1) || index.checked_sub(1).is_some_and(|before| beside(before, index, before)))
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
