//! Shares and rates: 占…的x%, 占比x%, 完成年度任务y的z%, 开工率x%, several paired by order.

use rust_decimal::Decimal;

use crate::figure::{Figure, Hedge, Measure};
use crate::interval::Interval;
use crate::judge::{self, Outcome};
use crate::kinds::whole::{self, Wholes};
use crate::lexicon::{has_any, last_of, lexicon};
use crate::notes::{Fault, Notes, Ratio};
use crate::reading::{Reading, Role};
use crate::report::Kind;
use crate::slip;

/// What a per cent figure claims.
struct Claim {
    kind: Kind,
    /// The figure.
    percent: usize,
    /// What may be the part, the likeliest first.
    parts: Vec<usize>,
    /// What may be the whole.
    wholes: Wholes,
    /// Whether the likeliest part is certain.
    sure_part: bool,
    /// Whether the words name the whole.
    named: bool,
    /// Whether it may only be borne out, for its part is a guess.
    verify_only: bool,
}

/// How the words before a per cent figure make it a share or a rate.
enum Cue {
    /// 年度任务132个的59.09%
    Of(usize),
    /// 占年度计划的97.2%
    Named(String, Kind),
    /// 占83.61%
    Share,
    /// 开工率61.29%
    Rate(String),
}

/// Checks all shares and rates of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    let mut index = 0;
    while index < reading.figures.len() {
        let series = reading.series_from(index);
        let is_percent = reading.figure(index).is_some_and(|figure| figure.measure == Measure::Percent && figure.cell.is_none());
        if is_percent && series.len() > 1 {
            check_series(reading, notes, series.clone());
        } else if is_percent && follow_up(reading, notes, index).is_none() && let Some(claim) = claim(reading, notes, index) {
            settle(reading, notes, &claim);
        }
        index = series.end.max(index + 1);
    }
}

