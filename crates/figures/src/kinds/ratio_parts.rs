//! Of what a share or rate is made: its cue, and the figures that may be its part and its whole.

use crate::figure::{Hedge, Measure};
use crate::kinds::entity;
use crate::kinds::growth_periods::values_of;
use crate::kinds::whole::{self, Wholes};
use crate::lexicon::{ends_with, has_any, last_of, lexicon};
use crate::notes::Notes;
use crate::reading::{LOOK_BACK, Reading, Role, core};
use crate::report::Kind;

/// How the words before a per cent figure make it a share or a rate.
pub(super) enum Cue {
    /// 年度任务132个的59.09%
    Of(usize),
    /// 占年度计划的97.2%
    Named(String, Kind),
    /// 占83.61%
    Share,
    /// 开工率61.29%
    Rate(String),
}

/// What makes a per cent figure a share or a rate; `None` for growth, limits and others.
pub(super) fn cue(reading: &Reading, index: usize) -> Option<Cue> {
    let lead = reading.lead(index);
    if index > 0 && lead.ends_with('的') && lead.chars().count() <= 12 && !has_any(lead, &lexicon().ratio.share) {
        let whole = reading.figure(index - 1)?;
        let same_sentence = reading.figure(index).is_some_and(|figure| figure.sentence == whole.sentence);
        let gap = reading.between(index - 1, index);
        let plain = !gap.trim_start_matches(')').contains([',', '，', ';', '、', ':']);
        if same_sentence && plain && whole.measure.is_amount() && !matches!(reading.role(index - 1), Role::Attribute | Role::Base) {
            return Some(Cue::Of(index - 1));
        }
    }
    // 完成率超过50%的有5个 sets a limit and claims nothing.
    let limit = reading.figure(index).is_some_and(|figure| figure.hedge.is_some()) && reading.tail(index).starts_with('的');
    if !matches!(reading.role(index), Role::Plain) || limit {
        return None;
    }
    let clause = reading.clause(index);
    let words = &lexicon().ratio;
    // 投产率(占开工项目)32.5%: the bracket names the whole.
    if let Some(name) = whole_in_bracket(reading, index) {
        return Some(Cue::Named(name, Kind::Rate));
    }
    let own = if lead.is_empty() { clause } else { lead };
    let own = ends_with(own, &words.exactly).and_then(|word| own.strip_suffix(word)).unwrap_or(own);
    if let Some(whole) = whole_around(reading, index, own) {
        return Some(Cue::Of(whole));
    }
    if let Some((end, word)) = last_of(own, &words.share) {
        let name = own.get(end..).unwrap_or_default();
        // 占地区生产总值的比重为65.1%
        let named = own.get(..end - word.len()).and_then(|before| Some(before.rsplit_once('占')?.1.trim_end_matches('的')));
        if let Some(named) = named.filter(|named| word != "占" && !core(named).is_empty()) {
            return Some(Cue::Named(named.to_owned(), if whole::names_target(named) { Kind::Rate } else { Kind::Share }));
        }
        let bare = name.trim_start_matches(['为', '达', '是', '到', '了', '约', '分', '别', '仅', '均', '至']);
        if let Some(name) = bare.strip_suffix('的').filter(|name| !name.is_empty()) {
            let kind = if whole::names_target(name) { Kind::Rate } else { Kind::Share };
            return Some(Cue::Named(name.to_owned(), kind));
        }
        return (bare.chars().count() <= 4).then_some(Cue::Share);
    }
    if let Some((end, _)) = last_of(own, &words.reaches)
        && let Some(name) = own.get(end..).and_then(|name| name.strip_suffix('的')).filter(|name| whole::names_target(name))
    {
        return Some(Cue::Named(name.to_owned(), Kind::Rate));
    }
    rate_name(own).map(Cue::Rate)
}

