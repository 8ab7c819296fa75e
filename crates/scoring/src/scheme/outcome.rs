//! Groups, gates, grades.

use rust_decimal::Decimal;

use super::fields::{Fields, Reading};
use super::{Effect, Gate, Grade, Group};
use crate::number;
use crate::place::{Code, Span};

/// Reads every `[[group]]` but for its overrides.
pub(super) fn groups(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (table, span) in fields.tables("group", reading) {
        let mut fields = Fields::new(table, span, "分组");
        let Some(id) = fields.text("id", reading) else {
            if fields.get("id").is_none() {
                fields.missing("id", "写出分组名称,例如 id = \"县区\"", reading);
            }
            continue;
        };
        fields.what = format!("分组「{id}」");
        fields.text("name", reading);
        // Two names for the list of units; both are in use.
        let mut units = fields.texts("units", reading);
        units.extend(fields.texts("unit_filter", reading));
        for (unit, at) in &units {
            if let Some(other) = groups.iter().find(|group| group.units.contains(unit)) {
                let message = format!("单位「{unit}」已在分组「{}」里", other.id);
                reading.report(*at, Code::Duplicate, message, "一个单位只能在一个分组里");
            }
        }
        let ranked = fields.flag("ranked", reading).unwrap_or(true);
        fields.get("indicator_overrides");
        if groups.iter().any(|group| group.id == id) {
            let at = table.get("id").map_or(span, |entry| entry.span().into());
            reading.report(at, Code::Duplicate, format!("分组「{id}」写了两次"), "合并成一个");
        }
        fields.finish(reading);
        groups.push(Group { id: id.to_owned(), units: units.into_iter().map(|(unit, _)| unit).collect(), ranked });
    }
    groups
}

/// Reads every `[[gate]]`.
pub(super) fn gates(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> Vec<Gate> {
    let mut gates = Vec::new();
    for (index, (table, span)) in fields.tables("gate", reading).into_iter().enumerate() {
        let mut fields = Fields::new(table, span, format!("第 {} 条 gate", index + 1));
        let name = fields.text("name", reading).map(ToOwned::to_owned);
        fields.text("note", reading);
        let groups = fields.texts("groups", reading).into_iter().map(|(group, _)| group).collect();
        for key in ["when", "effect"] {
            if fields.get(key).is_none() {
                fields.missing(key, "例如 when = \"fraud > 0\",effect = \"cap:60\"", reading);
            }
        }
        let when = fields.condition("when", reading);
        let effect = effect(&mut fields, reading);
        fields.finish(reading);
        if let (Some(when), Some(effect)) = (when, effect) {
            let name = name.unwrap_or_else(|| when.text.clone());
            gates.push(Gate { name, when, effect, groups });
        }
    }
    gates
}

fn effect(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> Option<Effect> {
    const FORM: &str = "可以写:zero、cap:60、grade_up、grade_down、exclude_from_award、veto";
    let text = fields.text("effect", reading)?;
    let span: Span = fields.get("effect").map(|entry| entry.span().into()).unwrap_or_default();
    let effect = match text.trim() {
        "zero" => Some(Effect::Zero),
        "grade_up" => Some(Effect::GradeUp),
        "grade_down" => Some(Effect::GradeDown),
        "exclude_from_award" => Some(Effect::ExcludeFromAward),
        "veto" => Some(Effect::Veto),
        other => match other.strip_prefix("cap").map(|rest| rest.trim_start().trim_start_matches([':', '\u{ff1a}']).trim()) {
            Some(most) => {
                let read = number::read(most);
                if read.is_none() {
                    reading.report(span, Code::NotANumber, format!("「{text}」里 cap: 后面应是数字"), "写成 effect = \"cap:60\"");
                    return None;
                }
                read.map(Effect::Cap)
            }
            None => None,
        },
    };
    if effect.is_none() {
        reading.report(span, Code::BadValue, format!("没有「{text}」这种后果"), FORM);
    }
    effect
}

/// Reads every `[[grade]]`, best first.
pub(super) fn grades(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> Vec<Grade> {
    let mut grades: Vec<Grade> = Vec::new();
    let (mut shares, mut places) = (Decimal::ZERO, 0_usize);
    for (index, (table, span)) in fields.tables("grade", reading).into_iter().enumerate() {
        let mut fields = Fields::new(table, span, format!("第 {} 个 grade", index + 1));
        let name = fields.text("name", reading);
        if fields.get("name").is_none() {
            fields.missing("name", "写出等次名称,例如 name = \"优秀\"", reading);
        }
        let min = fields.number("min", reading);
        let share = fields.within("share", Decimal::ZERO, Decimal::ONE, "应在 0 与 1 之间(30% 写 0.3)", reading);
        let count = fields.whole("count", 0, 100_000, reading).map(|count| count as usize);
        let consequences = fields.texts("consequences", reading).into_iter().map(|(text, _)| text).collect();
        let at = |key: &str| table.get(key).map_or(span, |entry| entry.span().into());
        if let (Some(min), Some(above)) = (min, grades.iter().rev().find_map(|grade| grade.min))
            && min >= above
        {
            let message = format!("等次应从高到低写,{} 不低于上一等的 {}", number::show(min), number::show(above));
            reading.report(at("min"), Code::BadValue, message, "调整顺序或分数线");
        }
        if let Some(share) = share {
            shares = shares.saturating_add(share);
            if shares > Decimal::ONE {
                let message = format!("到这一等为止的比例合计 {},超过 1", number::show(shares));
                reading.report(at("share"), Code::Weights, message, "改正各等次的 share,使合计不超过 1");
            }
        }
        places = places.saturating_add(count.unwrap_or_default());
        fields.finish(reading);
        let Some(name) = name else { continue };
        if grades.iter().any(|grade| grade.name == name) {
            reading.report(at("name"), Code::Duplicate, format!("等次「{name}」写了两次"), "删去一个");
        }
        grades.push(Grade { name: name.to_owned(), min, share: share.map(|_| shares), count: count.map(|_| places), consequences });
    }
    grades
}
