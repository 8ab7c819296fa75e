//! A section of text as the checks see it: sentences, figures with the words around them, and the role of each.

use std::ops::Range;

use crate::figure::{self, Figure, Hedge, Measure};
use crate::lexicon::{ends_with, has_any, last_of, lexicon, starts_with};
use crate::noise::Noise;
use crate::period::Period;
use crate::table::{self, Table};
use crate::text::{Text, is_boundary, is_end};

/// What a figure is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// A value of its own.
    Plain,
    /// Describes a class: 亿元以上项目, 百亿级.
    Attribute,
    /// A value to compare with: 去年同期为67个.
    Base,
    /// A target, task or plan.
    Target,
    /// How much more: 增加44个.
    More,
    /// How much less.
    Less,
    /// A growth in per cent or times.
    Growth,
    /// A fall in per cent.
    Fall,
    /// How many points of a growth it brings: 拉动1.1个百分点.
    Pull,
    /// 平均每个项目2亿元
    Average,
    /// 尚未开工的19个, 其余20个
    Remainder,
    /// 尚差12亿元
    Shortfall,
}

/// A sentence longer than this, in characters, is read in pieces.
const LONGEST_SENTENCE: usize = 800;

/// A section, read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) text: Text,
    pub(crate) noise: Noise,
    pub(crate) figures: Vec<Figure>,
    pub(crate) tables: Vec<Table>,
    roles: Vec<Role>,
    sentences: Vec<Range<usize>>,
}

/// How many figures back a check looks for what a statement refers to, so that reading stays linear.
pub(crate) const LOOK_BACK: usize = 60;

impl Reading {
    /// Reads a section.
    pub(crate) fn new(raw: &[char]) -> Self {
        let text = Text::new(raw);
        let noise = Noise::of(&text);
        let tables = table::find(&text);
        let mut figures = figure::read(&text, &noise);
        figures.retain(|figure| !tables.iter().any(|table| table.covers(figure.span.start)));
        let sentences = sentences(&text);
        figures.extend(tables.iter().flat_map(|table| &table.figures).map(|cell| cell.figure.clone()));
        figures.sort_by_key(|figure| figure.span.start);
        place(&text, &noise, &mut figures, &sentences);
        let mut reading = Self { text, noise, figures, tables, roles: Vec::new(), sentences };
        reading.roles = (0..reading.figures.len()).map(|index| reading.role_of(index)).collect();
        for (figure, role) in reading.figures.iter_mut().zip(&reading.roles) {
            figure.exact |= *role == Role::Target;
        }
        reading
    }

    /// The figure with that number.
    pub(crate) fn figure(&self, index: usize) -> Option<&Figure> {
        self.figures.get(index)
    }

    /// The role of a figure.
    pub(crate) fn role(&self, index: usize) -> Role {
        self.roles.get(index).copied().unwrap_or(Role::Plain)
    }

    /// Words right before a figure.
    pub(crate) fn lead(&self, index: usize) -> String {
        self.figure(index).map_or_else(String::new, |figure| self.text.words(figure.lead.clone()))
    }

    /// Words right before a figure, behind the period that they may begin with: 累计 in 1—9月累计.
    pub(crate) fn bare_lead(&self, index: usize) -> String {
        let Some(figure) = self.figure(index) else { return String::new() };
        let end = self.noise.periods.partition_point(|period| period.span.start < figure.lead.end);
        let period = end
            .checked_sub(1)
            .and_then(|last| self.noise.periods.get(last))
            .filter(|period| period.span.start >= figure.lead.start && period.span.end <= figure.lead.end);
        self.text.words(period.map_or(figure.lead.start, |period| period.span.end)..figure.lead.end)
    }

    /// Words right behind a figure.
    pub(crate) fn tail(&self, index: usize) -> String {
        self.figure(index).map_or_else(String::new, |figure| self.text.words(figure.tail.clone()))
    }

    /// The words between two figures, marks and all.
    pub(crate) fn between(&self, first: usize, second: usize) -> String {
        match (self.figure(first), self.figure(second)) {
            (Some(first), Some(second)) if first.span.end <= second.span.start => self.text.words(first.span.end..second.span.start),
            _ => String::new(),
        }
    }