/// 在500亿元签约总额中占44%: the whole right before the words, among which the part is counted.
fn whole_around(reading: &Reading, index: usize, words: &str) -> Option<usize> {
    let before = index.checked_sub(1)?;
    let (whole, figure) = (reading.figure(before)?, reading.figure(index)?);
    let (inside, rest) = words.rsplit_once('中')?;
    let among = ["占", "占到", "占了", "占比", "占比为", "占比达", "所占比重为", "所占比例为"].contains(&rest);
    (among
        && !inside.ends_with('其')
        && whole.span.end == figure.lead.start
        && reading.is_value(before)
        && reading.clause(before).starts_with('在'))
    .then_some(before)
}

/// The whole that a bracket right before a figure names.
fn whole_in_bracket(reading: &Reading, index: usize) -> Option<String> {
    let text = &reading.text;
    let end = reading.figure(index)?.lead.start;
    if text.before(end) != Some(')') {
        return None;
    }
    let open = text.seek_back(end - 1, end.saturating_sub(24), |c| c == '(');
    let inside = text.words(open..end - 1);
    inside.strip_prefix('占').map(|name| name.trim_end_matches('的').to_owned()).filter(|name| !name.is_empty())
}

/// The name of a rate that ends the words before a figure: 开工率, 履约率达.
fn rate_name(words: &str) -> Option<String> {
    let trimmed = words.trim_end_matches(['为', '达', '到', '是', '约', '仅', '已', '至', '有', '高']);
    let name = lexicon().ratio.rate_end.iter().find(|end| trimmed.ends_with(end) && trimmed.len() > end.len())?;
    let skip = ["增长率", "贡献率", "利率", "税率", "汇率", "时进度", "间进度"];
    (!skip.iter().any(|skip| trimmed.ends_with(skip)) && !name.is_empty()).then(|| trimmed.to_owned())
}

/// Amounts before a figure in its sentence that may be the part, nearest first.
pub(super) fn parts_before(reading: &Reading, before: usize, whole: Option<usize>) -> Vec<usize> {
    let Some(figure) = reading.figure(before) else { return Vec::new() };
    let segment = reading.segment_start(figure.span.start);
    let measure = whole.and_then(|whole| reading.figure(whole)).map(|whole| whole.measure);
    let fits = |index: &usize| {
        let Some(part) = reading.figure(*index) else { return false };
        let role = reading.role(*index);
        let usable = matches!(role, Role::Plain | Role::Remainder | Role::Shortfall)
            || role == Role::Target && whole.is_some_and(|whole| reading.role(whole) != Role::Target);
        part.measure.is_amount()
            && part.measure != Measure::Score
            && part.cell.is_none()
            && usable
            && reading.in_sight(*index, before)
            && part.hedge != Some(Hedge::Range)
            && measure.is_none_or(|measure| part.measure == measure)
    };
    let mut parts: Vec<usize> = (before.saturating_sub(16)..before)
        .rev()
        .take_while(|&index| reading.figure(index).is_some_and(|part| part.span.start >= segment))
        .filter(fits)
        .take(4)
        .collect();
    if parts.is_empty() {
        // 引进资金219亿元。占年度任务的37%。
        let sentence = figure.sentence;
        parts = (before.saturating_sub(24)..before)
            .rev()
            .take_while(|&index| reading.figure(index).is_some_and(|part| part.sentence + 1 >= sentence))
            .filter(fits)
            .take(14)
            .collect();
    }
    parts
}

/// The words before 占 that name a part without a figure: 个体工商户 in 个体工商户占全部新设主体的69.3%.
pub(super) fn subject_name(reading: &Reading, percent: usize) -> Option<String> {
    let figure = reading.figure(percent)?;
    let mut start = reading.clause_start(figure.span.start);
    start = reading.text.seek_back(figure.span.start, start, |c| c == '、');
    if reading.within(start..figure.span.start).any(|index| reading.is_value(index)) {
        return None;
    }
    let words = reading.text.words(start..figure.span.start);
    let (end, word) = last_of(&words, &lexicon().ratio.share)?;
    let name = words.get(..end - word.len())?;
    let name =
        name.trim_start_matches("其中").trim_start_matches('仅').trim_end_matches('约').trim_end_matches("总体").trim_end_matches('的');
    (core(name).chars().count() >= 2).then(|| name.to_owned())
}

