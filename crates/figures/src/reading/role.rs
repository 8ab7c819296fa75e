//! What each figure is to its neighbours: a value of its own, a base, a target, a growth, what is left.

use crate::figure::{Figure, Measure};
use crate::lexicon::{ends_with, has_any, last_of, lexicon, starts_with};
use crate::reading::{LOOK_BACK, Reading};

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

impl Reading {
    pub(super) fn role_of(&self, index: usize) -> Role {
        let Some(figure) = self.figure(index).filter(|figure| figure.cell.is_none()) else { return Role::Plain };
        let words = &lexicon().role;
        let (lead, tail) = (self.lead(index), self.tail(index));
        let at_least = starts_with(tail, &lexicon().hedge.at_least_after).or_else(|| starts_with(tail, &lexicon().hedge.about_after));
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
            return percent_role(lead, clause);
        }
        if has_any(lead, &words.average) || self.text.slice(figure.span.clone()).contains(&'/') {
            return Role::Average;
        }
        let compares = has_any(lead, &words.compare) || has_any(clause, &words.compare);
        if let Some(word) = ends_with(lead, &words.more)
            && (compares || matches!(word, "净增" | "净增加" | "增加" | "增加了" | "增长了") || lead == word && self.follows_change(index))
        {
            return Role::More;
        }
        // 由136家增加到172家,新增36家
        if starts_with(lead, &words.more_after_change) == Some(lead) && self.follows_change(index) {
            return Role::More;
        }
        if ends_with(lead, &words.less).is_some_and(|word| compares || lead == word && self.follows_change(index)) {
            return Role::Less;
        }
        if ends_with(lead, &words.shortfall).is_some() || starts_with(self.bare_lead(index), &words.shortfall_heads).is_some() {
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
        if (named_period || lead.contains("应完成")) && lead.ends_with('的') && has_any(lead, &words.compare) {
            return Role::Base;
        }
        // 与3月份的118.7亿元相比
        if tail.starts_with("相比") && lead.contains(['与', '同', '和', '跟']) {
            return Role::Base;
        }
        if has_any(lead, &words.base) && !lead.contains("结转") {
            return Role::Base;
        }
        if self.follows_comparison(figure, lead) {
            return Role::Base;
        }
        if is_target(lead, tail, figure.measure) || self.listed_as_target(figure) {
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

    /// 由76个减至29个,减少47个: the figure before is where a change arrived.
    fn follows_change(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|before| {
            self.same_measure(before, index)
                && self.text.slice(self.figure(before).map_or(0..0, |figure| figure.lead.clone())).iter().any(|c| matches!(c, '到' | '至'))
        })
    }

    /// 年度任务:新签约60个、新开工42个、到位资金55亿元: a list behind a colon that a target opens.
    fn listed_as_target(&self, figure: &Figure) -> bool {
        let start = self.sentence(figure.sentence).start;
        let colon = self.text.seek_back(figure.span.start, start, |c| matches!(c, ':' | ';'));
        if colon == start || self.text.before(colon) != Some(':') {
            return false;
        }
        let plain = !self.text.slice(colon..figure.span.start).iter().any(|c| matches!(c, '(' | ',' | '，'));
        plain && self.text.ends_any(colon - 1, &lexicon().role.target_heads).is_some()
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
    // 签约指标20分 says what points are given for.
    if measure == Measure::Score {
        return false;
    }
    // 计划总投资 tells how large projects are; nobody is held to it.
    if has_any(lead, &lexicon().role.size) {
        return false;
    }
    // 完成任务的12个 counts those who did, 计划明年增资的22家 those who plan to.
    if matches!(measure, Measure::Count(_)) && (lead.contains("完成") || lead.starts_with("计划")) && lead.ends_with('的') {
        return false;
    }
    // 计划外, 超计划 and names of stages are no targets.
    let tail = tail.trim_start_matches('的');
    let named_behind = words.iter().any(|word| {
        tail.find(word).is_some_and(|at| tail.get(..at).is_some_and(|before| before.chars().count() <= 6))
            && (!matches!(measure, Measure::Count(_)) || tail.starts_with(word) && tail.chars().count() <= word.chars().count() + 1)
    });
    // 中央预算内投资 was given, not planned.
    let lead = lead.replace("预算内", "").replace("预算资金", "");
    let lead = lead.as_str();
    let before_done = last_of(lead, words).is_some_and(|(end, _)| {
        let rest = lead.get(end..).unwrap_or_default();
        // 计划完成投资860亿元 plans; 年度计划完成38亿元 does.
        let plans = lead.get(..end).is_some_and(|before| before.ends_with("计划") && before.trim_end_matches("计划").ends_with('年'))
            && !lead.contains("年度");
        plans || !["完成", "实际", "已", "到位"].iter().any(|word| rest.contains(word))
    });
    before_done || named_behind
}

fn percent_role(lead: &str, clause: &str) -> Role {
    let words = &lexicon().role;
    if lead.ends_with('翻') || lead.ends_with("翻了") {
        return Role::Growth;
    }
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
    if share == 0 && lead.chars().count() <= 2 && has_any(clause, &words.against_before) && !clause.contains('占') && !clause.contains('率')
    {
        return Role::Growth;
    }
    Role::Plain
}
