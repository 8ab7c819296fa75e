//! The words of units: currencies, scales, areas, counts, and reading them at a place in a text.

use domain::money::Currency;

use super::{AmountUnit, Area, Counted, Unit};
use crate::text::Cursor;

/// Names of currencies, longer ones first.
const CURRENCIES: [(Currency, &[&str]); 12] = [
    (Currency::Usd, &["美元", "美金", "USD", "US$", "$"]),
    (Currency::Hkd, &["港元", "港币", "HKD", "HK$"]),
    (Currency::Eur, &["欧元", "EUR", "€"]),
    (Currency::Jpy, &["日元", "日币", "JPY"]),
    (Currency::Gbp, &["英镑", "GBP", "£"]),
    (Currency::Twd, &["新台币", "台币", "TWD", "NT$"]),
    (Currency::Krw, &["韩元", "韩币", "KRW", "₩"]),
    (Currency::Sgd, &["新加坡元", "新加坡币", "新元", "新币", "SGD", "S$"]),
    (Currency::Aud, &["澳元", "澳大利亚元", "AUD", "A$"]),
    (Currency::Cad, &["加元", "加拿大元", "加币", "CAD", "C$"]),
    (Currency::Mop, &["澳门元", "澳门币", "MOP"]),
    (Currency::Cny, &["元人民币", "人民币元", "人民币", "元", "RMB", "CNY", "¥"]),
];

/// The name that [`AmountUnit::label`] prints.
pub(super) const fn currency_name(currency: Currency) -> &'static str {
    match currency {
        Currency::Cny => "元",
        Currency::Usd => "美元",
        Currency::Hkd => "港元",
        Currency::Eur => "欧元",
        Currency::Jpy => "日元",
        Currency::Gbp => "英镑",
        Currency::Twd => "新台币",
        Currency::Krw => "韩元",
        Currency::Sgd => "新加坡元",
        Currency::Aud => "澳元",
        Currency::Cad => "加元",
        Currency::Mop => "澳门元",
    }
}

/// Names of scales, longer ones first.
const SCALES: [(&str, i64); 10] = [
    ("万亿", 1_000_000_000_000),
    ("十亿", 1_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
    ("", 1),
];

/// The name of a scale: 万, 百万.
pub(super) fn scale_name(scale: i64) -> Option<&'static str> {
    SCALES.iter().find(|(_, factor)| *factor == scale).map(|(name, _)| *name)
}

/// The unit that stands at the cursor, which moves behind it.
pub(super) fn unit_at(cursor: &mut Cursor<'_>) -> Option<Unit> {
    if cursor.eat("%") || cursor.eat("百分比") || cursor.eat("百分数") {
        return Some(Unit::Percent);
    }
    if let Some(money) = amount_unit_at(cursor) {
        let mut ahead = *cursor;
        if (ahead.eat("/") || ahead.eat("每"))
            && let Some(area) = area_at(&mut ahead)
        {
            *cursor = ahead;
            return Some(Unit::PerArea { money, area });
        }
        return Some(Unit::Amount(money));
    }
    let mut ahead = *cursor;
    let scale = scale_at(&mut ahead);
    if let Some(of) = area_at(&mut ahead) {
        *cursor = ahead;
        return Some(Unit::Area { of, scale });
    }
    let of = counted_at(&mut ahead)?;
    *cursor = ahead;
    Some(Unit::Count { of, scale })
}

fn scale_at(cursor: &mut Cursor<'_>) -> i64 {
    SCALES.iter().find(|(name, _)| cursor.eat(name)).map_or(1, |(_, factor)| *factor)
}

fn area_at(cursor: &mut Cursor<'_>) -> Option<Area> {
    const AREAS: [(Area, &[&str]); 4] = [
        (Area::SquareKilometre, &["平方公里", "平方千米", "km²", "km2"]),
        (Area::SquareMetre, &["平方米", "平米", "㎡", "m²", "m2", "M2"]),
        (Area::Hectare, &["公顷"]),
        (Area::Mu, &["亩", "mu"]),
    ];
    AREAS.iter().find(|(_, names)| cursor.eat_any(names).is_some()).map(|(area, _)| *area)
}

fn counted_at(cursor: &mut Cursor<'_>) -> Option<Counted> {
    const COUNTED: [(Counted, &[&str]); 7] = [
        (Counted::Attendance, &["人次"]),
        (Counted::Occasion, &["批次", "场次", "次", "批", "场", "趟"]),
        (Counted::Person, &["人", "名"]),
        (Counted::Item, &["个", "项", "宗", "件", "处"]),
        (Counted::Enterprise, &["家", "户"]),
        (Counted::Day, &["天", "日"]),
        (Counted::Machine, &["台套", "台", "套", "条"]),
    ];
    COUNTED.iter().find(|(_, names)| cursor.eat_any(names).is_some()).map(|(of, _)| *of)
}

/// The currency whose name stands at the cursor.
pub(crate) fn currency_at(cursor: &mut Cursor<'_>) -> Option<Currency> {
    CURRENCIES.iter().find(|(_, names)| cursor.eat_any(names).is_some()).map(|(currency, _)| *currency)
}

/// Scale and currency in either order: 万元, 万美元, 人民币万元, $万, 万元人民币, 万/元, and 万 or 亿 alone.
fn amount_unit_at(cursor: &mut Cursor<'_>) -> Option<AmountUnit> {
    let mut ahead = *cursor;
    let before = currency_at(&mut ahead);
    let scale = scale_at(&mut ahead);
    let scaled = ahead;
    ahead.eat("/");
    let after = currency_at(&mut ahead);
    if after.is_none() {
        ahead = scaled;
    }
    let currency = match (before, after) {
        (Some(before), Some(after)) if before != after && after != Currency::Cny => return None,
        (Some(Currency::Cny), Some(after)) => after,
        (Some(before), _) => before,
        (None, Some(after)) => {
            ahead.eat_any(&["人民币", "RMB"]);
            after
        }
        // 万 and 亿 alone mean 元; 万人 and 万亩 do not.
        (None, None) if scale >= 10_000 && (ahead.is_end() || ahead.peek(0) == Some('/')) => Currency::Cny,
        (None, None) => return None,
    };
    *cursor = ahead;
    Some(AmountUnit { scale, currency })
}
