//! The scanner of numerals: sections below 万, their units, shares, Arabic figures with groups and exponents.

use rust_decimal::Decimal;

use super::{Numeral, Scale, digit};
use crate::text::{Cursor, is_space};

/// 十, 百, 千 and their 大写.
pub(super) const fn small_unit(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        _ => return None,
    })
}

/// Longest run of digits that is a number and not a code or a phone list; `Decimal` holds 28.
const MAX_DIGITS: usize = 24;

/// What stands before a unit.
struct Coefficient {
    value: Decimal,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Arabic digits, exactly as a computer writes them.
    Plain,
    /// Arabic digits with separators or an exponent.
    Arabic,
    /// One Chinese digit, or a decimal such as 三点五.
    Digit,
    /// Several Chinese digits read by position: 二〇二六.
    Run,
}

impl Kind {
    const fn is_arabic(self) -> bool {
        matches!(self, Self::Plain | Self::Arabic)
    }
}

/// A number below 万: the value, and what its last part was.
struct Section {
    value: Decimal,
    tail: Option<Coefficient>,
    last_unit: i64,
    after_zero: bool,
}

/// Reads one numeral from a place in folded text.
pub(super) struct Scanner<'a> {
    cursor: Cursor<'a>,
    start: usize,
    spaced: bool,
    plain: bool,
}

impl<'a> Scanner<'a> {
    /// A scanner at `at`; `spaced` says whether a plain space may part groups.
    pub(super) const fn new(chars: &'a [char], at: usize, spaced: bool) -> Self {
        Self { cursor: Cursor::new(chars, at), start: at, spaced, plain: true }
    }

    /// A scanner where a cell's cursor stands; a space may part groups.
    pub(super) const fn at_cursor(cursor: Cursor<'a>) -> Self {
        Self { cursor, start: cursor.at, spaced: true, plain: true }
    }

    /// The numeral that begins here, if one does.
    pub(super) fn numeral(mut self) -> Option<Numeral> {
        let negative = self.sign();
        if let Some(share) = self.cursor.eat_any(&["百分之", "千分之", "万分之"]) {
            let divisor = match share {
                "百分之" => 1,
                "千分之" => 10,
                _ => 100,
            };
            let (value, ..) = self.integer()?;
            self.plain = false;
            return Some(self.finish(value.checked_div(Decimal::from(divisor))?, negative, Scale::One, true, false));
        }
        let (value, scale, loose_tail) = self.integer()?;
        if scale == Scale::One && self.cursor.sees("分之") {
            return Some(self.in_parts(value, negative));
        }
        if scale == Scale::One && self.tenths() {
            return self.in_tenths(value, negative);
        }
        if self.cursor.eat("%") {
            self.plain = false;
            return Some(self.finish(value, negative, scale, true, false));
        }
        if self.cursor.eat("‰") {
            self.plain = false;
            return Some(self.finish(value.checked_div(Decimal::TEN)?, negative, scale, true, false));
        }
        Some(self.finish(value, negative, scale, false, loose_tail))
    }

    fn finish(self, value: Decimal, negative: bool, scale: Scale, percent: bool, loose_tail: bool) -> Numeral {
        let value = if negative { -value } else { value };
        Numeral { value, span: self.start..self.cursor.at, scale, percent, plain: self.plain && scale == Scale::One, loose_tail }
    }

    /// A minus belongs to the number when a number follows it at once.
    fn sign(&mut self) -> bool {
        let starts_number = |c: char| c.is_ascii_digit() || digit(c).is_some() || c == '十' || c == '百';
        let negative = self.cursor.peek(0).is_some_and(|c| c == '-' || c == '负') && self.cursor.peek(1).is_some_and(starts_number);
        if negative || (self.cursor.peek(0) == Some('+') && self.cursor.peek(1).is_some_and(|c| c.is_ascii_digit())) {
            self.plain &= self.cursor.peek(0) == Some('-');
            self.cursor.at += 1;
        }
        negative
    }