fn cue(reading: &Reading, index: usize) -> Option<Cue> {
    let lead = reading.lead(index);
    if index > 0 && (lead == "的" || lead.ends_with('的')) && lead.chars().count() <= 12 {
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
    let own = if lead.is_empty() { &clause } else { &lead };
    if let Some((end, word)) = last_of(own, &words.share) {
        let name = own.get(end..).unwrap_or_default();
        let bare = name.trim_start_matches(['为', '达', '是', '到', '了', '约', '分', '别', '仅', '均', '至']);
        if let Some(name) = bare.strip_suffix('的').filter(|name| !name.is_empty()) {
            let kind = if whole::names_target(name) { Kind::Rate } else { Kind::Share };
            return Some(Cue::Named(name.to_owned(), kind));
        }
        // 占比重 of what was named before: 占全市比重为12%
        let _ = word;
        return (bare.chars().count() <= 4).then_some(Cue::Share);
    }
    if let Some((end, _)) = last_of(own, &["完成".to_owned(), "为".to_owned(), "达到".to_owned(), "实现".to_owned(), "相当于".to_owned()])
        && let Some(name) = own.get(end..).and_then(|name| name.strip_suffix('的')).filter(|name| whole::names_target(name))
    {
        return Some(Cue::Named(name.to_owned(), Kind::Rate));
    }
    rate_name(own).map(Cue::Rate)
}

/// The name of a rate that ends the words before a figure: 开工率, 履约率达.
fn rate_name(words: &str) -> Option<String> {
    let trimmed = words.trim_end_matches(['为', '达', '到', '是', '约', '仅', '已', '至', '有', '高']);
    let name = lexicon().ratio.rate_end.iter().find(|end| trimmed.ends_with(end.as_str()) && trimmed.len() > end.len())?;
    let skip = ["增长率", "贡献率", "利率", "税率", "汇率", "时进度", "间进度"];
    (!skip.iter().any(|skip| trimmed.ends_with(skip)) && !name.is_empty()).then(|| trimmed.to_owned())
}

/// 占91.28%,超过九成: the same share told again in rough words.
fn follow_up(reading: &Reading, notes: &mut Notes, percent: usize) -> Option<()> {
    let figure = reading.figure(percent)?;
    let before = percent.checked_sub(1)?;
    let precise = reading.figure(before)?;
    let bare = figure.lead.is_empty() || reading.lead(percent).is_empty();
    let gap = reading.between(before, percent);
    let adjoins = matches!(gap.chars().next(), Some(',' | '，' | '(')) && gap.chars().count() <= 6;
    if !bare || !adjoins || figure.hedge.is_none() || precise.measure != Measure::Percent || precise.hedge.is_some() {
        return None;
    }
    let span = figure.lead.end..figure.span.end;
    if judge::compare(figure, precise.interval()?, precise.value)? == Outcome::Holds {
        notes.holds(Kind::Share, span);
    } else {
        let (printed, said) = (precise.printed(&reading.text), reading.text.words(span.clone()));
        let message = format!("前面的比率是{printed},与“{said}”不符,请核对");
        notes.fails(Kind::Share, span, Fault::error(said, printed, message));
    }
    Some(())
}

fn claim(reading: &Reading, notes: &Notes, percent: usize) -> Option<Claim> {
    let figure = reading.figure(percent)?;
    let segment = reading.segment_start(figure.span.start);
    let make = |kind, parts: Vec<usize>, wholes| {
        let sure_part = parts.first().and_then(|&part| reading.figure(part)).is_some_and(|part| part.span.start >= segment || part.cell.is_some());
        Some(Claim { kind, percent, parts, wholes, sure_part, named: false, verify_only: false })
    };
    match cue(reading, percent)? {
        Cue::Of(whole) => {
            let target = reading.role(whole) == Role::Target;
            let parts = parts_before(reading, whole, Some(whole));
            make(if target { Kind::Rate } else { Kind::Share }, parts, Wholes { candidates: vec![whole], certain: true })
        }
        Cue::Named(name, kind) => {
            let parts = subject(reading, percent).unwrap_or_else(|| parts_before(reading, percent, None));
            let part = parts.first().and_then(|&part| reading.figure(part))?;
            let mut candidates = whole::named(reading, &name, part, percent);
            if candidates.is_empty() {
                candidates = parts.iter().skip(1).filter_map(|&part| reading.figure(part)).flat_map(|part| whole::named(reading, &name, part, percent)).collect();
            }
            make(kind, parts, Wholes { certain: !candidates.is_empty(), candidates }).map(|claim| Claim { named: true, ..claim })
        }
        Cue::Share => {
            if let Some((parts, wholes)) = part_within(reading, percent) {
                return make(Kind::Share, parts, Wholes { candidates: wholes, certain: false });
            }
            let named = subject(reading, percent);
            let nearest = parts_before(reading, percent, None);
            let guessed = named.is_none() && subject_name(reading, percent).is_some_and(|name| name.chars().count() >= 4);
            let parts = named.unwrap_or(nearest);
            let mut wholes = whole::implied(reading, notes, *parts.first()?);
            if figure.hedge.is_some() {
                // Rough words fit many a whole: only the likeliest counts.
                wholes.candidates.truncate(1);
            }
            make(Kind::Share, parts, wholes).map(|claim| Claim { verify_only: guessed, ..claim })
        }
        Cue::Rate(name) => {
            let mut parts = parts_before(reading, percent, None);
            if parts.is_empty() {
                return value_behind(reading, percent, &name).and_then(|(part, whole)| make(Kind::Rate, vec![part], Wholes { candidates: vec![whole], certain: true }));
            }
            // 已开工55个,未开工31个;开工率64%: the deed of the rate tells which figure it is made of.
            let deed = deed_of(&name);
            let done = |&part: &usize| {
                let words = whole::label(reading, part);
                !words.contains(&deed) || ["未", "拟", "计划", "预计"].iter().any(|word| words.contains(word))
            };
            parts.sort_by_key(done);
            let part = *parts.first()?;
            let completion = name.contains("完成") || name.contains("进度");
            let mut wholes = rate_wholes(reading, notes, part, completion);
            if completion && wholes.candidates.is_empty() {
                wholes = rate_wholes(reading, notes, part, false);
            }
            let guessed = !completion && !whole::label(reading, part).contains(&deed);
            make(Kind::Rate, parts, wholes).map(|claim| Claim { verify_only: guessed, ..claim })
        }
    }
}

/// Amounts before a figure in its sentence that may be the part, nearest first.
fn parts_before(reading: &Reading, before: usize, whole: Option<usize>) -> Vec<usize> {
    let Some(figure) = reading.figure(before) else { return Vec::new() };
    let segment = reading.segment_start(figure.span.start);
    let measure = whole.and_then(|whole| reading.figure(whole)).map(|whole| whole.measure);
    let fits = |index: &usize| {
        let Some(part) = reading.figure(*index) else { return false };
        let role = reading.role(*index);
        let usable = matches!(role, Role::Plain | Role::Remainder | Role::Shortfall) || role == Role::Target && whole.is_some_and(|whole| reading.role(whole) != Role::Target);
        part.measure.is_amount() && part.cell.is_none() && usable && reading.in_sight(*index, before) && part.hedge != Some(Hedge::Range) && measure.is_none_or(|measure| part.measure == measure)
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
fn subject_name(reading: &Reading, percent: usize) -> Option<String> {
    let figure = reading.figure(percent)?;
    let mut start = reading.clause_start(figure.span.start);
    start = reading.text.seek_back(figure.span.start, start, |c| c == '、');
    if reading.within(start..figure.span.start).any(|index| reading.is_value(index)) {
        return None;
    }
    let words = reading.text.words(start..figure.span.start);
    let (end, word) = last_of(&words, &lexicon().ratio.share)?;
    let name = words.get(..end - word.len())?;
    let name = name.trim_start_matches("其中").trim_start_matches('仅').trim_end_matches('约').trim_end_matches("总体").trim_end_matches('的');
    (whole::core(name).chars().count() >= 2).then(|| name.to_owned())
}

/// Earlier figures that the words before 占 name: 个体工商户占全部新设主体的69.3%.
fn subject(reading: &Reading, percent: usize) -> Option<Vec<usize>> {
    let figure = reading.figure(percent)?;
    let name = subject_name(reading, percent)?;
    let wanted = whole::core(&name);
    let head: String = wanted.chars().skip(wanted.chars().count().saturating_sub(2)).collect();
    let money = ["投资", "金额", "资金"].iter().any(|word| name.ends_with(word));
    let counts = name.contains("个数") || name.contains("数量") || name.contains("项目数");
    let segment = reading.segment_start(figure.span.start);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for index in (percent.saturating_sub(crate::reading::LOOK_BACK)..percent).rev() {
        let Some(candidate) = reading.figure(index).filter(|candidate| candidate.measure.is_amount()) else { continue };
        if !reading.is_value(index) || counts && !matches!(candidate.measure, Measure::Count(_)) || money && !matches!(candidate.measure, Measure::Money(_)) {
            continue;
        }
        let label = whole::label(reading, index);
        // 税收 is no 企业: what is measured must be named as well.
        let same_thing = wanted.chars().count() < 4 || label.contains(&head) || counts;
        let score = if same_thing { whole::likeness(&wanted, &whole::core(&label)) } else { 0 };
        let near = usize::from(candidate.span.start >= segment) * 20;
        if score >= 50 {
            found.push((score + near, index));
        }
    }
    found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), std::cmp::Reverse(*index)));
    let found: Vec<usize> = found.into_iter().map(|(_, index)| index).take(4).collect();
    // Named, but told nowhere: the nearest figure would be another one.
    (!found.is_empty() || money).then_some(found)
}