    /// Where the clause of a place begins: behind the last comma, semicolon, stop, colon or open bracket.
    pub(crate) fn clause_start(&self, at: usize) -> usize {
        let floor = at.saturating_sub(120);
        let mark = |c: char| is_boundary(c) && c != '、';
        let mut from = at;
        loop {
            let start = self.text.seek_back(from, floor, mark);
            // What stands in brackets belongs to the clause around them.
            if start > floor && self.text.before(start) == Some(')') {
                let open = self.text.seek_back(start - 1, floor, |c| c == '(' || is_end(c));
                if open > floor && self.text.before(open) == Some('(') {
                    from = open - 1;
                    continue;
                }
            }
            // A comma inside a number ends nothing.
            let inside = start > floor
                && self.text.before(start) == Some(',')
                && self.text.at(start).is_some_and(|c| c.is_ascii_digit())
                && self.text.before(start - 1).is_some_and(|c| c.is_ascii_digit());
            if !inside {
                return start;
            }
            from = start - 1;
        }
    }

    /// The clause before a figure, up to it.
    pub(crate) fn clause(&self, index: usize) -> String {
        self.figure(index).map_or_else(String::new, |figure| self.text.words(self.clause_start(figure.span.start)..figure.span.start))
    }

    /// How many sentences there are.
    pub(crate) fn sentence_count(&self) -> usize {
        self.sentences.len()
    }

    /// The sentence with that number.
    pub(crate) fn sentence(&self, number: usize) -> Range<usize> {
        self.sentences.get(number).cloned().unwrap_or_default()
    }

    /// Numbers of the figures of a stretch of text.
    pub(crate) fn within(&self, span: Range<usize>) -> Range<usize> {
        let first = self.figures.partition_point(|figure| figure.span.start < span.start);
        let last = self.figures.partition_point(|figure| figure.span.start < span.end);
        first..last.max(first)
    }

    /// Numbers of the figures of a sentence.
    pub(crate) fn in_sentence(&self, number: usize) -> Range<usize> {
        self.within(self.sentence(number))
    }

    /// Where the part of the sentence begins that a semicolon or stop ends: items of a breakdown stand in such parts.
    pub(crate) fn segment_start(&self, at: usize) -> usize {
        self.text.seek_back(at, at.saturating_sub(2_000), |c| is_end(c) || c == ';')
    }

    /// Whether two figures can be compared or added.
    pub(crate) fn same_measure(&self, first: usize, second: usize) -> bool {
        matches!((self.figure(first), self.figure(second)), (Some(first), Some(second)) if first.measure == second.measure)
    }

    /// Whether a figure can be seen from another: it stands in no bracket, or in that of the other.
    pub(crate) fn in_sight(&self, index: usize, from: usize) -> bool {
        matches!((self.figure(index), self.figure(from)), (Some(figure), Some(from)) if figure.bracket.is_none() || figure.bracket == from.bracket)
    }

    /// Whether a figure follows the one before it in a series: 3.1%、73%和23.9%.
    pub(crate) fn continues_series(&self, index: usize) -> bool {
        index > 0
            && self.same_measure(index - 1, index)
            && matches!(self.between(index - 1, index).as_str(), "、" | "和" | "及" | "与" | "以及" | "," | "，")
    }

    /// The series that begins with a figure.
    pub(crate) fn series_from(&self, first: usize) -> Range<usize> {
        let mut end = first + 1;
        while end < self.figures.len() && self.continues_series(end) {
            end += 1;
        }
        first..end
    }

    /// The cumulative months that hold at a place: those of the last period named before it.
    pub(crate) fn elapsed_at(&self, at: usize) -> Option<(u8, &Period)> {
        let end = self.noise.periods.partition_point(|period| period.span.start < at);
        self.noise.periods.get(..end)?.iter().rev().take(LOOK_BACK).find_map(|period| period.elapsed().map(|months| (months, period)))
    }