    /// Whether 成 stands here as a tenth part, not as the beginning of 成立, 成套, 成果.
    fn tenths(&self) -> bool {
        self.cursor.peek(0) == Some('成') && !self.cursor.peek(1).is_some_and(|c| "立套果功为都本品员交型熟年分份".contains(c))
    }

    /// 九成五: ninety-five per cent.
    fn in_tenths(mut self, tenths: Decimal, negative: bool) -> Option<Numeral> {
        if tenths > Decimal::TEN {
            return Some(self.finish(tenths, negative, Scale::One, false, false));
        }
        self.cursor.at += 1;
        self.plain = false;
        let mut percent = tenths.checked_mul(Decimal::TEN)?;
        if let Some(unit) = self.cursor.peek(0).and_then(digit) {
            self.cursor.at += 1;
            percent += Decimal::from(unit);
        } else if self.cursor.eat("半") {
            percent += Decimal::from(5);
        }
        Some(self.finish(percent, negative, Scale::One, true, false))
    }

    /// 三分之一: the number before 分之 is the divisor.
    fn in_parts(mut self, divisor: Decimal, negative: bool) -> Numeral {
        let behind_number = self.cursor;
        self.cursor.eat("分之");
        let Some(share) = self.integer().and_then(|(parts, ..)| parts.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(divisor)) else {
            self.cursor = behind_number;
            return self.finish(divisor, negative, Scale::One, false, false);
        };
        self.plain = false;
        self.finish(share, negative, Scale::One, true, false)
    }

    /// Sections with their 万 and 亿: value, last big unit, and whether a loose tail of Arabic digits follows it.
    fn integer(&mut self) -> Option<(Decimal, Scale, bool)> {
        let (mut total, mut pending) = (Decimal::ZERO, Decimal::ZERO);
        let (mut scale, mut had_yi, mut had_wan) = (Scale::One, false, false);
        let mut loose_tail = false;
        loop {
            let before = self.cursor.at;
            let section = self.section(scale != Scale::One);
            let amount = section.as_ref().map_or(Decimal::ZERO, Section::literal);
            let after_wan = section.is_none() && had_wan && pending > Decimal::ZERO;
            let run = section.as_ref().is_some_and(|s| s.tail.as_ref().is_some_and(|t| t.kind == Kind::Run));
            match self.cursor.peek(0) {
                // 三四千万 and 七八亿 are ranges, not positional numbers.
                Some('万' | '亿') if run => return None,
                Some('万') if section.is_some() && !had_wan => {
                    self.cursor.at += 1;
                    pending = amount.checked_mul(Decimal::from(Scale::Wan.factor()))?;
                    (scale, had_wan) = (Scale::Wan, true);
                }
                Some('亿') if !had_yi && (section.is_some() || after_wan) => {
                    self.cursor.at += 1;
                    total = pending.checked_add(amount)?.checked_mul(Decimal::from(Scale::Yi.factor()))?;
                    pending = Decimal::ZERO;
                    (scale, had_yi, had_wan) = (Scale::Yi, true, false);
                }
                _ => {
                    let Some(section) = section else {
                        break;
                    };
                    if let Some(tail) = section.tail.as_ref().filter(|_| scale != Scale::One && section.last_unit == 1) {
                        if tail.kind == Kind::Run {
                            self.cursor.at = before;
                            break;
                        }
                        if tail.kind.is_arabic() {
                            loose_tail = true;
                        } else if !section.after_zero {
                            // 一亿二 is 1.2 亿, 一亿零二 is 100000002.
                            let tenth = Decimal::from(scale.factor() / 10);
                            pending = pending.checked_add(tail.value.checked_mul(tenth)?)?;
                            break;
                        }
                    }
                    pending = pending.checked_add(amount)?;
                    break;
                }
            }
        }
        let read_something = self.cursor.at > self.start && (scale != Scale::One || self.last_is_number());
        read_something.then_some(())?;
        Some((total.checked_add(pending)?, scale, loose_tail))
    }