/// 综保区完成任务36亿元的58.4%: the figure of what the words before the verb name, where no value stands among them.
pub(super) fn doer(reading: &Reading, notes: &Notes, whole: usize) -> Option<Vec<usize>> {
    let at = reading.figure(whole)?.span.start;
    let start = reading.clause_start(at);
    if reading.within(start..at).any(|index| reading.is_value(index)) {
        return None;
    }
    let words = reading.text.words(start..at);
    let verbs = &lexicon().ratio;
    let cut = verbs.reaches.iter().chain(verbs.share.iter()).filter_map(|verb| words.find(verb)).filter(|at| *at > 0).min()?;
    let named = words.get(..cut)?;
    let verb = start + named.chars().count();
    let words = named.trim_start_matches("其中");
    let (thing, measured) = entity::split(words);
    let mut found = entity::figures_of(reading, notes, thing, measured, whole).unwrap_or_default();
    found.extend(values_of(reading, start..verb, whole));
    found.extend(entity::cells_of(reading, words, whole));
    (!found.is_empty()).then_some(found)
}

/// Earlier figures that the words before 占 name: 个体工商户占全部新设主体的69.3%.
pub(super) fn subject(reading: &Reading, notes: &Notes, percent: usize) -> Option<Vec<usize>> {
    let figure = reading.figure(percent)?;
    if let Some(part) = carried(reading, notes, percent) {
        return Some(vec![part]);
    }
    let name = subject_name(reading, percent)?;
    let wanted = core(&name);
    let head: String = wanted.chars().skip(wanted.chars().count().saturating_sub(2)).collect();
    let money = ["投资", "额", "资金", "税收", "产值", "收入"].iter().any(|word| name.ends_with(word));
    let counts = name.contains("个数") || name.contains("数量") || name.contains("项目数");
    let segment = reading.segment_start(figure.span.start);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for index in (percent.saturating_sub(LOOK_BACK)..percent).rev() {
        let Some(candidate) = reading.figure(index).filter(|candidate| candidate.measure.is_amount()) else { continue };
        if !reading.is_value(index)
            || counts && !matches!(candidate.measure, Measure::Count(_))
            || money && !matches!(candidate.measure, Measure::Money(_))
        {
            continue;
        }
        let label = reading.label(index);
        // 税收 is no 企业: what is measured must be named as well.
        let same_thing = wanted.chars().count() < 4 || label.contains(&head) || counts;
        let score = if same_thing { whole::likeness(&wanted, reading.core_label(index)) } else { 0 };
        // 香港2.76亿美元…香港资金占比63.0%: the name begins with the label.
        let told = reading.core_label(index);
        let begins = told.chars().count() >= 2 && wanted.starts_with(told);
        let score = if begins { score.max(50 + told.chars().count()) } else { score };
        let near = usize::from(candidate.span.start >= segment) * 20;
        if score >= 50 {
            found.push((score + near, index));
        }
    }
    found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), std::cmp::Reverse(*index)));
    let mut found: Vec<usize> = found.into_iter().map(|(_, index)| index).take(4).collect();
    let (thing, measured) = entity::split(&name);
    if !name.contains('占') && (found.is_empty() || measured.is_some()) {
        // 东安县协议投资 is rather a figure of 东安县 than one of 协议投资.
        let own = entity::figures_of(reading, notes, thing, measured, percent).unwrap_or_default();
        found.retain(|index| !own.contains(index));
        found.splice(0..0, own);
    }
    // Named, but told nowhere: the nearest figure would be another one.
    (!found.is_empty() || money).then_some(found)
}

