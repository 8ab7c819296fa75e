//! Indicators as data: `assets/rules/indicators.toml`.

use std::sync::LazyLock;

use domain::measure::Measure;
use serde::Deserialize;

/// In what an indicator is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorUnit {
    /// 个
    Ge,
    /// 亿元
    Yi,
    /// 万美元
    Wusd,
    /// %
    Pct,
}

impl IndicatorUnit {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ge => "ge",
            Self::Yi => "yi",
            Self::Wusd => "wusd",
            Self::Pct => "pct",
        }
    }

    /// How papers print it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ge => "个",
            Self::Yi => "亿元",
            Self::Wusd => "万美元",
            Self::Pct => "%",
        }
    }
}

/// Which of a sum's two numbers is the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// Projects.
    Count,
    /// Money.
    Amount,
}

/// How an indicator comes from measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipe {
    /// A measure's sum; in figures of one month without its opening balances.
    Sum {
        /// The measure.
        measure: Measure,
        /// Of which opening balances.
        opening: Option<Measure>,
        /// Which number.
        value: ValueKind,
    },
    /// Projects of one measure by projects of another, over the same cumulative span.
    Rate {
        /// Above the line.
        numerator: Measure,
        /// Below it.
        denominator: Measure,
    },
}

/// An indicator.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Stable code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name for narrow columns.
    pub short_name: String,
    /// Unit.
    pub unit: IndicatorUnit,
    /// What it counts, for people.
    pub definition: String,
    /// How it is computed.
    pub recipe: Recipe,
}

impl Indicator {
    /// The measures that it needs.
    pub fn measures(&self) -> Vec<Measure> {
        match self.recipe {
            Recipe::Sum { measure, opening, .. } => std::iter::once(measure).chain(opening).collect(),
            Recipe::Rate { numerator, denominator } => vec![numerator, denominator],
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "checked to be there; validity is used when rules are edited")]
    version: String,
    #[expect(dead_code, reason = "as version")]
    valid_from: String,
    indicator: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    name: String,
    short_name: String,
    unit: IndicatorUnit,
    definition: String,
    measure: Option<String>,
    opening: Option<String>,
    value: Option<ValueKind>,
    numerator: Option<String>,
    denominator: Option<String>,
    #[expect(dead_code, reason = "for the reader of the file")]
    source: String,
    #[expect(dead_code, reason = "for the reader of the file")]
    checked: bool,
}

/// What is wrong with the file.
#[derive(Debug, thiserror::Error)]
pub(super) enum DefinitionError {
    /// Not TOML of this form.
    #[error("指标定义文件有误:{0}")]
    Toml(#[from] toml::de::Error),
    /// A row names a measure that there is not, or both or neither of the two recipes.
    #[error("指标 {0}:{1}")]
    Row(String, String),
}

fn parse(text: &str) -> Result<Vec<Indicator>, DefinitionError> {
    let file: File = toml::from_str(text)?;
    file.indicator
        .into_iter()
        .map(|row| {
            let fault = |message: String| DefinitionError::Row(row.code.clone(), message);
            let measure = |name: &String| Measure::from_code(name).ok_or_else(|| fault(format!("没有度量「{name}」")));
            let recipe = match (&row.measure, row.value, &row.numerator, &row.denominator) {
                (Some(name), Some(value), None, None) => {
                    Recipe::Sum { measure: measure(name)?, opening: row.opening.as_ref().map(measure).transpose()?, value }
                }
                (None, None, Some(above), Some(below)) => Recipe::Rate { numerator: measure(above)?, denominator: measure(below)? },
                _ => return Err(fault("须写 measure 和 value,或者 numerator 和 denominator".to_owned())),
            };
            Ok(Indicator { code: row.code, name: row.name, short_name: row.short_name, unit: row.unit, definition: row.definition, recipe })
        })
        .collect()
}

static SHIPPED: LazyLock<Vec<Indicator>> = LazyLock::new(|| {
    parse(include_str!("../../../../assets/rules/indicators.toml")).unwrap_or_else(|error| {
        tracing::error!(%error, "the shipped indicators cannot be read");
        Vec::new()
    })
});

/// All indicators, in the order of the board.
pub fn all() -> &'static [Indicator] {
    &SHIPPED
}

/// The indicator with this code.
pub fn by_code(code: &str) -> Option<&'static Indicator> {
    all().iter().find(|indicator| indicator.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_indicators_are_those_of_the_board() {
        let codes: Vec<_> = all().iter().map(|indicator| indicator.code.as_str()).collect();
        assert_eq!(codes, ["sign_cnt", "sign_amt", "start_cnt", "start_rate", "funds", "funds_xprov"]);
    }

    #[test]
    fn a_row_with_an_unknown_measure_or_two_recipes_is_refused_by_its_code() {
        let row = |recipe: &str| {
            format!(
                "version='1'\nvalid_from='2020-01-01'\n[[indicator]]\ncode='x'\nname='x'\nshort_name='x'\nunit='ge'\ndefinition='x'\nsource='x'\nchecked=false\n{recipe}"
            )
        };
        for (recipe, says) in [("measure='no_such'\nvalue='count'", "no_such"), ("measure='signed'", "numerator"), ("", "numerator")] {
            let error = parse(&row(recipe)).unwrap_err().to_string();
            assert!(error.contains('x') && error.contains(says), "{error}");
        }
    }
}