    /// Whether the character before the cursor belongs to a number.
    fn last_is_number(&self) -> bool {
        let mut back = self.cursor;
        back.at = back.at.saturating_sub(1);
        back.peek(0).is_some_and(|c| c.is_ascii_digit() || digit(c).is_some() || small_unit(c).is_some())
    }

    /// A number below 万: 三千五百, 2.5千, 十五, 12,000.5, 二〇二六.
    fn section(&mut self, follows: bool) -> Option<Section> {
        let mut section = Section { value: Decimal::ZERO, tail: None, last_unit: 1, after_zero: false };
        let (mut bound, mut seen) = (10_000, false);
        loop {
            let before = self.cursor.at;
            section.after_zero = (seen || follows) && self.filler_zero();
            let coefficient = self.coefficient();
            let unit = self.cursor.peek(0).and_then(small_unit).filter(|&unit| unit < bound);
            match (unit, coefficient) {
                (Some(_), Some(c)) if c.kind == Kind::Run => {
                    self.cursor.at = before;
                    return None;
                }
                (Some(unit), coefficient) if coefficient.is_some() || (unit == 10 && (!seen || section.after_zero)) => {
                    let times = coefficient.map_or(Decimal::ONE, |c| c.value);
                    let part = times.checked_mul(Decimal::from(unit))?;
                    section.value = section.value.checked_add(part)?;
                    self.cursor.at += 1;
                    self.plain = false;
                    (bound, section.last_unit, seen) = (unit, unit, true);
                }
                (_, Some(c)) => {
                    if !seen && !follows && c.kind == Kind::Plain {
                        // still as a computer writes it
                    } else {
                        self.plain = false;
                    }
                    section.tail = Some(c);
                    if seen {
                        self.spoken_point(&mut section)?;
                    }
                    return Some(section);
                }
                (_, None) => {
                    self.cursor.at = before;
                    if seen {
                        self.spoken_point(&mut section)?;
                    }
                    return seen.then_some(section);
                }
            }
        }
    }

    /// 四十二点九: digits behind 点, put into the tail of the section.
    fn spoken_point(&mut self, section: &mut Section) -> Option<()> {
        let digit_behind = self.cursor.peek(1).and_then(digit).is_some();
        if self.cursor.peek(0) != Some('点')
            || !digit_behind
            || section.tail.as_ref().is_some_and(|tail| tail.kind != Kind::Digit || tail.value.scale() > 0)
        {
            return Some(());
        }
        self.cursor.at += 1;
        let mut digits = String::from("0.");
        while let Some(d) = self.cursor.peek(0).and_then(digit).filter(|_| digits.len() <= MAX_DIGITS) {
            digits.push(char::from_digit(d, 10)?);
            self.cursor.at += 1;
        }
        let fraction: Decimal = digits.parse().ok()?;
        let whole = section.tail.take().map_or(Decimal::ZERO, |tail| tail.value);
        section.tail = Some(Coefficient { value: whole.checked_add(fraction)?, kind: Kind::Run });
        Some(())
    }

    /// Steps over a 零 that only fills a gap: 一百零五.
    fn filler_zero(&mut self) -> bool {
        let fills = self.cursor.peek(0).and_then(digit) == Some(0)
            && self.cursor.peek(1).is_some_and(|c| digit(c).is_some_and(|d| d > 0) || small_unit(c).is_some());
        if fills {
            self.cursor.at += 1;
        }
        fills
    }

    fn coefficient(&mut self) -> Option<Coefficient> {
        if self.cursor.peek(0).is_some_and(|c| c.is_ascii_digit()) { self.arabic() } else { self.chinese() }
    }