/// The deed of a rate: 开工 in 开工率, 转化 in 转化率.
fn deed_of(name: &str) -> String {
    let chars: Vec<char> = name.trim_end_matches("率").trim_end_matches("面").chars().collect();
    chars.get(chars.len().saturating_sub(2)..).unwrap_or_default().iter().collect()
}

/// 完成率80.5%,完成152.9亿元,年度计划190亿元: value and target follow the rate.
fn value_behind(reading: &Reading, percent: usize, name: &str) -> Option<(usize, usize)> {
    let sentence = reading.figure(percent)?.sentence;
    let mut behind = (percent + 1..percent + 4).filter(|&index| reading.figure(index).is_some_and(|figure| figure.sentence == sentence && figure.measure.is_amount()));
    let (first, second) = (behind.next()?, behind.next()?);
    let fits = name.contains("完成") && reading.same_measure(first, second);
    match (reading.role(first), reading.role(second)) {
        (Role::Plain, Role::Target) if fits => Some((first, second)),
        (Role::Target, Role::Plain) if fits => Some((second, first)),
        _ => None,
    }
}

/// 开工项目中投产的占55.4%: both part and whole are named.
fn part_within(reading: &Reading, percent: usize) -> Option<(Vec<usize>, Vec<usize>)> {
    let clause = reading.clause(percent);
    let (whole_name, rest) = clause.split_once('中')?;
    let part_name = rest.split('占').next().filter(|name| name.chars().count() >= 2)?;
    let start = reading.clause_start(reading.figure(percent)?.span.start);
    if rest.is_empty() || !rest.contains('占') || whole_name.ends_with('其') || reading.within(start..reading.figure(percent)?.span.start).next().is_some() {
        return None;
    }
    let by_name = |name: &str| {
        let wanted = whole::core(name).replace("项目", "").replace("的", "");
        let mut found: Vec<(usize, usize)> = (percent.saturating_sub(24)..percent)
            .filter(|&index| reading.is_value(index))
            .map(|index| (whole::likeness(&wanted, &whole::label(reading, index)), index))
            .filter(|(score, _)| *score >= 60)
            .collect();
        found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), std::cmp::Reverse(*index)));
        found.into_iter().map(|(_, index)| index).collect::<Vec<_>>()
    };
    Some((by_name(part_name), by_name(whole_name)))
}