    /// Whether a figure is an amount that may be a part or a total.
    pub(crate) fn is_value(&self, index: usize) -> bool {
        self.figure(index).is_some_and(|figure| figure.measure.is_amount() && figure.hedge != Some(Hedge::Range))
            && matches!(self.role(index), Role::Plain | Role::Target | Role::Remainder)
    }

    fn role_of(&self, index: usize) -> Role {
        let Some(figure) = self.figure(index).filter(|figure| figure.cell.is_none()) else { return Role::Plain };
        let words = &lexicon().role;
        let (lead, tail) = (self.lead(index), self.tail(index));
        let at_least = starts_with(&tail, &lexicon().hedge.at_least_after).or_else(|| starts_with(&tail, &lexicon().hedge.about_after));
        if figure.measure.is_amount()
            && let Some(word) = at_least
            && (tail.len() > word.len() || self.next_is_near(index))
        {
            return Role::Attribute;
        }
        if figure.measure.is_amount() && tail.starts_with('级') {
            return Role::Attribute;
        }
        let head = if lead.is_empty() && self.continues_series(index) { self.role(index - 1) } else { Role::Plain };
        if head != Role::Plain {
            return head;
        }
        let clause = self.clause(index);
        if matches!(figure.measure, Measure::Percent | Measure::Times | Measure::Points) {
            return percent_role(&lead, &clause);
        }
        if has_any(&lead, &words.average) {
            return Role::Average;
        }
        let compares = has_any(&lead, &words.compare) || has_any(&clause, &words.compare);
        if let Some(word) = ends_with(&lead, &words.more)
            && (compares || matches!(word, "净增" | "净增加" | "增加" | "增加了" | "增长了"))
        {
            return Role::More;
        }
        if compares && ends_with(&lead, &words.less).is_some() {
            return Role::Less;
        }
        if ends_with(&lead, &words.shortfall).is_some() {
            return Role::Shortfall;
        }
        let named_period = self
            .noise
            .periods
            .iter()
            .rev()
            .take(LOOK_BACK)
            .any(|period| figure.lead.start <= period.span.start && period.span.end <= figure.lead.end);
        // 比2020年的352.8亿元, 较一季度的12个
        if (named_period || lead.contains("应完成")) && lead.ends_with('的') && has_any(&lead, &words.compare) {
            return Role::Base;
        }
        if has_any(&lead, &words.base) && !lead.contains("结转") {
            return Role::Base;
        }
        if self.follows_comparison(figure, &lead) {
            return Role::Base;
        }
        if is_target(&lead, &tail, figure.measure) {
            return Role::Target;
        }
        if starts_with(lead.trim_start_matches("其中"), &words.remainder).is_some() {
            return Role::Remainder;
        }
        Role::Plain
    }

    /// Whether a figure follows at once, so that words like 以上 belong to what it counts.
    fn next_is_near(&self, index: usize) -> bool {
        match (self.figure(index), self.figure(index + 1)) {
            (Some(this), Some(next)) => this.tail.end == next.span.start,
            _ => false,
        }
    }

    /// 较上半年增加44个,上半年为88个: the period compared with is named again with its value.
    fn follows_comparison(&self, figure: &Figure, lead: &str) -> bool {
        let Some(named) = self
            .noise
            .periods
            .iter()
            .rev()
            .take(LOOK_BACK)
            .find(|period| figure.lead.start <= period.span.start && period.span.end <= figure.span.start)
        else {
            return false;
        };
        let word = self.text.words(named.span.clone());
        let sentence = self.sentence(figure.sentence);
        let before = self.text.words(sentence.start..named.span.start);
        let short = lead.chars().count() <= word.chars().count() + 4;
        short && ["较", "比"].iter().any(|compare| before.contains(&format!("{compare}{word}")))
    }
}