    /// Digits by position, and 三点五.
    fn chinese(&mut self) -> Option<Coefficient> {
        let mut digits = String::new();
        while let Some(d) = self.cursor.peek(0).and_then(digit) {
            digits.push(char::from_digit(d, 10)?);
            self.cursor.at += 1;
        }
        if digits.is_empty() || digits.len() > MAX_DIGITS {
            return None;
        }
        let kind = if digits.len() == 1 { Kind::Digit } else { Kind::Run };
        if kind == Kind::Digit && self.cursor.peek(0) == Some('点') && self.cursor.peek(1).and_then(digit).is_some() {
            self.cursor.at += 1;
            digits.push('.');
            while let Some(d) = self.cursor.peek(0).and_then(digit) {
                digits.push(char::from_digit(d, 10)?);
                self.cursor.at += 1;
            }
        }
        if digits.len() > MAX_DIGITS {
            return None;
        }
        Some(Coefficient { value: digits.parse().ok()?, kind })
    }

    /// `12000`, `12,000.00`, `1 015`, `4.2E3`.
    fn arabic(&mut self) -> Option<Coefficient> {
        let mut kind = Kind::Plain;
        let mut digits = self.digits();
        let grouped_by = self.cursor.peek(0).filter(|&c| c == ',' || c == '\u{a0}' || (self.spaced && is_space(c)));
        if let Some(separator) = grouped_by.filter(|_| digits.len() <= 3 && !digits.starts_with('0')) {
            while digits.len() <= MAX_DIGITS && self.cursor.peek(0) == Some(separator) && self.group_follows() {
                self.cursor.at += 1;
                digits.push_str(&self.digits());
                kind = Kind::Arabic;
            }
        }
        if self.cursor.peek(0) == Some('.') && self.cursor.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            self.cursor.at += 1;
            digits.push('.');
            digits.push_str(&self.digits());
        }
        if digits.len() > MAX_DIGITS {
            return None;
        }
        let mut value: Decimal = digits.parse().ok()?;
        if let Some(exponent) = self.exponent() {
            kind = Kind::Arabic;
            let power = Decimal::TEN;
            for _ in 0..exponent.unsigned_abs() {
                value = if exponent < 0 { value.checked_div(power)? } else { value.checked_mul(power)? };
            }
        }
        Some(Coefficient { value, kind })
    }

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(c) = self.cursor.eat_if(|c| c.is_ascii_digit()) {
            // Digits beyond the limit are stepped over and make the number too long to be one.
            if digits.len() <= MAX_DIGITS {
                digits.push(c);
            }
        }
        digits
    }

    /// Whether a separator is followed by exactly three digits.
    fn group_follows(&self) -> bool {
        (1..=3).all(|ahead| self.cursor.peek(ahead).is_some_and(|c| c.is_ascii_digit()))
            && !self.cursor.peek(4).is_some_and(|c| c.is_ascii_digit())
    }

    fn exponent(&mut self) -> Option<i32> {
        self.cursor.peek(0).filter(|&c| c == 'E' || c == 'e')?;
        let mut ahead = self.cursor;
        ahead.at += 1;
        let negative = ahead.eat_if(|c| c == '-' || c == '+') == Some('-');
        let mut digits = String::new();
        while let Some(c) = ahead.eat_if(|c| c.is_ascii_digit()) {
            digits.push(c);
        }
        let size: i32 = digits.parse().ok().filter(|&size| size <= 24)?;
        self.cursor = ahead;
        Some(if negative { -size } else { size })
    }
}

impl Section {
    /// The value with its tail: 二十五 is 25, 三百五 is 350.
    fn literal(&self) -> Decimal {
        let Some(tail) = &self.tail else {
            return self.value;
        };
        let colloquial = tail.kind == Kind::Digit && self.last_unit > 10 && !self.after_zero;
        let unit = if colloquial { Decimal::from(self.last_unit / 10) } else { Decimal::ONE };
        tail.value.checked_mul(unit).and_then(|part| self.value.checked_add(part)).unwrap_or(self.value)
    }
}
