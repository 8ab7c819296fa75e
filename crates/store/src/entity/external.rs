//! Rows of published figures.

entity!(external_paper, "external_paper", {
    keys { id: Uuid }
    org: Uuid,
    title: String,
    document_no: Option<String>,
    issuer: String,
    issued_on: Date,
    file_name: Option<String>,
    media_type: Option<String>,
    sha256: Option<String>,
    recorded_by: Option<Uuid>,
    recorded_name: String,
    recorded_at: DateTimeUtc,
});

entity!(external_figure, "external_figure", {
    keys { id: Uuid }
    paper: Uuid,
    org: Uuid,
    indicator: String,
    period: i32,
    cumulative: bool,
    value: Option<i64>,
    raw: String,
    place: Option<String>,
    recorded_by: Option<Uuid>,
    recorded_name: String,
    recorded_at: DateTimeUtc,
});