/// What the part of a rate is measured against: a target for completion, else a larger figure of the sentence before.
fn rate_wholes(reading: &Reading, notes: &Notes, part: usize, completion: bool) -> Wholes {
    let Some(figure) = reading.figure(part) else { return Wholes::default() };
    let sibling = notes.ratios.iter().rev().take(6).find(|ratio| ratio.holds && reading.figure(ratio.whole).is_some_and(|whole| whole.sentence == figure.sentence && whole.measure == figure.measure) && ratio.part != part);
    let mut candidates: Vec<usize> = sibling.map(|ratio| ratio.whole).into_iter().collect();
    let mut near = 0;
    for index in (part.saturating_sub(24)..part).rev() {
        let Some(whole) = reading.figure(index) else { continue };
        let role = reading.role(index);
        if whole.cell.is_some() || whole.measure != figure.measure || !matches!(role, Role::Plain | Role::Target) || candidates.contains(&index) {
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
    Wholes { certain: near > 0 || candidates.len() == 1, candidates }
}

/// The result of a part over a whole, with the interval in which it lies.
fn result(part: &Figure, whole: &Figure) -> Option<(Interval, Decimal)> {
    let interval = part.interval()?.percent_of(whole.interval()?)?;
    let point = part.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?;
    Some((interval, point))
}

fn outcome(reading: &Reading, percent: usize, part: usize, whole: usize) -> Option<(Outcome, Decimal)> {
    let (interval, point) = result(reading.figure(part)?, reading.figure(whole)?)?;
    Some((judge::compare(reading.figure(percent)?, interval, point)?, point))
}

/// Takes the reading that fits; else, where the reading is sure, tells what does not.
fn settle(reading: &Reading, notes: &mut Notes, claim: &Claim) -> Option<()> {
    let stated = reading.figure(claim.percent)?;
    let mut tried: Vec<(usize, usize, Outcome, Decimal)> = Vec::new();
    for (rank, &part) in claim.parts.iter().enumerate() {
        for &whole in &claim.wholes.candidates {
            if part == whole || !reading.same_measure(part, whole) || rank > 0 && claim.sure_part && stated.hedge.is_some() {
                continue;
            }
            // The same number told again is no part of itself.
            let equal = matches!((reading.figure(part), reading.figure(whole)), (Some(part), Some(whole)) if part.value == whole.value) && stated.value != Decimal::ONE_HUNDRED;
            if equal && claim.wholes.candidates.len() > 1 {
                continue;
            }
            let Some((outcome, point)) = outcome(reading, claim.percent, part, whole) else { continue };
            if outcome == Outcome::Holds && (rank == 0 || stated.decimals() > 0 || stated.hedge.is_none()) {
                notes.holds(claim.kind, span(reading, claim.percent));
                notes.ratios.push(Ratio { percent: claim.percent, part, whole, holds: true, named: claim.named });
                return Some(());
            }
            tried.push((part, whole, outcome, point));
        }
    }
    if let Some((whole, fault)) = tried.iter().find_map(|&(part, whole, ..)| Some((whole, wrong_unit(reading, stated, reading.figure(part)?, reading.figure(whole)?)?))) {
        let part = reading.figure(*claim.parts.first()?)?;
        let start = if reading.figure(whole)?.sentence == part.sentence { part.lead.start } else { stated.lead.start };
        notes.fails(Kind::Unit, start..stated.span.end, fault);
        return Some(());
    }
    // Of several parts and wholes the one that comes nearest is what was meant.
    let first_part = claim.parts.first().copied();
    let nearest = tried.iter().filter(|(part, ..)| Some(*part) == first_part).chain(&tried).min_by_key(|(part, _, outcome, point)| {
        ((*outcome != Outcome::Cut), (*point - stated.value).abs(), Some(*part) != first_part)
    })?;
    let &(part, whole, result, point) = nearest;
    notes.ratios.push(Ratio { percent: claim.percent, part, whole, holds: false, named: claim.named });
    if claim.verify_only {
        return None;
    }
    if claim.wholes.certain && claim.sure_part || plausible(stated, point) {
        tell(reading, notes, claim, part, whole, result, point);
    }
    Some(())
}

/// Whether the stated figure looks like the result, mistyped or a little off.
fn plausible(stated: &Figure, point: Decimal) -> bool {
    let near = (stated.value - point).abs().checked_mul(Decimal::TEN).is_some_and(|off| off <= stated.value.abs());
    near || slip::is_slip(stated.value, point, stated.decimals())
}

fn tell(reading: &Reading, notes: &mut Notes, claim: &Claim, part: usize, whole: usize, result: Outcome, point: Decimal) -> Option<()> {
    let (stated, part, whole) = (reading.figure(claim.percent)?, reading.figure(part)?, reading.figure(whole)?);
    let text = &reading.text;
    let computed = format!("{}%", judge::shown(point, stated));
    let sum = format!("{}÷{}={computed}", part.printed(text), whole.printed(text));
    let printed = stated.printed(text);
    let right = judge::as_printed(point, stated);
    let span = span(reading, claim.percent);
    if result == Outcome::Cut || balanced(reading, notes, claim, point) {
        let message = format!("{sum},四舍五入应为{right}%,写作{printed}是舍去尾数或为凑足合计所作的调整,请核对是否有意如此");
        notes.fails(claim.kind, span, Fault::warning(printed, computed, message).with(stated, format!("{right}%")));
        return Some(());
    }
    if let Some(earlier) = meant_before(reading, claim, part) {
        let (before, now) = (earlier.printed(text), whole.printed(text));
        let message = format!("前文同一数量为{before},此处写{now},而{printed}按{before}计算才相符,请核对以哪个为准");
        notes.fails(Kind::Restatement, span, Fault::error(now, before, message));
        return Some(());
    }
    let message = match stated.hedge {
        Some(_) => format!("{sum},与文中“{}”不符,请核对", text.words(stated.lead.end..stated.span.end)),
        None => format!("{sum},文中写{printed},请核对三个数字;若金额、个数无误,应为{right}%"),
    };
    let fault = Fault::error(printed, format!("{sum}"), message);
    let fault = if stated.hedge.is_none() { fault.with(stated, format!("{right}%")) } else { fault };
    notes.fails(claim.kind, span, fault);
    Some(())
}

/// The earlier value of the named whole with which the stated figure holds, where the whole is a slip of it.
fn meant_before<'r>(reading: &'r Reading, claim: &Claim, part: &Figure) -> Option<&'r Figure> {
    let whole_index = *claim.wholes.candidates.first()?;
    let (stated, whole) = (reading.figure(claim.percent)?, reading.figure(whole_index)?);
    (whole_index.saturating_sub(crate::reading::LOOK_BACK)..whole_index).rev().filter_map(|index| reading.figure(index)).find(|earlier| {
        earlier.measure == whole.measure
            && slip::is_slip(whole.value / whole.factor, earlier.value / whole.factor, whole.decimals().max(earlier.decimals()))
            && result(part, earlier).and_then(|(interval, point)| judge::compare(stated, interval, point)) == Some(Outcome::Holds)
    })
}