/// 东安县协议投资占31.6%,个数占29.4%: a share that names only what is measured is of the thing that the one before names.
fn carried(reading: &Reading, notes: &Notes, percent: usize) -> Option<usize> {
    let figure = reading.figure(percent)?;
    let own = |index: usize| {
        let start = reading.clause_start(reading.figure(index)?.span.start);
        let words = reading.text.words(start..reading.figure(index)?.span.start);
        words.split_once('占').map(|(name, _)| name.to_owned())
    };
    let name = own(percent)?;
    let (thing, Some(measured)) = entity::split(&name) else { return None };
    if !thing.is_empty() {
        return None;
    }
    let earlier = (percent.saturating_sub(6)..percent).rev().find(|&index| {
        reading.figure(index).is_some_and(|earlier| earlier.measure == Measure::Percent && earlier.sentence == figure.sentence)
            && reading.role(index) == Role::Plain
    })?;
    let told = own(earlier)?;
    entity::figure_of(reading, notes, entity::split(&told).0, Some(measured), percent)
}

/// The deed of a rate: 开工 in 开工率, 转化 in 转化率.
pub(super) fn deed_of(name: &str) -> String {
    let chars: Vec<char> = name.trim_end_matches("率").trim_end_matches("面").chars().collect();
    chars.get(chars.len().saturating_sub(2)..).unwrap_or_default().iter().collect()
}

/// 完成率80.5%,完成152.9亿元,年度计划190亿元: value and target follow the rate.
pub(super) fn value_behind(reading: &Reading, percent: usize, name: &str) -> Option<(usize, usize)> {
    let sentence = reading.figure(percent)?.sentence;
    let mut behind = (percent + 1..percent + 4)
        .filter(|&index| reading.figure(index).is_some_and(|figure| figure.sentence == sentence && figure.measure.is_amount()));
    let (first, second) = (behind.next()?, behind.next()?);
    let deed = deed_of(name);
    let done = |index: usize| reading.lead(index).contains(&deed) && !reading.lead(index).contains(['应', '未', '拟']);
    let fits = (name.contains("完成") || done(first) != done(second)) && reading.same_measure(first, second);
    match (reading.role(first), reading.role(second)) {
        (Role::Plain, Role::Plain) if fits && done(second) => Some((second, first)),
        (Role::Plain, Role::Plain) if fits && done(first) => Some((first, second)),
        (Role::Plain, Role::Target) if fits => Some((first, second)),
        (Role::Target, Role::Plain) if fits => Some((second, first)),
        _ => None,
    }
}

/// 500亿元签约总额中,新能源产业占44%,达220亿元: the part follows its share.
pub(super) fn part_behind(reading: &Reading, percent: usize) -> Option<usize> {
    let next = percent + 1;
    let gap = reading.between(percent, next);
    let adjoins = gap.strip_prefix([',', '，']).is_some_and(|gap| ["达", "达到", "计", "共计", "为", "共", "即"].contains(&gap));
    let start = reading.clause_start(reading.figure(percent)?.span.start);
    let bare = !reading.within(start..reading.figure(percent)?.span.start).any(|index| reading.is_value(index));
    (adjoins && bare && reading.is_value(next) && reading.figure(next).is_some_and(|part| part.hedge.is_none())).then_some(next)
}

/// 签约项目开工率63%,已开工39个: what was done follows the rate, in the next clause or in a bracket.
pub(super) fn deed_behind(reading: &Reading, percent: usize, deed: &str) -> Option<usize> {
    let next = percent + 1;
    let gap = reading.between(percent, next);
    let adjoins = gap.starts_with([',', '，', '(']) && gap.chars().count() <= 9;
    (adjoins
        && gap.contains('已')
        && (gap.contains(deed) || gap.starts_with('('))
        && reading.role(next) == Role::Plain
        && reading.figure(next).is_some_and(|figure| figure.measure.is_amount() && figure.hedge.is_none()))
    .then_some(next)
}

