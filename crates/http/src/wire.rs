//! Shapes that several slices share.

use axum::http::{HeaderMap, HeaderValue, header};
use domain::money::Fen;
use domain::period::Period;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::ApiError;

/// A closed set of the domain on the wire: the same members, with the wire's names and the OpenAPI schema.
macro_rules! wire_enum {
    ($(#[$doc:meta])* $name:ident = $domain:path { $($variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name { $($variant),+ }

        impl From<$domain> for $name {
            fn from(value: $domain) -> Self {
                use $domain as Domain;
                match value { $(Domain::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $domain {
            fn from(value: $name) -> Self {
                use $domain as Domain;
                match value { $($name::$variant => Domain::$variant),+ }
            }
        }
    };
}
pub(crate) use wire_enum;

wire_enum! {
    /// At which level something counts.
    Level = domain::claim::Level { Reported, County, Recognised, Statistics }
}

wire_enum! {
    /// What is claimed.
    ClaimKind = domain::claim::ClaimKind { Signed, Started, EnteredStatistics, Completed, InProduction, Terminated, FundsPaidIn, ForeignCapitalUsed }
}

/// Where a claim comes from.
#[derive(Serialize, ToSchema)]
pub(crate) struct Source {
    kind: SourceKind,
    #[schema(required = true)]
    import_id: Option<uuid::Uuid>,
    #[schema(required = true)]
    file_name: Option<String>,
    #[schema(required = true)]
    sheet: Option<String>,
    /// Address in the sheet, `H7`.
    #[schema(required = true)]
    cell: Option<String>,
    /// The cell's text as it stood there.
    #[schema(required = true)]
    raw: Option<String>,
}

/// How a claim came in.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SourceKind {
    Form,
    Import,
    Api,
    Correction,
    History,
}

impl Source {
    pub(crate) fn new(source: &store::claim::Source, file_name: Option<String>) -> Self {
        use domain::claim::SourceKind as Kind;
        Self {
            kind: match source.kind {
                Kind::Form => SourceKind::Form,
                Kind::ImportCell => SourceKind::Import,
                Kind::Api => SourceKind::Api,
                Kind::Correction => SourceKind::Correction,
                Kind::HistoryCell => SourceKind::History,
            },
            import_id: source.import.map(|id| id.0),
            file_name,
            sheet: source.sheet.clone(),
            cell: source.cell.clone(),
            raw: source.raw.clone(),
        }
    }
}

/// Rows of a page when nobody says how many.
pub(crate) const PAGE: u64 = 50;

/// The key behind a cursor.
pub(crate) fn key<T: std::str::FromStr>(cursor: Option<&str>) -> Result<Option<T>, ApiError> {
    let refused = || ApiError::from(app::AppError::invalid("/cursor", "cursor", "翻页位置无效,请从第一页重新打开"));
    cursor.map(|text| text.parse().map_err(|_| refused())).transpose()
}

/// A period of the address: `2026-09`.
pub(crate) fn period(text: &str) -> Result<Period, ApiError> {
    text.parse().map_err(|error: domain::period::PeriodError| app::AppError::invalid("/period", "period", error.to_string()).into())
}

/// An instant of the address: RFC 3339, or a day, which means its end in Beijing.
pub(crate) fn as_of(text: Option<&str>) -> Result<Option<chrono::DateTime<chrono::Utc>>, ApiError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    if let Ok(day) = text.parse::<chrono::NaiveDate>() {
        let next = day.succ_opt().unwrap_or(day);
        return Ok(Some(domain::period::beijing_midnight(next) - chrono::TimeDelta::microseconds(1)));
    }
    let instant = chrono::DateTime::parse_from_rfc3339(text);
    let refused = |_| app::AppError::invalid("/as_of", "as_of", format!("时点「{text}」无效,请写成 2026-10-08 或完整时间")).into();
    instant.map(|at| Some(at.to_utc())).map_err(refused)
}

/// An amount on the wire.
pub(crate) fn fen(amount: Fen) -> String {
    amount.0.to_string()
}

/// An amount from the wire.
pub(crate) fn parse_fen(text: &str, pointer: &str) -> Result<Fen, ApiError> {
    text.parse().map(Fen).map_err(|_| app::AppError::invalid(pointer, "amount", "金额须为以分为单位的整数").into())
}

/// A file to be saved under a name in Chinese (RFC 6266, RFC 8187).
pub(crate) fn download(file_name: &str, media_type: &str, content: Vec<u8>) -> (HeaderMap, Vec<u8>) {
    use std::fmt::Write as _;
    let encoded = file_name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    });
    let extension: String = file_name.rsplit('.').next().unwrap_or("bin").chars().filter(char::is_ascii_alphanumeric).collect();
    let mut headers = HeaderMap::new();
    let disposition = format!("attachment; filename=\"file.{extension}\"; filename*=UTF-8''{encoded}");
    for (name, value) in
        [(header::CONTENT_DISPOSITION, disposition.as_str()), (header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-store")]
    {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    (headers, content)
}