/// Whether the last digit was moved so that the shares of one breakdown add up to 100%.
fn balanced(reading: &Reading, notes: &Notes, claim: &Claim, point: Decimal) -> bool {
    let Some(stated) = reading.figure(claim.percent) else { return false };
    if claim.kind != Kind::Share || stated.hedge.is_some() || (stated.value - point).abs() >= stated.step {
        return false;
    }
    let sentence = stated.sentence;
    let mut sum = Decimal::ZERO;
    let mut count = 0;
    for index in claim.percent.saturating_sub(12)..(claim.percent + 13).min(reading.figures.len()) {
        let Some(share) = reading.figure(index).filter(|share| share.measure == Measure::Percent && share.sentence == sentence) else { continue };
        if reading.role(index) == Role::Plain && share.step == stated.step {
            sum += share.value;
            count += 1;
        }
    }
    let _ = notes;
    count >= 2 && sum == Decimal::ONE_HUNDRED
}

/// If the figures fit once one of them is taken in 亿 instead of 万: the unit is wrong, not the number.
fn wrong_unit(reading: &Reading, stated: &Figure, part: &Figure, whole: &Figure) -> Option<Fault> {
    if !matches!(part.measure, Measure::Money(_)) || stated.hedge.is_some() {
        return None;
    }
    let text = &reading.text;
    let ten_thousand = Decimal::from(10_000);
    for (figure, other, grows) in [(part, whole, true), (whole, part, false), (part, whole, false), (whole, part, true)] {
        let factor = if grows { ten_thousand } else { Decimal::ONE.checked_div(ten_thousand)? };
        let mut moved = figure.clone();
        moved.value = figure.value.checked_mul(factor)?;
        moved.step = figure.step.checked_mul(factor)?;
        let (interval, point) = if std::ptr::eq(figure, part) { result(&moved, other)? } else { result(other, &moved)? };
        if judge::compare(stated, interval, point)? == Outcome::Holds {
            let unit = text.words(figure.digits.clone()).chars().chain(text.words(figure.digits.end..figure.span.end).chars()).filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',')).collect::<String>();
            let meant = if grows { unit.replace('万', "亿") } else { unit.replace('亿', "万") };
            if meant == unit {
                continue;
            }
            let printed = figure.printed(text);
            let right = printed.replace(&unit, &meant);
            let message = format!("“{printed}”按{unit}计与{}对不上,按{meant}计恰好相符,单位“{unit}”应为“{meant}”,请核对", stated.printed(text));
            let mut fault = Fault::error(printed, right.clone(), message);
            fault.correction = Some((figure.span.clone(), right));
            return Some(fault);
        }
    }
    None
}