/// 开工项目中投产的占55.4%: both part and whole are named.
pub(super) fn part_within(reading: &Reading, percent: usize) -> Option<(Vec<usize>, Vec<usize>)> {
    let clause = reading.clause(percent);
    let (whole_name, rest) = clause.split_once('中')?;
    let part_name = rest.split('占').next().filter(|name| name.chars().count() >= 2)?;
    let start = reading.clause_start(reading.figure(percent)?.span.start);
    if rest.is_empty()
        || !rest.contains('占')
        || whole_name.ends_with('其')
        || reading.within(start..reading.figure(percent)?.span.start).next().is_some()
    {
        return None;
    }
    let by_name = |name: &str| {
        let wanted = core(name).replace("项目", "").replace("的", "");
        let mut found: Vec<(usize, usize)> = (percent.saturating_sub(24)..percent)
            .filter(|&index| reading.is_value(index))
            .map(|index| (whole::likeness(&wanted, reading.label(index)), index))
            .filter(|(score, _)| *score >= 60)
            .collect();
        found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), std::cmp::Reverse(*index)));
        found.into_iter().map(|(_, index)| index).collect::<Vec<_>>()
    };
    Some((by_name(part_name), by_name(whole_name)))
}

/// 履约率75%。已开工85个,开工率超过七成: rough words fit many a whole; that of the exact rate before counts, if nothing
/// larger was told.
pub(super) fn rough_whole(reading: &Reading, notes: &Notes, part: usize) -> Option<usize> {
    let own = reading.figure(part)?;
    let before = notes.ratios.iter().rev().take(6).find(|ratio| {
        ratio.holds
            && !ratio.named
            && ratio.part != part
            && reading.same_measure(ratio.whole, part)
            && reading.role(ratio.whole) == Role::Plain
    })?;
    let whole = reading.figure(before.whole).filter(|whole| whole.value >= own.value)?;
    let plain = whole.span.start >= reading.paragraph_start(own.span.start) && before.whole + LOOK_BACK >= part;
    let largest = || {
        (before.whole.saturating_sub(LOOK_BACK)..part)
            .all(|other| !reading.same_measure(other, part) || reading.figure(other).is_some_and(|other| other.value <= whole.value))
    };
    (plain && largest()).then_some(before.whole)
}

/// What the part of a rate is measured against: a target for completion, else a larger figure of the sentence before.
pub(super) fn rate_wholes(reading: &Reading, notes: &Notes, part: usize, completion: bool) -> Wholes {
    let Some(figure) = reading.figure(part) else { return Wholes::default() };
    let sibling = notes.ratios.iter().rev().take(6).find(|ratio| {
        ratio.holds
            && reading.figure(ratio.whole).is_some_and(|whole| whole.sentence == figure.sentence && whole.measure == figure.measure)
            && ratio.part != part
    });
    let mut candidates: Vec<usize> = sibling.map(|ratio| ratio.whole).into_iter().collect();
    let mut near = 0;
    for index in (part.saturating_sub(24)..part).rev() {
        let Some(whole) = reading.figure(index) else { continue };
        let role = reading.role(index);
        if whole.cell.is_some()
            || whole.measure != figure.measure
            || !matches!(role, Role::Plain | Role::Target)
            || candidates.contains(&index)
        {
            continue;
        }
        if completion && role != Role::Target || !completion && whole.value < figure.value {
            continue;
        }
        if whole.sentence + 4 < figure.sentence {
            break;
        }
        near += usize::from(whole.sentence == figure.sentence);
        candidates.push(index);
    }
    // 投产率55%(签约项目60个): the whole may follow.
    let sentence = figure.sentence;
    let ahead = (part + 1..(part + 4).min(reading.figures.len())).filter(|&index| {
        reading.same_measure(index, part)
            && (reading.role(index) == Role::Target) == completion
            && matches!(reading.role(index), Role::Plain | Role::Target)
            && reading.figure(index).is_some_and(|whole| whole.sentence == sentence && whole.value >= figure.value && whole.cell.is_none())
    });
    candidates.extend(ahead);
    if candidates.is_empty() && !completion {
        return Wholes { candidates: whole::smaller_before(reading, part), certain: false };
    }
    Wholes { certain: near > 0, candidates }
}