/// Whether words make a figure a target: 年度任务132个, 全年160亿元任务, 全年138亿元的投资计划.
fn is_target(lead: &str, tail: &str, measure: Measure) -> bool {
    let words = &lexicon().role.target;
    // 计划外, 超计划 and names of stages are no targets.
    let tail = tail.trim_start_matches('的');
    let named_behind = words.iter().any(|word| {
        tail.find(word.as_str()).is_some_and(|at| tail.get(..at).is_some_and(|before| before.chars().count() <= 6))
            && (!matches!(measure, Measure::Count(_))
                || tail.starts_with(word.as_str()) && tail.chars().count() <= word.chars().count() + 1)
    });
    let before_done = last_of(lead, words).is_some_and(|(end, _)| {
        let rest = lead.get(end..).unwrap_or_default();
        !["完成", "实际", "已", "到位"].iter().any(|word| rest.contains(word))
    });
    before_done || named_behind
}

fn percent_role(lead: &str, clause: &str) -> Role {
    let words = &lexicon().role;
    if has_any(lead, &words.pull) {
        return Role::Pull;
    }
    let share = last_of(lead, &lexicon().ratio.share).map_or(0, |(end, _)| end);
    // The word must stand at the number: 增长了, 增幅为; not in 占净增数的.
    let at_number =
        |end: usize| lead.get(end..).filter(|rest| rest.chars().count() <= 3 && !rest.contains(['的', '到', '至'])).map_or(0, |_| end);
    let up = last_of(lead, &words.growth_up).map_or(0, |(end, _)| at_number(end));
    let down = last_of(lead, &words.growth_down).map_or(0, |(end, _)| at_number(end));
    if down > share && down >= up {
        return Role::Fall;
    }
    if up > share {
        return Role::Growth;
    }
    if share == 0
        && lead.chars().count() <= 2
        && has_any(clause, &["同比".to_owned(), "环比".to_owned()])
        && !clause.contains('占')
        && !clause.contains('率')
    {
        return Role::Growth;
    }
    Role::Plain
}

fn sentences(text: &Text) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let mut end = text.seek(start, (start + LONGEST_SENTENCE).min(text.len()), is_end);
        if end < text.len() && !text.at(end).is_some_and(is_end) {
            // Longer than people write: cut at a mark, so that work stays linear.
            end = text.seek_back(end, start + LONGEST_SENTENCE / 2, is_boundary).saturating_sub(1).max(start + 1);
        }
        let behind = (end + 1).min(text.len());
        if end > start {
            found.push(start..end);
        }
        start = behind.max(start + 1);
    }
    found
}

/// Gives every figure its sentence and the words around it.
fn place(text: &Text, noise: &Noise, figures: &mut [Figure], sentences: &[Range<usize>]) {
    let mut behind = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut seen = 0;
    let starts: Vec<usize> = figures.iter().map(|figure| figure.span.start).collect();
    for (index, figure) in figures.iter_mut().enumerate() {
        let floor = behind.max(figure.span.start.saturating_sub(60));
        let mut start = text.seek_back(figure.span.start, floor, is_boundary);
        // (4) and 2. before a figure are no words of it.
        let item = noise.items.partition_point(|item| item.end <= start);
        if let Some(item) = noise.items.get(item).filter(|item| item.start <= start && item.end <= figure.span.start) {
            start = item.end;
        }
        let mut end = figure.span.start;
        let hedges = &lexicon().hedge;
        for words in [&hedges.about, &hedges.near, &hedges.over, &hedges.under, &hedges.at_least] {
            if let Some(length) = text.ends_any(end, words)
                && end - length >= start
            {
                end -= length;
            }
        }
        figure.lead = start..end;
        let next = starts.get(index + 1).copied().unwrap_or(usize::MAX);
        let limit = next.min(figure.span.end + 30).min(text.len());
        figure.tail = figure.span.end..text.seek(figure.span.end, limit, is_boundary);
        for at in seen..figure.span.start {
            match text.at(at) {
                Some('(') => open.push(at),
                Some(')') => drop(open.pop()),
                Some(c) if is_end(c) => open.clear(),
                _ => {}
            }
        }
        seen = figure.span.end;
        figure.bracket = open.last().copied();
        figure.sentence = sentences.partition_point(|sentence| sentence.end <= figure.span.start);
        behind = figure.span.end;
    }
}