/// The words of a share or rate: from its cue to its figure.
fn span(reading: &Reading, percent: usize) -> std::ops::Range<usize> {
    let Some(figure) = reading.figure(percent) else { return 0..0 };
    let mut start = figure.lead.start;
    if let Some(before) = percent.checked_sub(1).and_then(|before| reading.figure(before))
        && before.span.end == figure.lead.start
        && reading.lead(percent).ends_with('的')
        && before.measure.is_amount()
    {
        start = before.lead.start;
    }
    // Inside the words before it the cue is what matters: 投资占84.3%.
    let words = &lexicon().ratio.share;
    let cue = (start..figure.span.start).rev().find(|&at| words.iter().any(|word| reading.text.sees(at, word)));
    cue.filter(|_| start == figure.lead.start).unwrap_or(start)..figure.span.end
}

/// Several per cent figures paired by order with as many amounts: 分别占项目总数和总投资的83.2%、78.1%.
fn check_series(reading: &Reading, notes: &mut Notes, series: std::ops::Range<usize>) -> Option<()> {
    let first = series.start;
    let figure = reading.figure(first)?;
    let clause = reading.clause(first);
    if !has_any(&clause, &lexicon().ratio.share) && !clause.contains('率') || reading.role(first) != Role::Plain {
        return None;
    }
    let segment = reading.sentence(figure.sentence).start;
    let kind = if has_any(&clause, &lexicon().ratio.share) { Kind::Share } else { Kind::Rate };
    let before: Vec<usize> = (first.saturating_sub(24)..first)
        .filter(|&index| reading.is_value(index) && reading.role(index) != Role::Target && reading.figure(index).is_some_and(|part| part.span.start >= segment))
        .collect();
    let count = series.len();
    let mut options: Vec<Vec<usize>> = Vec::new();
    options.extend(before.len().checked_sub(count).and_then(|from| before.get(from..)).map(<[usize]>::to_vec));
    let mut measures: Vec<Measure> = before.iter().filter_map(|&index| reading.figure(index)).map(|part| part.measure).collect();
    measures.dedup();
    measures.sort_by_key(|measure| !matches!(measure, Measure::Money(_)));
    measures.dedup();
    for measure in measures {
        let same: Vec<usize> = before.iter().copied().filter(|&index| reading.figure(index).is_some_and(|part| part.measure == measure)).collect();
        options.extend(same.len().checked_sub(count).and_then(|from| same.get(from..)).map(<[usize]>::to_vec));
    }
    let mut best: Option<(usize, Vec<(usize, usize, usize, Outcome, Decimal)>)> = None;
    for option in options {
        let pairs: Vec<_> = series
            .clone()
            .zip(option.iter().copied())
            .filter_map(|(percent, part)| {
                let own = whole::implied(reading, notes, part).candidates.into_iter().filter(|whole| !option.contains(whole));
                let results = own.filter_map(|whole| outcome(reading, percent, part, whole).map(|(outcome, point)| (percent, part, whole, outcome, point)));
                let stated = reading.figure(percent)?.value;
                results.min_by_key(|(.., outcome, point)| (*outcome != Outcome::Holds, (*point - stated).abs()))
            })
            .collect();
        let hits = pairs.iter().filter(|(.., outcome, _)| *outcome == Outcome::Holds).count();
        // Only a reading that fits altogether is better than the nearest one.
        if pairs.len() == count && (best.is_none() || hits == count) {
            best = Some((hits, pairs));
        }
    }
    let (hits, pairs) = best?;
    let all = figure.lead.start..reading.figure(series.end - 1)?.span.end;
    for &(percent, part, whole, outcome, _) in &pairs {
        notes.ratios.push(Ratio { percent, part, whole, holds: outcome == Outcome::Holds, named: false });
    }
    if hits == count {
        notes.holds(kind, all);
        return Some(());
    }
    if let Some(fault) = exchanged(reading, &pairs) {
        notes.fails(kind, all, fault);
        return Some(());
    }
    for (percent, part, whole, outcome, point) in pairs {
        let claim = Claim { kind, percent, parts: vec![part], wholes: Wholes { candidates: vec![whole], certain: true }, sure_part: true, named: false, verify_only: false };
        if outcome == Outcome::Holds {
            notes.holds(kind, reading.figure(percent)?.span.clone());
        } else if hits > 0 || plausible(reading.figure(percent)?, point) {
            tell(reading, notes, &claim, part, whole, outcome, point);
        }
    }
    Some(())
}

/// Two shares that are right the other way round.
fn exchanged(reading: &Reading, pairs: &[(usize, usize, usize, Outcome, Decimal)]) -> Option<Fault> {
    let wrong: Vec<_> = pairs.iter().filter(|(.., outcome, _)| *outcome != Outcome::Holds).collect();
    let [a, b] = wrong.as_slice() else { return None };
    let crossed = |stated: usize, with: &(usize, usize, usize, Outcome, Decimal)| {
        let own = outcome(reading, stated, with.1, with.2)?;
        (own.0 == Outcome::Holds).then_some(())
    };
    crossed(a.0, b)?;
    crossed(b.0, a)?;
    let (first, second) = (reading.figure(a.0)?, reading.figure(b.0)?);
    let text = &reading.text;
    let computed = format!("{}%、{}%", judge::as_printed(a.4, first), judge::as_printed(b.4, second));
    let stated = format!("{}、{}", first.printed(text), second.printed(text));
    let message = format!("按前文数字依次应为{computed},文中写{stated},两个占比写反了,请对调");
    Some(Fault::error(stated, computed, message))
}
