//! What is wrong with a share or rate: a slip, a last digit cut off or balanced, a wrong unit, a whole told otherwise.

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::interval::Interval;
use crate::judge::{self, Outcome};
use crate::kinds::ratio::{Claim, result, span};
use crate::notes::{Fault, Notes};
use crate::reading::{Reading, Role};
use crate::report::Kind;
use crate::slip;

/// 41个项目,未落地15个,落地率63.4%: whether what is left of a whole without the part gives the rate.
pub(super) fn complement_holds(reading: &Reading, claim: &Claim) -> bool {
    let holds = |part: usize, whole: usize| {
        let (stated, part, whole) = (reading.figure(claim.percent)?, reading.figure(part)?, reading.figure(whole)?);
        if part.measure != whole.measure || part.value >= whole.value {
            return None;
        }
        let share = part.interval()?.percent_of(whole.interval()?)?;
        let rest = Interval::exact(Decimal::ONE_HUNDRED).sub(share)?;
        Some(judge::compare(stated, rest, rest.low)? == Outcome::Holds)
    };
    let Some(&part) = claim.parts.first() else { return false };
    claim.parts.iter().skip(1).chain(&claim.wholes.candidates).any(|&whole| holds(part, whole) == Some(true))
}

/// Whether the stated figure looks like the result, mistyped or a little off.
pub(super) fn plausible(stated: &Figure, point: Decimal) -> bool {
    let near = (stated.value - point).abs().checked_mul(Decimal::TEN).is_some_and(|off| off <= stated.value.abs());
    near || slip::is_slip(stated.value, point, stated.decimals())
}

/// Whether part or whole is likely a slip of the number with which the stated figure would follow.
pub(super) fn slipped(reading: &Reading, stated: &Figure, part: usize, whole: usize) -> bool {
    let (Some(part), Some(whole)) = (reading.figure(part), reading.figure(whole)) else { return false };
    let is_slip = |figure: &Figure, meant: Option<Decimal>| {
        let printed = |value: Decimal| value.checked_div(figure.factor);
        meant
            .and_then(printed)
            .zip(printed(figure.value))
            .is_some_and(|(meant, own)| slip::is_slip(own, meant, figure.decimals()) && own >= Decimal::TEN)
    };
    let meant_part = whole.value.checked_mul(stated.value).and_then(|value| value.checked_div(Decimal::ONE_HUNDRED));
    let meant_whole = part.value.checked_mul(Decimal::ONE_HUNDRED).and_then(|value| value.checked_div(stated.value));
    stated.decimals() > 0 && (is_slip(part, meant_part) || is_slip(whole, meant_whole))
}

pub(super) fn tell(
    reading: &Reading,
    notes: &mut Notes,
    claim: &Claim,
    part: usize,
    whole: usize,
    result: Outcome,
    point: Decimal,
) -> Option<()> {
    let (stated, part, whole) = (reading.figure(claim.percent)?, reading.figure(part)?, reading.figure(whole)?);
    let text = &reading.text;
    let computed = format!("{}%", judge::shown(point, stated));
    let sum = format!("{}÷{}={computed}", part.printed(text), whole.printed(text));
    let printed = stated.printed(text);
    let right = judge::as_printed(point, stated);
    let span = span(reading, claim.percent);
    if result == Outcome::Cut || balanced(reading, claim, point) {
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
    let fault = Fault::error(printed, sum.clone(), message);
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
fn balanced(reading: &Reading, claim: &Claim, point: Decimal) -> bool {
    let Some(stated) = reading.figure(claim.percent) else { return false };
    if claim.kind != Kind::Share || stated.hedge.is_some() || (stated.value - point).abs() >= stated.step {
        return false;
    }
    let sentence = stated.sentence;
    let mut sum = Decimal::ZERO;
    let mut count = 0;
    for index in claim.percent.saturating_sub(12)..(claim.percent + 13).min(reading.figures.len()) {
        let Some(share) = reading.figure(index).filter(|share| share.measure == Measure::Percent && share.sentence == sentence) else {
            continue;
        };
        if reading.role(index) == Role::Plain && share.step == stated.step {
            sum += share.value;
            count += 1;
        }
    }
    count >= 2 && sum == Decimal::ONE_HUNDRED
}

/// If the figures fit once one of them is taken in 亿 instead of 万: the unit is wrong, not the number.
pub(super) fn wrong_unit(reading: &Reading, stated: &Figure, part: &Figure, whole: &Figure) -> Option<Fault> {
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
            let unit = text
                .words(figure.digits.clone())
                .chars()
                .chain(text.words(figure.digits.end..figure.span.end).chars())
                .filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | ','))
                .collect::<String>();
            let meant = if grows { unit.replace('万', "亿") } else { unit.replace('亿', "万") };
            if meant == unit {
                continue;
            }
            let printed = figure.printed(text);
            let right = printed.replace(&unit, &meant);
            let message =
                format!("“{printed}”按{unit}计与{}对不上,按{meant}计恰好相符,单位“{unit}”应为“{meant}”,请核对", stated.printed(text));
            let mut fault = Fault::error(printed, right.clone(), message);
            fault.correction = Some((figure.span.clone(), right));
            return Some(fault);
        }
    }
    None
}
